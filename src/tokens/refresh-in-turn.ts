import type { AdapterContext } from '../adapter/context.ts';
import { LONGEST_LEASE_SECONDS } from '../adapter/refresh-lease.ts';
import type { Database } from '../database/database.ts';
import { type AccessToken, livingToken } from './access-token.ts';
import { askProvider, type NotIssued } from './ask-provider.ts';
import { refreshFailedBefore, refreshRefused, waitedTooLong } from './errors.ts';
import { keepIssued } from './keep-issued.ts';
import type { prepareLease } from './lease.ts';
import { growingPauses } from './pauses.ts';
import type { RefreshFunction } from './refresh-function.ts';
import type { prepareStoreTokens } from './store-tokens.ts';
import { isUnchanged, type StoredTokens } from './stored-tokens.ts';
import type { Timing } from './timing.ts';

/** One caller's work on the tokens of an account. */
export interface Refresh {
  /** A random id, which no other caller has. */
  readonly id: string;
  readonly db: Database;
  readonly accounts: AdapterContext['tables']['accounts'];
  readonly lease: ReturnType<typeof prepareLease>;
  readonly storing: ReturnType<typeof prepareStoreTokens>;
  readonly refresh: RefreshFunction;
  readonly refusedToken: string | undefined;
  readonly timing: Timing;
  /** The tokens as they were found at first. */
  readonly first: StoredTokens;
  /** Reads the tokens again; undefined if the account is gone. */
  find(): Promise<StoredTokens | undefined>;
}

/** How a step ends: with the result for the caller, or with another look at the account, after a pause. */
export type Step = { readonly result: AccessToken | null } | { readonly longestPauseMs: number };

const LOOK_AGAIN: Step = { longestPauseMs: 0 };

/**
 * Gets a new access token from the provider, or from another caller who is getting one.
 *
 * One caller at a time asks the provider, however many processes there are: whoever takes the lease in the row of the
 * account. The others look at the row until there is a new token, the lease is over, or a note says how the refresh
 * ended. Nothing is shared within a process: in some runtimes, a request that waits for another's promise hangs.
 */
export async function refreshInTurn(work: Refresh): Promise<AccessToken | null> {
  const pause = growingPauses();
  const startedAt = performance.now();
  for (let tokens: StoredTokens | undefined = work.first; tokens; tokens = await work.find()) {
    const step = await nextStep(work, tokens);
    if ('result' in step) return step.result;
    if (performance.now() - startedAt > work.timing.longestWaitMs) throw waitedTooLong(work.accounts);
    if (step.longestPauseMs > 0) await pause(step.longestPauseMs);
  }
  return null;
}

async function nextStep(work: Refresh, tokens: StoredTokens): Promise<Step> {
  // Whatever others have stored meanwhile, even if it lives for less than the margin, or is the same token once more.
  const stored = isUnchanged(tokens, work.first) ? undefined : livingToken(tokens, 0, undefined);
  if (stored) return { result: stored };
  const living = livingToken(tokens, 0, work.refusedToken);
  if (tokens.refreshTokenError !== undefined && !living) throw tokens.refreshTokenError;
  if (tokens.refreshToken === null) return { result: living ?? null };
  if (!isHeldByOthers(work, tokens)) return tryToRefresh(work, tokens, tokens.refreshToken);
  if (tokens.lease === 'refused') throw refreshRefused(work.accounts);
  if (tokens.lease !== 'failed') return { longestPauseMs: tokens.leaseLeftMs };
  if (living) return { result: living };
  throw refreshFailedBefore(work.accounts);
}

/** Says whether somebody else has the lease, or a note is in its place. */
const isHeldByOthers = ({ id }: Refresh, { lease, leaseLeftMs }: StoredTokens) =>
  lease !== null && lease !== id && leaseLeftMs > 0 && leaseLeftMs <= LONGEST_LEASE_SECONDS * 1000;

/** Asks the provider, if the lease is there to be taken. */
async function tryToRefresh(work: Refresh, tokens: StoredTokens, refreshToken: string): Promise<Step> {
  const { id, db, lease, timing } = work;
  const sentAt = performance.now();
  const isTaken = await lease.take(db, tokens, id, timing.leaseSeconds);
  const askedAt = performance.now();
  if (!isTaken) return { longestPauseMs: timing.takeLimitMs };
  // The lease runs since the database took it; what is left may be too little for the request.
  if (askedAt - sentAt > timing.takeLimitMs) return LOOK_AGAIN;
  const asked = await askProvider(work.refresh, refreshToken, timing);
  if (!('issued' in asked)) return endWithout(work, tokens, asked);
  const { issued } = asked;
  // Counted from before the request, by the database's clock; a process that is held up makes no token live longer.
  const seconds = tokens.now + Math.floor((askedAt - tokens.readAtMs) / 1000);
  const expiresAt = issued.expiresInSeconds === undefined ? null : seconds + issued.expiresInSeconds;
  return keepIssued(work, { id, used: tokens, issued, expiresAt });
}

/** Notes that there is no new token; where others have stored one meanwhile, or are about to, that one counts. */
async function endWithout(work: Refresh, tokens: StoredTokens, asked: NotIssued): Promise<Step> {
  const { id, db, lease, timing } = work;
  const seconds = asked.ending === 'refused' ? timing.refusedSeconds : timing.failedSeconds;
  // If the database fails as well, the caller is told of the provider.
  const seen = await lease
    .end(db, tokens, id, asked.ending, seconds)
    .then(work.find)
    .catch(() => tokens);
  const isOver =
    seen && isUnchanged(seen, tokens) && !(isHeldByOthers(work, seen) && seen.lease !== asked.ending);
  if (!isOver) return LOOK_AGAIN;
  if (asked.ending === 'refused') throw refreshRefused(work.accounts, asked.refusedBecause);
  const living = livingToken(seen, 0, work.refusedToken);
  if (living) return { result: living };
  throw asked.thrown;
}
