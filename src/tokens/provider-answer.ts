import { propertiesOf } from '../database/properties-of.ts';

/** What a provider issued. */
export interface IssuedTokens {
  readonly accessToken: string;
  /** Undefined if the one that was used stays good. */
  readonly refreshToken: string | undefined;
  /** Undefined if the provider does not say. */
  readonly expiresInSeconds: number | undefined;
  /** Undefined if it is still the one that was granted before. */
  readonly scope: string | undefined;
  readonly tokenType: string | undefined;
  readonly idToken: string | undefined;
}

/** A provider's refusal, with the reason if it is one of the words of RFC 6749. */
export interface Refusal {
  readonly refusedBecause: string;
}

/** Reads the answer of a token endpoint, which may be anything. */
export function parseAnswer(answer: unknown): IssuedTokens | Refusal {
  const { error, access_token, refresh_token, expires_in, scope, token_type, id_token } =
    propertiesOf(answer);
  if (error) return { refusedBecause: ERRORS.find((word) => word === error) ?? '' };
  const accessToken = textIn(access_token);
  if (accessToken === undefined) return { refusedBecause: 'its answer has no access_token' };
  return {
    accessToken,
    refreshToken: textIn(refresh_token),
    expiresInSeconds: secondsIn(expires_in),
    scope: textIn(scope),
    tokenType: textIn(token_type),
    idToken: textIn(id_token),
  };
}

/** The errors that RFC 6749 knows; anything else in an answer might be a secret. */
const ERRORS = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
];

/** Returns text that is not empty. */
const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** More than that is no time to count with: dates end, and so do columns. */
const A_CENTURY = 100 * 365 * 24 * 60 * 60;

/** Returns a number of seconds above 0; some providers send it as text. */
function secondsIn(value: unknown): number | undefined {
  const isNumeric = typeof value === 'number' || textIn(value) !== undefined;
  const seconds = isNumeric ? Math.floor(Number(value)) : Number.NaN;
  return seconds > 0 && seconds < A_CENTURY ? seconds : undefined;
}
