import { type Database, isTransaction } from './database.ts';
import { type ParsedError, parseDriverError } from './errors/parse-driver-error.ts';
import { FAILED_BEFORE, isUnsupportedCode } from './errors/vitess-error.ts';

/** Retries after a lost connection, each on another connection; a pool rarely has more dead ones in a row. */
const LOST_TRIES = 2;

/** Retries after a conflict: average waits of 20, 40 and 80 ms keep two transactions from conflicting again. */
const CONFLICT_TRIES = 3;
const FIRST_WAIT_MS = 20;

/**
 * How long to retry on a database that is not ready: a planned move of a primary takes a second or two. With average
 * waits of 20, 40, 80, 160 and then 200 ms that is 13 tries; the limit of 25 is for a clock that is set back.
 */
const NOT_READY_MS = 2_000;
const NOT_READY_TRIES = 25;
const LONGEST_WAIT_MS = 200;

/**
 * When work may be done again.
 *
 * - `read`: after any failure on the way.
 * - `repeatable write`: the same, since doing it twice does no harm.
 * - `write`: only if it certainly was not done.
 */
export type Repeatability = 'read' | 'repeatable write' | 'write';

/**
 * Does work, and repeats it after a failure that the next try may not have.
 *
 * Such failures are a conflict with other transactions and a database that is not ready, which leave nothing behind,
 * and for repeatable work also a broken connection. Nothing is repeated in a transaction of the caller's, whose earlier
 * work is lost with the conflict. If a write once got no answer, that error is thrown, whatever came after it; unless
 * the database supports no such statement, so that its work must be done in another way.
 *
 * On several shards vtgate takes a single statement for a transaction, and once that has failed, it refuses all others
 * on the connection until it gets a ROLLBACK. It does the same if a value in an error looks like its own error for that.
 */
export async function retrying<Result>(
  db: Database,
  repeatability: Repeatability,
  work: () => Promise<Result>,
): Promise<Result> {
  const nextWait = waits(repeatability !== 'write');
  let unanswered: { readonly error: unknown } | undefined;
  let said: ParsedError | undefined;
  for (;;) {
    try {
      // Nothing else frees the connection, and a pool lends the one that it got back last.
      if (said?.code === FAILED_BEFORE) await db.execute('rollback');
      return await work();
    } catch (error) {
      said = parseDriverError(error);
      if (repeatability !== 'read' && said.outcome === 'no answer') unanswered ??= { error };
      const waitMs = isTransaction(db) ? undefined : nextWait(said);
      if (waitMs === undefined) throw unanswered && !isUnsupportedCode(said.code) ? unanswered.error : error;
      await pause(waitMs);
    }
  }
}

/** Makes a function that returns the average wait after a failure, undefined once all tries are used up. */
function waits(isRepeatable: boolean): (said: ParsedError) => number | undefined {
  let [losses, conflicts, refusals] = [0, 0, 0];
  let since: number | undefined;
  const doubled = (tries: number) => FIRST_WAIT_MS * 2 ** (tries - 1);
  return (said) => {
    if (said.outcome === 'not ready') {
      const now = Date.now();
      since ??= now;
      const isOver = ++refusals > NOT_READY_TRIES || now - since >= NOT_READY_MS;
      return isOver ? undefined : Math.min(doubled(refusals), LONGEST_WAIT_MS);
    }
    const isAgain =
      said.outcome === 'conflict'
        ? ++conflicts <= CONFLICT_TRIES
        : isRepeatable && isLost(said) && ++losses <= LOST_TRIES;
    return isAgain ? doubled(losses + conflicts) : undefined;
  };
}

/** Says whether a connection broke or was never made, unless it timed out: the next one would wait as long. */
const isLost = (said: ParsedError) =>
  (said.outcome === 'no answer' || said.outcome === 'not sent') && !isGivenUp(said);

/**
 * Says whether it timed out. That is not ECONNABORTED, Windows' code for a broken connection, nor a server's timeout,
 * which is about the connection before, nor `Canceled`, Vitess's code for a MySQL that went away.
 */
const isGivenUp = ({ code, name }: ParsedError) =>
  /^(?!ECONNABORTED$|ER_|Canceled$).*(timed?out|abort|deadline|cancel)/i.test(code ?? name);

/** Waits a random time, so that conflicting transactions do not conflict again. */
const pause = (averageMs: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 2 * averageMs));
