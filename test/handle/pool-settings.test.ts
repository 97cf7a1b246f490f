import { drizzle } from 'drizzle-orm/mysql2';
import { createPool as createCallbackPool } from 'mysql2';
import { createPool, type PoolOptions } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../support/calls/whole-life.ts';
import { harsh, nameOf, settings } from './pool-options.ts';

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
