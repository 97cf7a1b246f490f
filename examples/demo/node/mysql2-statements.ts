import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import type { Pool } from 'mysql2/promise';
import type { OpenDatabase } from '../settings.ts';
import { RequestHistory, type Statement, type StatementLog } from '../statement-log.ts';
import { keepContext } from './keep-context.ts';

/**
 * Records a mysql2 pool's statements through the channels on which mysql2 publishes every statement.
 *
 * A statement belongs to the request in whose asynchronous context it starts; one outside of any request is not
 * recorded. So all requests get the same `database`, which is on the pool.
 */
export function recordMysql2Statements(
  pool: Pool,
  database: OpenDatabase,
  history = new RequestHistory(),
): StatementLog {
  keepContext(pool);
  const current = new AsyncLocalStorage<Statement[]>();
  subscribe((sql) => {
    const statement: Statement = { sql, milliseconds: null };
    current.getStore()?.push(statement);
    return statement;
  });
  return {
    latest: () => history.latest(),
    record: (name, work) =>
      history.record(name, (statements) => current.run(statements, () => work(database))),
  };
}

/** Calls `begin` with the text of every statement, and fills in its time once it is answered. */
function subscribe(begin: (sql: string) => Statement): void {
  const running = new WeakMap<object, { statement: Statement; startedAt: number }>();
  const listeners = {
    start(message: object) {
      running.set(message, { statement: begin(textOf(message)), startedAt: performance.now() });
    },
    // Sent before the callback runs, so the time does not include what the application does with the answer.
    asyncStart(message: object) {
      const query = running.get(message);
      if (query) query.statement.milliseconds = performance.now() - query.startedAt;
    },
    end() {},
    asyncEnd() {},
    error() {},
  };
  tracingChannel<object>('mysql2:query').subscribe(listeners);
  tracingChannel<object>('mysql2:execute').subscribe(listeners);
}

function textOf(message: object): string {
  return 'query' in message ? String(message.query) : '';
}
