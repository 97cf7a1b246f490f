import type { StoredTokens } from './stored-tokens.ts';

/** An access token, and what the provider said of it. */
export interface AccessToken {
  readonly accessToken: string;
  /** When it ends; null if the provider does not say. */
  readonly expiresAt: Date | null;
  /** What it may be used for, as the provider lists it; null if the provider does not say. */
  readonly scope: string | null;
}

/**
 * Returns the access token that is stored, if it lives for more than a margin by the database's clock and is not one
 * that the provider has refused.
 */
export function livingToken(
  { accessToken, expiresAt, scope, now }: StoredTokens,
  marginSeconds: number,
  refusedToken: string | undefined,
): AccessToken | undefined {
  if (accessToken === null || accessToken === refusedToken) return undefined;
  if (expiresAt !== null && expiresAt <= now + marginSeconds) return undefined;
  return { accessToken, expiresAt: toDate(expiresAt), scope };
}

/** Returns the date of seconds since 1970. */
export const toDate = (seconds: number | null): Date | null =>
  seconds === null ? null : new Date(seconds * 1000);
