import type { Pool } from 'mysql2/promise';

/** How long statements took, one entry for each. */
export interface StatementTimes {
  readonly ms: readonly number[];
  /** Waits for a statement and notes how long it took. */
  time<Result>(statement: () => Promise<Result>): Promise<Result>;
}

/** Makes an empty list of times. */
export function statementTimes(): StatementTimes {
  const ms: number[] = [];
  return {
    ms,
    async time(statement) {
      const start = performance.now();
      try {
        return await statement();
      } finally {
        ms.push(performance.now() - start);
      }
    },
  };
}

/** Times every query of a pool, as tools that watch queries do: by another `query` in place of its own. */
export function timeQueries(pool: Pool, times: StatementTimes): void {
  const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<unknown>;
  // One function in place of overloads, each of which it passes on.
  pool.query = ((...given: unknown[]) => times.time(() => query(...given))) as Pool['query'];
}
