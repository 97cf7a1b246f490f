import { json, mysqlEnum, mysqlTable } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool, type Pool } from 'mysql2/promise';
import { expect, onTestFinished } from 'vitest';
import { createDatabase } from '../../../dev/mysql.ts';
import { type AdapterTables, MySqlAdapter, type MySqlAdapterOptions } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import { authenticators } from '../../../src/schema/production.ts';
import { type Adapter, createTables } from '../../backends/backend.ts';
import { passkeysSql } from '../../support/databases/production-sql.ts';

/** Texts that end their quotation, or go on beyond it, in one mode or another. */
export const HOSTILE = [
  "') or 1=1 -- ",
  "'",
  "''",
  '"',
  '\\',
  "\\'",
  '\\"',
  "\\\\'",
  "' or 1=1 -- ",
  "\\' or 1=1 -- ",
  "\\\\' or 1=1 -- ",
  '" or 1=1 -- ',
  '\\" or 1=1 -- ',
  "' or '1'='1",
  "😀\\'é",
  '\n\r\t\b\x1a',
  "x'00'",
  '\x7f`;#/*',
];

/** Modes in which a backslash or a double quote has different meanings. */
export const MODES = [
  'TRADITIONAL',
  'ANSI_QUOTES',
  'NO_BACKSLASH_ESCAPES',
  'NO_BACKSLASH_ESCAPES,ANSI_QUOTES',
  'NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES',
];

export const SIGNS = ["'", '"', '\\', "\\'"] as const;

/** Users with columns of a site's own whose text the server checks. */
const users = mysqlTable(
  'users',
  { ...basic.userColumns(), profile: json('profile'), sign: mysqlEnum('sign', SIGNS) },
  basic.userIndexes,
);
const tables: AdapterTables = { ...basic, users, authenticators };

/** A database that can be read without regard to the mode. */
export interface Place {
  readonly url: string;
  readonly direct: Pool;
  /** Makes an adapter whose sessions have a mode. */
  adapter(mode: string, options?: MySqlAdapterOptions): Adapter;
  /** Reads every row of every table. */
  everything(): Promise<unknown>;
  /** Expects one row of a table to have a text in a column, byte for byte. */
  expectStored(table: string, column: string, text: string): Promise<void>;
  close(): Promise<void>;
}

export async function openPlace(serverUrl: string): Promise<Place> {
  const database = await createDatabase(serverUrl);
  const { url } = database;
  const members = SIGNS.map((sign) => `'${sign.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`);
  const alteration = `alter table users add profile json, add sign enum(${members})`;
  await createTables(url, { additions: `${await passkeysSql()};${alteration}` });
  const direct = createPool(url);
  const rowsOf = async (table: string) => (await direct.query(`select * from ${table} order by 1`))[0];
  return {
    url,
    direct,
    adapter(mode, options) {
      const pool = createPool(url);
      onTestFinished(() => pool.end());
      pool.pool.on('connection', (connection) => connection.query(`set sql_mode = '${mode}'`));
      return MySqlAdapter(drizzle({ client: pool }), { tables, ...options });
    },
    everything: () =>
      Promise.all(['users', 'accounts', 'sessions', 'verification_tokens', 'authenticators'].map(rowsOf)),
    async expectStored(table, column, text) {
      const query = `select count(*) as count from ${table} where cast(${column} as binary) = ?`;
      const [rows] = await direct.query(query, [Buffer.from(text)]);
      expect(rows).toEqual([{ count: 1 }]);
    },
    async close() {
      await direct.end();
      await database.drop();
    },
  };
}
