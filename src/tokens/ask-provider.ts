import { type IssuedTokens, parseAnswer } from './provider-answer.ts';
import type { RefreshFunction } from './refresh-function.ts';
import type { Timing } from './timing.ts';

/** What became of a request to a provider. */
type Asked = { readonly issued: IssuedTokens } | NotIssued;

/** Why there is no new token. */
export type NotIssued =
  | { readonly ending: 'refused'; readonly refusedBecause: string }
  | { readonly ending: 'failed'; readonly thrown: unknown };

/**
 * Asks a provider for tokens, within a time limit.
 *
 * A function that takes no notice of the limit is waited for much longer, since the tokens that it brings late have
 * replaced those that are stored, but not for ever.
 */
export async function askProvider(
  refresh: RefreshFunction,
  refreshToken: string,
  { requestLimitMs, longestWaitMs }: Timing,
): Promise<Asked> {
  try {
    // Called before there is a promise that rejects at the end: if it throws at once, nobody would wait for that one.
    const asked = refresh({ refreshToken, signal: AbortSignal.timeout(requestLimitMs) });
    const answer = parseAnswer(await Promise.race([asked, endOf(AbortSignal.timeout(longestWaitMs))]));
    return 'refusedBecause' in answer ? { ending: 'refused', ...answer } : { issued: answer };
  } catch (thrown) {
    return { ending: 'failed', thrown };
  }
}

/** Rejects when a time is over. */
const endOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
