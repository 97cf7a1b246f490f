import { MySqlAdapterError } from '../errors.ts';
import type { Database } from './database.ts';
import { type ReadError, readDriverError } from './read-driver-error.ts';

/** A read that lost its connection is tried on two more; a pool has rarely more dead ones in a row. */
const LOST_TRIES = 2;

/** Whoever loses against others loses rarely again: the waits of 20, 40 and 80 ms on average keep them apart. */
const CONFLICT_TRIES = 3;
const FIRST_WAIT_MS = 20;

/**
 * Does work again while its failure is one that the next try may be spared.
 *
 * That is a conflict with others, which leaves nothing behind, and for a `read` a connection that broke. Within a
 * transaction of the caller's nothing is done again: what came before in it is lost with the conflict.
 */
export async function retrying<Result>(
  db: Database,
  kind: 'read' | 'write',
  work: () => Promise<Result>,
): Promise<Result> {
  for (let losses = 0, conflicts = 0; ; ) {
    try {
      return await work();
    } catch (error) {
      if (isTransaction(db)) throw error;
      const isAgain = isConflict(error)
        ? ++conflicts <= CONFLICT_TRIES
        : kind === 'read' && isLost(error) && ++losses <= LOST_TRIES;
      if (!isAgain) throw error;
      await pause(FIRST_WAIT_MS * 2 ** (losses + conflicts - 1));
    }
  }
}

/** Says whether a database is a transaction: told by its method, since the class has another name in Drizzle 1.0. */
const isTransaction = (db: Database) => 'rollback' in db;

function isConflict(error: unknown): boolean {
  if (error instanceof MySqlAdapterError) return error.code === 'RETRIES_EXHAUSTED';
  return readDriverError(error).outcome === 'conflict';
}

/** Says whether a connection broke or never came about; not one whose time was over, since the next would wait as long. */
function isLost(error: unknown): boolean {
  const said = readDriverError(error);
  return (said.outcome === 'no answer' || said.outcome === 'not sent') && !isGivenUp(said);
}

/** ECONNABORTED is Windows' word for a connection that broke, and a server's timeout one of the connection before. */
const isGivenUp = ({ code, name }: ReadError) =>
  /^(?!ECONNABORTED$|ER_).*(timeout|timedout|abort|deadline|cancel)/i.test(code ?? name);

/** Waits a random time, so that those who met do not meet again. */
const pause = (averageMs: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 2 * averageMs));
