import { drizzle } from 'drizzle-orm/mysql2';
import { createConnection as createCallbackConnection, type TypeCastField, type TypeCastNext } from 'mysql2';
import { createConnection, createPool, createPoolCluster, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../../dev/mysql.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../../src/index.ts';
import { leanPool, MySqlAdapter } from '../../../src/mysql2.ts';
import { createTables } from '../../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../../support/calls/whole-life.ts';

it('refuses anything that is not a pool', () => {
  for (const value of [undefined, 'mysql://root@127.0.0.1', { uri: '' }, Promise.resolve()]) {
    const error = expect.objectContaining({ code: 'UNSUPPORTED_CLIENT' });
    expect(() => leanPool(value as never)).toThrow(error);
  }
});

it('has a Drizzle database over it refused like one over the pool itself', async () => {
  for (const options of [{ charset: 'latin1' }, { nestTables: true }]) {
    const pool = createPool({ uri: 'mysql://root@127.0.0.1:1', ...options });
    onTestFinished(() => pool.end());
    for (const client of [leanPool(pool), leanPool(leanPool(pool)), leanPool(pool.pool)]) {
      const error = expect.objectContaining({ code: 'UNSUPPORTED_CLIENT' });
      expect(() => MySqlAdapterOnDatabase(drizzle({ client }))).toThrow(error);
    }
  }
});

describe.each(Object.entries(inject('servers')))('a lean pool on %s', (_kind, serverUrl) => {
  let database: TemporaryDatabase;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, {});
  });
  afterAll(() => database.drop());

  function pool(): Pool {
    const made = createPool(database.url);
    onTestFinished(() => made.end());
    return made;
  }

  const clients: Record<string, () => unknown> = {
    'a pool of promises': pool,
    'a pool of callbacks': () => pool().pool,
    'the promises of a pool of callbacks': () => pool().pool.promise(),
    'a lean pool': () => leanPool(pool()),
    'a connection': async () => {
      const connection = await createConnection(database.url);
      onTestFinished(() => connection.end());
      return connection;
    },
    'a connection of callbacks': () => {
      const connection = createCallbackConnection(database.url);
      onTestFinished(() => connection.promise().end());
      return connection;
    },
    'a pool of a cluster': () => {
      const cluster = createPoolCluster();
      onTestFinished(() => cluster.end());
      cluster.add('primary', database.url);
      return cluster.of('primary');
    },
    'a Proxy that makes a pool when it is used': () => {
      let made: Pool | undefined;
      const use = () => {
        made ??= pool();
        return made;
      };
      return new Proxy({}, { get: (_, key) => Reflect.get(use(), key) });
    },
  };

  it.each(Object.entries(clients))('serves the adapter, given %s', async (_case, open) => {
    await expectWholeLife(MySqlAdapter((await open()) as Pool, wholeLifeOptions));
    const db = drizzle({ client: leanPool((await open()) as Pool) });
    await expectWholeLife(MySqlAdapterOnDatabase(db, wholeLifeOptions));
    await db.transaction((transaction) =>
      expectWholeLife(MySqlAdapterOnDatabase(transaction, wholeLifeOptions)),
    );
  });

  it('is the pool as it was to whoever uses it without Drizzle', async () => {
    const client = pool();
    const { $client } = drizzle({ client: leanPool(client) });
    // Differs from Drizzle's for one column alone.
    const typeCast = (field: TypeCastField, next: TypeCastNext) => {
      if (field.name === 'secret') return next() && '***';
      return /^(DATE|DATETIME|TIMESTAMP)$/.test(field.type) ? field.string() : next();
    };
    expect($client).toBeInstanceOf(client.constructor);
    const query = { sql: "select '1' as secret, cast('2026-01-31' as date) as day", typeCast };
    expect((await $client.query(query))[0]).toEqual([{ secret: '***', day: '2026-01-31' }]);
    expect((await $client.query('select current_date as day'))[0]).toEqual([{ day: expect.any(Date) }]);
    expect((await $client.execute('select ? as one', ['1']))[0]).toEqual([{ one: '1' }]);
    const heard: string[] = [];
    const hear = () => heard.push('release');
    $client.on('release', hear);
    await client.query('select 1');
    client.off('release', hear);
    await client.query('select 1');
    expect(heard).toEqual(['release']);
  });
});
