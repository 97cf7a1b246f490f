import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { afterAll, expect, it } from 'vitest';
import { type CredentialConfig, withCredentialSessions } from '../../src/credentials.ts';
import { MySqlAdapter } from '../../src/index.ts';
import * as production from '../../src/schema/production.ts';

// Nobody answers there: what is refused has sent nothing.
const pool = createPool('mysql://root:hunter2@127.0.0.1:1/x');
afterAll(() => pool.end());
const adapter = MySqlAdapter(drizzle({ client: pool }));
const { users: usersTable, accounts: accountsTable } = production;
const withoutSessions = MySqlAdapter(drizzle({ client: pool }), { usersTable, accountsTable });
const { createSession: _, ...stripped } = adapter;

const ADAPTER = 'Expected `config.adapter` to be an adapter with createSession(), got';
const AGE = 'Expected `config.session.maxAge` to be a positive number of seconds, got';
const STRATEGY = 'Expected `config.session.strategy` to be "database", or left out, got';

it.each<[unknown, string]>([
  [undefined, 'Expected `config` to be an object, got undefined.'],
  [() => ({ adapter }), 'Expected `config` to be an object, got a function.'],
  [Promise.resolve({ adapter }), 'Expected `config` to be an object, got a promise: await it first.'],
  [{}, `${ADAPTER} undefined.`],
  [{ adapter: null }, `${ADAPTER} null.`],
  [{ adapter: () => adapter }, `${ADAPTER} a function.`],
  [{ adapter: Promise.resolve(adapter) }, `${ADAPTER} a promise: await it first.`],
  [{ adapter: withoutSessions }, `${ADAPTER} an adapter without: it keeps no sessions in a table.`],
  [{ adapter: stripped }, `${ADAPTER} an adapter without: it keeps no sessions in a table.`],
  [{ adapter, session: { strategy: 'jwt' } }, `${STRATEGY} "jwt".`],
  [{ adapter, session: { strategy: null } }, `${STRATEGY} null.`],
  [{ adapter, session: 3600 }, 'Expected `config.session` to be an object, got a number.'],
  [{ adapter, session: null }, 'Expected `config.session` to be an object, got null.'],
  ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY].map((maxAge): [unknown, string] => [
    { adapter, session: { maxAge } },
    `${AGE} ${maxAge}.`,
  ]),
  [{ adapter, session: { maxAge: '3600' } }, `${AGE} a string.`],
  [{ adapter, session: { maxAge: null } }, `${AGE} null.`],
  [
    { adapter, session: { generateSessionToken: 'hunter2' } },
    'Expected `config.session.generateSessionToken` to be a function, got a string.',
  ],
  [{ adapter, jwt: 'hunter2' }, 'Expected `config.jwt` to be an object, got a string.'],
  [
    { adapter, jwt: { encode: () => 'hunter2' } },
    'Expected `config.jwt.encode` to be left out, since sessions are in the database, got a function.',
  ],
  [
    { adapter, jwt: { decode: () => ({}) } },
    'Expected `config.jwt.decode` to be left out, since sessions are in the database, got a function.',
  ],
])('refuses a configuration that cannot work: case %#', (config, message) => {
  expect(() => withCredentialSessions(config as CredentialConfig)).toThrow(
    expect.objectContaining({ name: 'MySqlAdapterError', code: 'INVALID_ARGUMENT', message }),
  );
  expect(message).not.toContain('hunter2');
});
