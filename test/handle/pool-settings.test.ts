import { drizzle } from 'drizzle-orm/mysql2';
import { createPool as createCallbackPool, type TypeCastField, type TypeCastNext } from 'mysql2';
import { createPool, type PoolOptions } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../contract/whole-life.ts';

/** Makes something else of every value, as a program may that reads its own tables so. */
const mangle = (_field: TypeCastField, next: TypeCastNext) => ({ mangled: next() });

const settings: PoolOptions[] = [
  {},
  { timezone: 'Z' },
  { timezone: '+05:30' },
  { timezone: 'local' },
  { dateStrings: true },
  { dateStrings: ['DATE'] },
  { typeCast: false },
  { typeCast: mangle },
  { supportBigNumbers: true },
  { supportBigNumbers: true, bigNumberStrings: true },
  { decimalNumbers: true },
  { namedPlaceholders: true },
  { rowsAsArray: true },
  { multipleStatements: true },
  { jsonStrings: true },
  { stringifyObjects: true },
  { flags: ['-FOUND_ROWS'] },
  { flags: ['+FOUND_ROWS', '-DEPRECATE_EOF', '-SESSION_TRACK'] },
  { charset: 'utf8mb4' },
  { charset: 'utf8mb4_bin' },
  { charset: 'UTF8MB4_0900_AI_CI' },
  { charset: 'utf8mb4_turkish_ci' },
  { connectionLimit: 1 },
  { connectionLimit: 1, waitForConnections: false },
  { maxIdle: 0, idleTimeout: 1 },
  { compress: true },
  { trace: false },
  { enableKeepAlive: false },
  { maxPreparedStatements: 1 },
  { disableEval: true },
];

const harsh: PoolOptions[] = [
  {
    timezone: '+05:30',
    dateStrings: true,
    typeCast: false,
    supportBigNumbers: true,
    bigNumberStrings: true,
    namedPlaceholders: true,
    rowsAsArray: true,
    flags: ['-FOUND_ROWS'],
    connectionLimit: 1,
    charset: 'utf8mb4_bin',
  },
  {
    timezone: '-11:00',
    typeCast: mangle,
    decimalNumbers: true,
    jsonStrings: true,
    stringifyObjects: true,
    multipleStatements: true,
    compress: true,
    disableEval: true,
    trace: false,
    connectionLimit: 1,
    waitForConnections: false,
  },
];

const nameOf = (options: PoolOptions) =>
  Object.entries(options)
    .map(([name, value]) => `${name}: ${typeof value === 'function' ? value.name : JSON.stringify(value)}`)
    .join(', ') || 'no options';

describe.each(Object.entries(inject('servers')))('a pool on %s', (_kind, serverUrl) => {
  let database: TemporaryDatabase;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, {});
  });
  afterAll(() => database.drop());

  function pool(options: PoolOptions) {
    const made = createPool({ uri: database.url, ...options });
    onTestFinished(() => made.end());
    return made;
  }

  function callbackPool(options: PoolOptions) {
    const made = createCallbackPool({ uri: database.url, ...options });
    onTestFinished(() => made.promise().end());
    return made;
  }

  it.each(settings.map((options) => [nameOf(options), options] as const))('may have %s', (_name, options) =>
    expectWholeLife(MySqlAdapter(pool(options), wholeLifeOptions)),
  );

  describe.each(harsh.map((options) => [nameOf(options), options] as const))('with %s', (_name, options) => {
    it('may be one of promises', () => expectWholeLife(MySqlAdapter(pool(options), wholeLifeOptions)));

    it('may be one of callbacks', () =>
      expectWholeLife(MySqlAdapter(callbackPool(options), wholeLifeOptions)));

    it('may be in a Drizzle database that logs and has a casing of its own', async () => {
      const logged: string[] = [];
      const logger = { logQuery: (query: string) => void logged.push(query) };
      const db = drizzle({ client: callbackPool(options), casing: 'snake_case', logger });
      await expectWholeLife(MySqlAdapterOnDatabase(db, wholeLifeOptions));
      expect(logged.at(-1)).toMatch(/^select .* from `users`/);
    });
  });
});
