import { createConnection, createPool } from 'mysql2/promise';
import { expect, it } from 'vitest';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';

const unsupported = (message: string) => expect.objectContaining({ code: 'UNSUPPORTED_CLIENT', message });

it('refuses anything that is not a pool, instead of connecting to whatever answers on port 3306', () => {
  const cases: [unknown, string][] = [
    [undefined, 'undefined'],
    [null, 'null'],
    ['mysql://root:hunter2@127.0.0.1', 'a string'],
    [{ uri: 'mysql://root:hunter2@127.0.0.1' }, 'an object'],
    [Promise.resolve(), 'a promise: await it first'],
  ];
  for (const [value, got] of cases) {
    expect(() => MySqlAdapter(value as never)).toThrow(unsupported(`Expected a mysql2 pool, got ${got}.`));
  }
});

it('says what to await when a connection is still a promise', async () => {
  const connecting = createConnection('mysql://root@127.0.0.1:1').catch(() => {});
  expect(() => MySqlAdapter(connecting as never)).toThrow('await it first');
  await connecting;
});

it('says where a pool belongs when the root entry gets one', async () => {
  const pool = createPool('mysql://root@127.0.0.1:1');
  expect(() => MySqlAdapterOnDatabase(pool as never)).toThrow('authjs-drizzle-mysql/mysql2');
  await pool.end();
});
