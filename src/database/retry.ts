import type { Database } from './database.ts';
import { type ParsedError, parseDriverError } from './errors/parse-driver-error.ts';

/** A statement that lost its connection is tried on two more; a pool rarely has more dead ones in a row. */
const LOST_TRIES = 2;

/** Two that met rarely meet a third time: waits of 20, 40 and 80 ms on average keep them apart. */
const CONFLICT_TRIES = 3;
const FIRST_WAIT_MS = 20;

/**
 * How long a database may be not ready: a planned move of a primary takes a second or two. With waits of 20, 40, 80,
 * 160 and then 200 ms on average that is 13 tries; more than 25 are never made, since a clock may be set back.
 */
const NOT_READY_MS = 2_000;
const NOT_READY_TRIES = 25;
const LONGEST_WAIT_MS = 200;

/**
 * What may be done a second time.
 *
 * - `read`: whatever went wrong on the way.
 * - `repeatable write`: the same, since twice is as good as once.
 * - `write`: only what certainly was not done.
 */
export type Repeatability = 'read' | 'repeatable write' | 'write';

/**
 * Does work again while its failure is one that the next try may be spared.
 *
 * That is a conflict with others or a database that is not ready, which leave nothing behind, and for what is
 * repeatable a connection that broke. Within a transaction of the caller's nothing is done again: what came before in
 * it is lost with the conflict. Of a write that once got no answer, that error is thrown, whatever came after it.
 */
export async function retrying<Result>(
  db: Database,
  repeatability: Repeatability,
  work: () => Promise<Result>,
): Promise<Result> {
  const nextWait = waits(repeatability !== 'write');
  let unanswered: { readonly error: unknown } | undefined;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const said = parseDriverError(error);
      if (repeatability !== 'read' && said.outcome === 'no answer') unanswered ??= { error };
      const waitMs = isTransaction(db) ? undefined : nextWait(said);
      if (waitMs === undefined) throw unanswered ? unanswered.error : error;
      await pause(waitMs);
    }
  }
}

/** Says whether a database is a transaction: told by its method, since the class has another name in Drizzle 1.0. */
export const isTransaction = (db: Database): boolean => 'rollback' in db;

/** Makes a function that returns how long to wait after a failure on average, undefined where all tries are used up. */
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

/** Says whether a connection broke or never came about; not one that timed out, since the next would wait as long. */
const isLost = (said: ParsedError) =>
  (said.outcome === 'no answer' || said.outcome === 'not sent') && !isGivenUp(said);

/**
 * Says whether it timed out. ECONNABORTED is Windows' word for a connection that broke, a server's timeout one of
 * the connection before, and `Canceled` Vitess's word for a MySQL that went away.
 */
const isGivenUp = ({ code, name }: ParsedError) =>
  /^(?!ECONNABORTED$|ER_|Canceled$).*(timed?out|abort|deadline|cancel)/i.test(code ?? name);

/** Waits a random time, so that those who met do not meet again. */
const pause = (averageMs: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 2 * averageMs));
