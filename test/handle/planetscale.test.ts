import { createRequire } from 'node:module';
import { Client, type Config, cast, connect, format } from '@planetscale/database';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { type PlanetScaleServer, startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/planetscale.ts';
import { basicSql } from '../backends/backend.ts';
import { newUser, signIn } from '../support/rows/samples.ts';

const unsupported = (message: string) =>
  expect.objectContaining({ code: 'UNSUPPORTED_CLIENT', message: expect.stringContaining(message) });

it('refuses what Drizzle cannot take, instead of sending to nowhere', async () => {
  const pool = createPool('mysql://root:hunter2@127.0.0.1:1');
  const cases: [unknown, string][] = [
    [undefined, 'undefined'],
    ['https://root:hunter2@db.example', 'a string'],
    [{ url: 'https://root:hunter2@db.example' }, 'an object'],
    [connect({ url: 'https://root:hunter2@db.example' }), 'an instance of Connection'],
    [pool, 'an instance of PromisePool'],
  ];
  for (const [value, got] of cases) {
    expect(() => MySqlAdapter(value as never)).toThrow(
      unsupported(
        `Expected a Client of @planetscale/database, made with new Client() and not with connect(), got ${got}.`,
      ),
    );
  }
  await pool.end();
});

it('can be made without an address, as in a build, and says what is missing when it is used', async () => {
  for (const config of [undefined, {}, { url: '' }, { url: 'root:hunter2 @nowhere' }, { host: '' }]) {
    const adapter = MySqlAdapter(new Client(config as Config));
    await expect(adapter.getUser('x')).rejects.toEqual(unsupported('is the environment variable set?'));
    await expect(adapter.getUser('x')).rejects.not.toThrow('hunter2');
  }
});

it('says where a client belongs when the root entry gets one', () => {
  const client = new Client({ url: 'https://root:hunter2@db.example' });
  expect(() => MySqlAdapterOnDatabase(client as never)).toThrow('authjs-drizzle-mysql/planetscale');
});

const { mysql } = inject('servers');

describe.skipIf(!mysql)('a client of yours', () => {
  let database: TemporaryDatabase;
  let planetscale: PlanetScaleServer;

  beforeAll(async () => {
    database = await createDatabase(mysql ?? '');
    await runSql(database.url, await basicSql());
    planetscale = await startPlanetScale(database.url);
  });
  afterAll(async () => {
    await planetscale?.close();
    await database?.drop();
  });

  async function expectSignIn(client: Client): Promise<void> {
    const adapter = MySqlAdapter(client);
    const user = await adapter.createUser(newUser({ emailVerified: new Date() }));
    const session = await signIn(adapter, user.id);
    expect(await adapter.getSessionAndUser(session.sessionToken)).toEqual({ session, user });
  }

  it('may make of dates and text what it likes, and stays as it is', async () => {
    const client = new Client({
      url: planetscale.url,
      cast: (field, value) => {
        if (value !== null && field.type === 'DATETIME') return new Date(value);
        return field.type === 'VARCHAR' ? { text: value } : cast(field, value);
      },
    });
    await expectSignIn(client);
    const { rows } = await client.execute('select cast(now() as datetime) as at');
    expect(rows[0]).toEqual({ at: expect.any(Date) });
  });

  it('may have named parameters', async () => {
    const named: Config['format'] = (query, values) =>
      query.replace(/:(\w+)/g, (_, name) => format('?', [Object(values)[name]]));
    await expectSignIn(new Client({ url: planetscale.url, format: named }));
  });

  it('may be of the class that require() returns', async () => {
    const driver = createRequire(import.meta.url)('@planetscale/database');
    const client: Client = new driver.Client({ url: planetscale.url });
    expect(client).not.toBeInstanceOf(Client);
    await expectSignIn(client);
  });

  it('keeps what it adds to every statement', async () => {
    let statements = 0;
    class Watched extends Client {
      override connection() {
        statements += 1;
        return super.connection();
      }
    }
    await expectSignIn(new Watched({ url: planetscale.url }));
    expect(statements).toBe(3);
  });
});
