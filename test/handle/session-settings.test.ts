import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../support/calls/whole-life.ts';

const settings = [
  "sql_mode = ''",
  "sql_mode = 'ANSI_QUOTES'",
  "sql_mode = 'NO_BACKSLASH_ESCAPES'",
  "sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES,TRADITIONAL'",
  "sql_mode = 'PIPES_AS_CONCAT'",
  "sql_mode = 'TRADITIONAL'",
  "sql_mode = 'ANSI,HIGH_NOT_PRECEDENCE,NO_AUTO_VALUE_ON_ZERO,PAD_CHAR_TO_FULL_LENGTH'",
  "time_zone = '+05:30'",
  "time_zone = 'SYSTEM'",
  'names utf8mb4 collate utf8mb4_turkish_ci',
  'sql_select_limit = 1, sql_auto_is_null = 1',
  "session completion_type = 'RELEASE'",
  'session transaction isolation level read uncommitted',
  'session transaction isolation level serializable',
];

/** Modes that only MariaDB has. */
const ofMariaDb = [
  "sql_mode = 'MSSQL'",
  "sql_mode = 'POSTGRESQL'",
  "sql_mode = 'ORACLE'",
  "sql_mode = 'EMPTY_STRING_IS_NULL'",
];

describe.each(Object.entries(inject('servers')))('a session on %s', (kind, serverUrl) => {
  let database: TemporaryDatabase;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, {});
  });
  afterAll(() => database.drop());

  it.each(kind === 'mariadb' ? [...settings, ...ofMariaDb] : settings)('may set %s', async (setting) => {
    const pool = createPool(database.url);
    onTestFinished(() => pool.end());
    const answers: unknown[] = [];
    pool.pool.on('connection', (connection) =>
      connection.query(`set ${setting}`, (error) => answers.push(error)),
    );
    await expectWholeLife(MySqlAdapter(pool, wholeLifeOptions));
    expect(new Set(answers)).toEqual(new Set([null]));
  });
});
