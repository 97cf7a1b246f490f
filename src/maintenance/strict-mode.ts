import { sql } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { invalidArgument } from '../adapter/arguments.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import type { Database } from '../database/database.ts';
import { read } from '../database/run.ts';
import { onAllShards } from './scatter.ts';

/**
 * Prepares a check that the server refuses what does not fit its column, as long as there is a row in a table.
 *
 * Otherwise it would cut a token, which is longer once it is encrypted, if the column is narrower than Drizzle's.
 */
export function prepareStrictMode(table: MySqlTable) {
  const select = prepareSelect<{ mode: string }>(table, (db) =>
    db
      .select({ mode: onAllShards<string>(sql`@@session.sql_mode`).mapWith(String) })
      .from(table)
      .limit(1),
  );
  return async (db: Database): Promise<void> => {
    const [row] = await read(db, select, {});
    if (!row || /STRICT_|TRADITIONAL/i.test(row.mode)) return;
    const expected =
      'be on a server in strict mode, which cuts no token: add STRICT_TRANS_TABLES to sql_mode';
    throw invalidArgument('adapter', expected, undefined, 'one without');
  };
}
