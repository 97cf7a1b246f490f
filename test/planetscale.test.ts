import { Client, cast, connect } from '@planetscale/database';
import { createPool } from 'mysql2/promise';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase } from '../dev/mysql.ts';
import { startPlanetScale } from '../dev/planetscale.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../src/index.ts';
import { MySqlAdapter } from '../src/planetscale.ts';
import { runSql, seedSql } from './backends/backend.ts';
import { newUser, signIn } from './contract/samples.ts';

const unsupported = (message: string) =>
  expect.objectContaining({ code: 'UNSUPPORTED_CLIENT', message: expect.stringContaining(message) });

it('refuses what Drizzle cannot take, instead of sending to nowhere', async () => {
  const pool = createPool('mysql://root:hunter2@127.0.0.1:1');
  const cases: [unknown, string][] = [
    [undefined, 'undefined'],
    ['https://root:hunter2@db.example', 'a string'],
    [{ url: 'https://root:hunter2@db.example' }, 'an object'],
    [connect({ url: 'https://root:hunter2@db.example' }), 'an object of class Connection'],
    [pool, 'an object of class PromisePool'],
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

it('refuses a client of another copy of the driver, which Drizzle does not take', () => {
  const foreign = { execute() {}, transaction() {}, connection() {}, config: {} };
  expect(() => MySqlAdapter(foreign as never)).toThrow(unsupported('another copy of that package'));
});

it('can be made without an address, as in a build, and says what is missing when it is used', async () => {
  for (const config of [{}, { url: '' }, { url: 'root:hunter2 @nowhere' }, { host: '' }]) {
    const adapter = MySqlAdapter(new Client(config));
    await expect(adapter.getUser('x')).rejects.toEqual(unsupported('is the environment variable set?'));
    await expect(adapter.getUser('x')).rejects.not.toThrow('hunter2');
  }
});

it('says where a client belongs when the root entry gets one', () => {
  const client = new Client({ url: 'https://root:hunter2@db.example' });
  expect(() => MySqlAdapterOnDatabase(client as never)).toThrow('authjs-drizzle-mysql/planetscale');
});

const { mysql } = inject('servers');

it.skipIf(!mysql)('reads sessions whatever a client of yours makes of dates and numbers', async () => {
  const database = await createDatabase(mysql ?? '');
  onTestFinished(() => database.drop());
  await runSql(database.url, await seedSql());
  const planetscale = await startPlanetScale(database.url);
  onTestFinished(() => planetscale.close());
  const client = new Client({
    url: planetscale.url,
    cast: (field, value) => {
      if (value !== null && field.type === 'DATETIME') return new Date(value);
      return field.type === 'VARCHAR' ? { text: value } : cast(field, value);
    },
  });
  const adapter = MySqlAdapter(client);
  const user = await adapter.createUser(newUser({ emailVerified: new Date() }));
  const session = await signIn(adapter, user.id);
  expect(await adapter.getSessionAndUser(session.sessionToken)).toEqual({ session, user });
  // The client itself is as it was.
  const { rows } = await client.execute('select cast(now() as datetime) as at');
  expect(rows[0]).toEqual({ at: expect.any(Date) });
});
