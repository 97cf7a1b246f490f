import type { Config } from '@planetscale/database';
import type { OpenDatabase } from '../settings.ts';
import { RequestHistory, type Statement, type StatementLog } from '../statement-log.ts';

/** Is what PlanetScale's driver sends its statements with. */
export type Fetch = NonNullable<Config['fetch']>;

/**
 * Records what PlanetScale's driver sends, where each statement is a request of its own.
 *
 * Every request to the site is given a database of its own, opened with the `fetch` that belongs to it. That takes no
 * asynchronous context, which a runtime at the edge may not have, and there is no connection to open; but statements
 * are prepared anew each time, so a site of your own keeps one database.
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

/** Makes a `fetch` that puts the statements it sends into a list. */
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
