// Compiled, never run: what users of Drizzle 1.0 see of the relations in their editor.

import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql';
import { authRelations } from 'authjs-drizzle-mysql/relations-v2';
import * as schema from 'authjs-drizzle-mysql/schema';
import * as production from 'authjs-drizzle-mysql/schema/production';
import { defineRelations, defineRelationsPart } from 'drizzle-orm';
import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { drizzle as drizzleOnPlanetScale } from 'drizzle-orm/planetscale-serverless';
import { createPool } from 'mysql2/promise';
import { expectTypeOf } from 'vitest';

type Flat<Type> = { [Key in keyof Type]: Type[Key] };
const client = createPool('');

export const relations = defineRelations(schema, authRelations);
export const db = drizzle({ client, relations });
const { users, accounts, sessions } = db.query;
MySqlAdapter(db);
MySqlAdapter(async () => db);
db.transaction(async (transaction) => void MySqlAdapter(transaction));
MySqlAdapter(drizzleOnPlanetScale({ client: new Client({ url: '' }), relations }));
expectTypeOf(await users.findMany({ with: { accounts: true, sessions: true } })).toEqualTypeOf<
  Flat<schema.User & { accounts: schema.Account[]; sessions: schema.Session[] }>[]
>();
expectTypeOf(await accounts.findFirst({ with: { user: true } })).toEqualTypeOf<
  Flat<schema.Account & { user: schema.User | null }> | undefined
>();
const ofAda = { user: { email: 'ada@example.com' } };
expectTypeOf(
  await sessions.findFirst({ where: ofAda, with: { user: { columns: { email: true } } } }),
).toEqualTypeOf<Flat<schema.Session & { user: { email: string | null } }> | undefined>();

const posts = mysqlTable('posts', { authorId: varchar('author_id', { length: 12 }).notNull() });
export const joined = defineRelations({ ...production, posts }, (r) => {
  const auth = authRelations(r);
  return {
    ...auth,
    users: { ...auth.users, posts: r.many.posts({ from: r.users.id, to: r.posts.authorId }) },
  };
});
const grown = drizzle({ client, relations: joined }).query;
expectTypeOf(await grown.users.findMany({ with: { authenticators: true, posts: true } })).toEqualTypeOf<
  Flat<production.User & { authenticators: production.Authenticator[]; posts: { authorId: string }[] }>[]
>();
expectTypeOf(await grown.authenticators.findFirst({ with: { user: true } })).toEqualTypeOf<
  Flat<production.Authenticator & { user: production.User }> | undefined
>();

const extend = { users: { role: varchar('role', { length: 32 }).notNull() } };
const created = schema.createTables({ prefix: 'auth_', extend });
const parts = { ...defineRelations({ posts }), ...defineRelationsPart(created, authRelations) };
const theirs = drizzle({ client, relations: parts }).query;
expectTypeOf(await theirs.accounts.findFirst({ columns: {}, with: { user: true } })).toEqualTypeOf<
  { user: Flat<schema.User & { role: string }> | null } | undefined
>();

// @ts-expect-error the basic tables have no passkeys
users.findMany({ with: { authenticators: true } });
// @ts-expect-error accounts and sessions are missing
defineRelations({ users: schema.users }, authRelations);
