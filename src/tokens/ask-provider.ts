import { type IssuedTokens, parseAnswer } from './provider-answer.ts';
import type { RefreshFunction } from './refresh-function.ts';

/** What became of a request to a provider. */
type Asked = { readonly issued: IssuedTokens } | NotIssued;

/** Why there is no new token. */
export type NotIssued =
  | { readonly ending: 'refused'; readonly refusedBecause: string }
  | { readonly ending: 'failed'; readonly thrown: unknown };

/** Asks a provider for tokens, within a time limit, which ends the wait also for a function that takes no notice of it. */
export async function askProvider(
  refresh: RefreshFunction,
  refreshToken: string,
  limitMs: number,
): Promise<Asked> {
  try {
    const signal = AbortSignal.timeout(limitMs);
    // Called before there is a promise that rejects at the end: if it throws at once, nobody would wait for that one.
    const asked = refresh({ refreshToken, signal });
    const isOver = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    const answer = parseAnswer(await Promise.race([asked, isOver]));
    return 'refusedBecause' in answer ? { ending: 'refused', ...answer } : { issued: answer };
  } catch (thrown) {
    return { ending: 'failed', thrown };
  }
}
