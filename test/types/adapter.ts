// Compiled, never run: what users of the adapter see in their editor, with Drizzle 0.45 and with 1.0.
import type { AuthConfig } from '@auth/core';
import type { Adapter, AdapterUser } from '@auth/core/adapters';
import { Client, connect } from '@planetscale/database';
import {
  deviceFrom,
  MySqlAdapter,
  type MySqlAdapterError,
  type MySqlAdapterOptions,
  type SessionTokenHashing,
} from 'authjs-drizzle-mysql';
import { leanPool, MySqlAdapter as MySqlAdapterOnPool } from 'authjs-drizzle-mysql/mysql2';
import { MySqlAdapter as MySqlAdapterOnClient } from 'authjs-drizzle-mysql/planetscale';
import * as schema from 'authjs-drizzle-mysql/schema';
import { and, eq, isNotNull } from 'drizzle-orm';
import { int, mysqlTable, timestamp, varchar, withReplicas } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { drizzle as drizzleOnPostgres } from 'drizzle-orm/pg-proxy';
import { drizzle as drizzleOnPlanetScale } from 'drizzle-orm/planetscale-serverless';
import { createPool as createCallbackPool } from 'mysql2';
import { createConnection, createPool, type Pool } from 'mysql2/promise';
import { expectTypeOf } from 'vitest';

const pool = createPool('');
const adapter = MySqlAdapterOnPool(pool, { generateUserId: () => 'id', now: () => new Date() });

expectTypeOf(adapter).toExtend<Adapter>();
expectTypeOf<keyof typeof adapter>().toExtend<string>();
expectTypeOf({ adapter, providers: [] }).toExtend<AuthConfig>();
expectTypeOf(adapter.createUser).returns.resolves.toEqualTypeOf<AdapterUser>();
expectTypeOf(adapter.getSessionAndUser).returns.resolves.extract<null>().toEqualTypeOf<null>();
expectTypeOf<MySqlAdapterError['code']>().extract<'EMAIL_TAKEN'>().toEqualTypeOf<'EMAIL_TAKEN'>();

MySqlAdapterOnPool(createCallbackPool(''));
MySqlAdapter(drizzle({ client: pool }));
MySqlAdapter(() => drizzle({ client: pool }));
MySqlAdapter(async () => drizzle({ client: pool }));
MySqlAdapter(withReplicas(drizzle({ client: pool }), [drizzle({ client: pool })]));
MySqlAdapter(drizzle({ client: pool }), { tables: schema });
drizzle({ client: pool }).transaction(async (transaction) => void MySqlAdapter(transaction));

const lean = drizzle({ client: leanPool(pool) });
expectTypeOf(lean.$client).toEqualTypeOf<Pool>();
expectTypeOf(drizzle({ client: leanPool(createCallbackPool('')) })).toEqualTypeOf<typeof lean>();
MySqlAdapter(lean);
MySqlAdapter(() => lean);
MySqlAdapterOnPool(leanPool(pool));
// @ts-expect-error a connection is no pool
leanPool(await createConnection(''));
// @ts-expect-error a client of another driver
leanPool(new Client({ url: '' }));

const client = new Client({ url: '' });
expectTypeOf(MySqlAdapterOnClient(client, { tables: schema })).toEqualTypeOf<typeof adapter>();
MySqlAdapter(drizzleOnPlanetScale({ client }));
MySqlAdapter(() => drizzleOnPlanetScale({ client }));
drizzleOnPlanetScale({ client }).transaction(async (transaction) => void MySqlAdapter(transaction));

MySqlAdapterOnPool(pool, { oversizedTokens: 'drop', undoFailedSignUp: false, logger: console });
for (const hashSessionTokens of [true, false, 'read', 'migrate', undefined] as const)
  MySqlAdapterOnPool(pool, { hashSessionTokens });
// @ts-expect-error it is 'read', 'migrate', true or false
MySqlAdapterOnPool(pool, { hashSessionTokens: 'write' });
expectTypeOf<SessionTokenHashing>().toEqualTypeOf<boolean | 'read' | 'migrate'>();
// @ts-expect-error it is 'reject' or 'drop'
MySqlAdapterOnPool(pool, { oversizedTokens: 'truncate' });
// @ts-expect-error a logger has a function warn
MySqlAdapterOnPool(pool, { logger: {} });

// @ts-expect-error a pool goes to authjs-drizzle-mysql/mysql2
MySqlAdapter(pool);
// @ts-expect-error of another database
MySqlAdapter(drizzleOnPostgres(async () => ({ rows: [] })));
// @ts-expect-error a Drizzle database goes to authjs-drizzle-mysql
MySqlAdapterOnPool(drizzle({ client: pool }));
// @ts-expect-error a client goes to authjs-drizzle-mysql/planetscale
MySqlAdapter(client);
// @ts-expect-error connect() gives one connection, which Drizzle does not take
MySqlAdapterOnClient(connect({ url: '' }));
// @ts-expect-error a client goes there, not a pool
MySqlAdapterOnClient(pool);
// @ts-expect-error there is no such option
MySqlAdapterOnPool(pool, { table: schema });

// By the names of Auth.js's own Drizzle adapter: its type, in which no method is sure to be there.
const named = { usersTable: schema.users, accountsTable: schema.accounts };
expectTypeOf(
  MySqlAdapter(drizzle({ client: pool }), { ...named, now: () => new Date() }),
).toEqualTypeOf<Adapter>();
expectTypeOf(MySqlAdapter(drizzle({ client: pool }), { tables: schema })).toEqualTypeOf<typeof adapter>();
// @ts-expect-error a pool takes the option tables
MySqlAdapterOnPool(pool, named);

const id = varchar('id', { length: 12 }).primaryKey();
const members = mysqlTable('members', { id, visits: int('visits') });
// @ts-expect-error the table lacks name, email, emailVerified and image
MySqlAdapterOnPool(pool, { tables: { ...schema, users: members } });

const text = varchar('text', { length: 255 });
const timestamps = {
  name: text,
  email: text,
  image: text,
  emailVerified: timestamp('t', { mode: 'string' }),
};
// @ts-expect-error emailVerified is read as text, not as a date
MySqlAdapterOnPool(pool, { tables: { ...schema, users: mysqlTable('members', { id, ...timestamps }) } });

// Options that name columns take only those that exist.
const tables = schema.createTables({
  base: 'production',
  extend: {
    users: { passwordHash: text, isBanned: int('is_banned') },
    sessions: schema.deviceColumns(),
  },
});
MySqlAdapterOnPool(pool, {
  tables,
  privateColumns: { users: ['passwordHash', 'image'], sessions: ['ipAddress', 'sessionToken'] },
  newSessionValues: ({ userId }) => {
    expectTypeOf(userId).toEqualTypeOf<string>();
    return deviceFrom(new Headers(), { ipHeader: 'cf-connecting-ip' });
  },
  isActive: (users) => eq(users.isBanned, 0),
  otherSignIn: (users) => isNotNull(users.passwordHash),
});
MySqlAdapterOnPool(pool, { tables, newSessionValues: async () => ({ userAgent: null }) });
MySqlAdapterOnPool(pool, { tables, isActive: (users) => and(eq(users.isBanned, 0)) });
MySqlAdapterOnPool(pool, { privateColumns: { sessions: ['sessionToken'] } });
// @ts-expect-error the default tables have no such column
MySqlAdapterOnPool(pool, { privateColumns: { users: ['passwordHash'] } });
// @ts-expect-error there is no such column
MySqlAdapterOnPool(pool, { tables, privateColumns: { users: ['password'] } });
// @ts-expect-error there is no such table
MySqlAdapterOnPool(pool, { tables, privateColumns: { people: ['passwordHash'] } });
// @ts-expect-error Auth.js cannot do without it
MySqlAdapterOnPool(pool, { tables, privateColumns: { users: ['email'] } });
// @ts-expect-error Auth.js cannot do without it
MySqlAdapterOnPool(pool, { tables, privateColumns: { authenticators: ['counter'] } });
// @ts-expect-error the adapter never returns it
MySqlAdapterOnPool(pool, { tables, privateColumns: { sessions: ['createdAt'] } });
// @ts-expect-error the basic tables have no passkeys
MySqlAdapterOnPool(pool, { tables: schema, privateColumns: { authenticators: [] } });
// @ts-expect-error one of them is no column
MySqlAdapterOnPool(pool, { tables, newSessionValues: () => ({ userAgent: '', browser: '' }) });
// @ts-expect-error none of them is a column
MySqlAdapterOnPool(pool, { tables, newSessionValues: async () => ({ browser: '' }) });
// @ts-expect-error of another type
MySqlAdapterOnPool(pool, { tables, newSessionValues: () => ({ userAgent: 1 }) });
// @ts-expect-error Auth.js decides on the user
MySqlAdapterOnPool(pool, { tables, newSessionValues: () => ({ userId: '' }) });
// @ts-expect-error the default tables have no column of your own
MySqlAdapterOnPool(pool, { newSessionValues: () => deviceFrom(new Headers()) });
// @ts-expect-error there is no such column
MySqlAdapterOnPool(pool, { tables, isActive: (users) => eq(users.banned, 0) });
// @ts-expect-error SQL, not an answer
MySqlAdapterOnPool(pool, { tables, isActive: () => true });

const { users: usersTable, accounts: accountsTable, sessions: sessionsTable } = tables;
const byName = { usersTable, accountsTable, sessionsTable };
MySqlAdapter(drizzle({ client: pool }), {
  ...byName,
  privateColumns: { users: ['passwordHash'], sessions: ['ipAddress', 'sessionToken'] },
  newSessionValues: () => ({ userAgent: 'x' }),
  isActive: (users) => eq(users.isBanned, 0),
});
// @ts-expect-error there is no such column
MySqlAdapter(drizzle({ client: pool }), { ...byName, privateColumns: { users: ['password'] } });
// @ts-expect-error there is no such column
MySqlAdapter(drizzle({ client: pool }), { ...byName, newSessionValues: () => ({ browser: '' }) });

// Options that are kept apart, whose tables are not known.
const options: MySqlAdapterOptions = { privateColumns: { users: ['passwordHash'] } };
MySqlAdapterOnPool(pool, options);
export const ofDevices: MySqlAdapterOptions = { newSessionValues: () => deviceFrom(new Headers()) };
const ofTables: MySqlAdapterOptions<typeof tables> = { tables, privateColumns: { users: ['passwordHash'] } };
MySqlAdapterOnPool(pool, ofTables);
