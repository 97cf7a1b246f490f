import type { Config } from '@planetscale/database';
import type { OpenDatabase } from '../settings.ts';
import { RequestHistory, type Statement, type StatementLog } from '../statement-log.ts';

/** The `fetch` that PlanetScale's driver sends its statements with. */
export type Fetch = NonNullable<Config['fetch']>;

/**
 * Records the statements of PlanetScale's driver, which sends each as a request of its own.
 *
 * Every request to the site gets a database of its own, opened with a `fetch` of its own. That needs no asynchronous
 * context, which an edge runtime may lack, and there is no connection to open. But statements are prepared anew each
 * time, so your own site should keep one database.
 */
export function recordPlanetScaleStatements(
  open: (fetch: Fetch) => OpenDatabase,
  history = new RequestHistory(),
): StatementLog {
  return {
    latest: () => history.latest(),
    record: (name, work) => history.record(name, (statements) => work(open(fetchInto(statements)))),
  };
}

/** Makes a `fetch` that adds the statements it sends to a list. */
function fetchInto(statements: Statement[]): Fetch {
  return async (address, init) => {
    const statement: Statement = { sql: textOf(init?.body), milliseconds: null };
    statements.push(statement);
    const startedAt = performance.now();
    try {
      const answer = await fetch(address, init);
      return new Response(await answer.text(), answer);
    } finally {
      statement.milliseconds = performance.now() - startedAt;
    }
  };
}

function textOf(body = '{}'): string {
  const { query = '' } = JSON.parse(body) as { query?: string }; // the shape that the driver sends
  return query;
}
