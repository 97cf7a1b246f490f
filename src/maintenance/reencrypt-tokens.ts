import { invalidArgument, requireRow } from '../adapter/arguments.ts';
import type { AdapterContext } from '../adapter/context.ts';
import type { Keyring } from '../adapter/keyring.ts';
import { type AdapterSource, partsOf } from '../adapter/parts.ts';
import { type BatchOptions, requireBatches, requireNoTransaction } from './batches.ts';
import { prepareReencryption } from './reencryption.ts';
import { tallySkipped } from './skipped-accounts.ts';
import type { Window } from './windows.ts';

/** The options of {@link reencryptTokens}. `batchSize` is 500 unless you say otherwise. */
export interface ReencryptOptions extends BatchOptions<Reencrypted> {}

/** What {@link reencryptTokens} has done. */
export interface Reencrypted {
  /** Accounts that were looked at. */
  readonly accounts: number;
  /** Accounts whose tokens were encrypted with the current key. */
  readonly reencrypted: number;
  /**
   * Accounts that were left as they are: their tokens cannot be decrypted, do not fit their columns once they are
   * encrypted, or were in use all the time. A warning at the end says how many of each, and the ids of ten rows.
   */
  readonly skipped: number;
  /** Whether all accounts were looked at; false while it is under way, and if it was stopped. */
  readonly done: boolean;
}

/** How long accounts in use are waited for: five times 4 s, longer than anybody has a lease of one. */
const AGAIN = { times: 5, afterMs: 4_000 };

/**
 * Encrypts the tokens of all accounts with the current key of the adapter's `encryptOAuthTokens`: those that are stored as
 * they are, and those that are encrypted with another key. While no key is current, it decrypts all of them.
 *
 * It reads the accounts in batches, and sends an UPDATE for each that has other tokens, which replaces them only if they
 * are still what was read, so that it may run beside sign-ins and refreshes. Accounts whose tokens are being refreshed
 * are looked at again at the end. If it is stopped or fails, what was done stays done, and the next run goes on with the
 * rest. Resolves with what was done; `skipped` has to be 0 before an old key is removed.
 *
 * Before it writes, it looks for a token that the current key opens. If there are only such that have its id and do not
 * open, that is another key than the one which encrypts elsewhere.
 *
 * Rejects with `DECRYPTION_FAILED` for such a key; with `INVALID_ARGUMENT` for an adapter without `encryptOAuthTokens`,
 * one in a transaction, keys that are not 32 bytes, and a database without the columns of a lease that the tables have
 * (`drizzle/0006_refresh_lease.sql`); otherwise with the database's errors.
 *
 * @example
 * const { reencrypted, skipped } = await reencryptTokens(adapter); //=> 1200, 0
 */
export const reencryptTokens = (
  adapter: AdapterSource,
  options: ReencryptOptions = {},
): Promise<Reencrypted> => reencrypt(adapter, options, AGAIN);

/** Does the work of `reencryptTokens`, with other pauses for tests. */
export async function reencrypt(
  adapter: AdapterSource,
  options: ReencryptOptions,
  { times, afterMs }: typeof AGAIN,
): Promise<Reencrypted> {
  const given = requireRow(options, 'options');
  requireBatches(given);
  const { batchSize = 500, signal, onProgress } = given;
  const { context } = await partsOf(adapter);
  const keyring = requireKeyring(context);
  const db = await context.connect();
  requireNoTransaction(db);
  const work = prepareReencryption(context);
  await work.requireStrictMode(db);
  await work.requireLease(db);
  await work.requireKey(db, batchSize, keyring, signal);
  const skipped = tallySkipped();
  const counts = { accounts: 0, reencrypted: 0 };
  const waiting: Waiting[] = [];

  async function look(window: Window, only?: ReadonlySet<string>): Promise<void> {
    const { accounts, reencrypted, busy, skipped: left } = await work.reencrypt(db, window, keyring, only);
    if (!only) counts.accounts += accounts;
    counts.reencrypted += reencrypted;
    left.forEach(skipped.add);
    if (busy.size > 0) waiting.push({ window, busy });
    await onProgress?.(soFar(false));
  }

  const busyCount = () => waiting.reduce((sum, { busy }) => sum + busy.size, 0);
  const soFar = (done: boolean): Reencrypted => ({
    ...counts,
    skipped: skipped.count() + busyCount(),
    done,
  });
  const end = (done: boolean): Reencrypted => {
    const warning = skipped.warning(busyCount());
    if (warning) context.warn(warning);
    return soFar(done);
  };

  for await (const window of work.windows(db, batchSize)) {
    if (signal?.aborted) return end(false);
    await look(window);
  }
  for (let time = 1; time <= times && waiting.length > 0; time++) {
    await pauseUnlessAborted(afterMs, signal);
    for (const { window, busy } of [...waiting]) {
      if (signal?.aborted) return end(false);
      waiting.shift();
      await look(window, busy);
    }
  }
  return end(true);
}

/** Accounts to look at again, and where they are. */
interface Waiting {
  readonly window: Window;
  readonly busy: ReadonlySet<string>;
}

function requireKeyring({ keyring }: AdapterContext): Keyring {
  if (keyring) return keyring;
  throw invalidArgument('adapter', 'have the option encryptOAuthTokens', undefined, 'one without');
}

/** Waits for a while, or until the signal aborts. */
const pauseUnlessAborted = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
