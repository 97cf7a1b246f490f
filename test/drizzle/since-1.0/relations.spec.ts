import { authRelations } from 'authjs-drizzle-mysql/relations-v2';
import * as basic from 'authjs-drizzle-mysql/schema';
import * as production from 'authjs-drizzle-mysql/schema/production';
import { defineRelations, defineRelationsPart, eq } from 'drizzle-orm';
import { int, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { drizzle as drizzleOnPlanetScale } from 'drizzle-orm/planetscale-serverless';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { type OpenDatabase, openDatabase } from '../../support/databases/relations-database.ts';
import { addPeople, newPasskey } from '../../support/rows/related-people.ts';
import { newAccount } from '../../support/rows/samples.ts';

const posts = mysqlTable('posts', {
  id: int('id').autoincrement().primaryKey(),
  authorId: varchar('author_id', { length: 12 }).notNull(),
});

// Only MySQL: MariaDB has no lateral joins, which Drizzle writes for `db.query`.
const server = inject('servers').mysql ?? '';

describe.skipIf(!server)('the relations of Drizzle 1.0', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openDatabase(server);
  });
  afterAll(() => database.close());

  const relations = defineRelations(basic, authRelations);
  const drivers = {
    mysql2: () => drizzle({ client: database.pool, relations }),
    "PlanetScale's driver": () => drizzleOnPlanetScale({ client: database.client, relations }),
  };

  describe.each(Object.entries(drivers))('on %s', (_driver, open) => {
    it('give people with their accounts and sessions', async () => {
      const db = open();
      const { ada, grace } = await addPeople(MySqlAdapter(db));
      const found = await db.query.users.findMany({
        where: { id: { in: [ada.id, grace.id] } },
        with: { accounts: { orderBy: { id: 'asc' } }, sessions: true },
      });
      const accounts = await db.select().from(basic.accounts).where(eq(basic.accounts.userId, ada.id));
      const sessions = await db.select().from(basic.sessions).where(eq(basic.sessions.userId, ada.id));
      expect(accounts).toHaveLength(2);
      expect(found).toHaveLength(2);
      expect(found).toContainEqual(expect.objectContaining({ ...ada, accounts, sessions }));
      expect(found).toContainEqual(expect.objectContaining({ ...grace, accounts: [], sessions: [] }));
    });

    it('give the person of an account and of a session, and none for an account of nobody', async () => {
      const db = open();
      const { ada, sessionToken } = await addPeople(MySqlAdapter(db));
      const session = await db.query.sessions.findFirst({
        where: { sessionToken, user: { email: ada.email } },
        with: { user: { with: { accounts: { columns: { provider: true } } } } },
      });
      expect(session?.user).toMatchObject({
        ...ada,
        accounts: expect.arrayContaining([{ provider: 'github' }]),
      });

      const { userId, ...ofNobody } = newAccount('');
      await db.insert(basic.accounts).values(ofNobody);
      const account = await db.query.accounts.findFirst({
        where: { providerAccountId: ofNobody.providerAccountId },
        with: { user: true },
      });
      expect(account).toMatchObject({ userId: null, user: null });
    });
  });

  it('give the passkeys of tables that have some', async () => {
    const db = drizzle({ client: database.pool, relations: defineRelations(production, authRelations) });
    const { ada } = await addPeople(MySqlAdapter(db, { tables: { ...basic, ...production } }));
    const passkey = newPasskey(ada.id);
    await db.insert(production.authenticators).values(passkey);
    const found = await db.query.users.findFirst({
      where: { id: ada.id },
      with: { authenticators: { with: { user: true } }, accounts: true },
    });
    expect(found?.accounts).toHaveLength(2);
    expect(found?.authenticators).toEqual([
      expect.objectContaining({ ...passkey, user: expect.objectContaining(ada) }),
    ]);
  });

  it('name no passkeys where there is no table for them', () => {
    expect(Object.keys(relations.users.relations)).toEqual(['accounts', 'sessions']);
  });

  it('can be made for tables of createTables(), as a part beside others', async () => {
    const created = basic.createTables({ prefix: 'auth_' });
    const parts = { ...defineRelations({ posts }), ...defineRelationsPart(created, authRelations) };
    const db = drizzle({ client: database.pool, relations: parts });
    const { ada } = await addPeople(MySqlAdapter(db, { tables: created }));
    const found = await db.query.users.findFirst({
      where: { id: ada.id },
      with: { accounts: true, sessions: { with: { user: true } } },
    });
    expect(found?.accounts).toHaveLength(2);
    expect(found?.sessions[0]?.user).toMatchObject(ada);
    expect(await db.query.posts.findMany({ where: { authorId: ada.id } })).toEqual([]);
  });

  it('can be joined with relations of a site of its own', async () => {
    const joined = defineRelations({ ...basic, posts }, (r) => {
      const auth = authRelations(r);
      return {
        ...auth,
        users: { ...auth.users, posts: r.many.posts({ from: r.users.id, to: r.posts.authorId }) },
        posts: { author: r.one.users({ from: r.posts.authorId, to: r.users.id }) },
      };
    });
    const db = drizzle({ client: database.pool, relations: joined });
    const { ada } = await addPeople(MySqlAdapter(db));
    await db.insert(posts).values({ authorId: ada.id });
    const found = await db.query.users.findFirst({
      where: { id: ada.id },
      with: { accounts: true, posts: { with: { author: true } } },
    });
    expect(found?.accounts).toHaveLength(2);
    expect(found?.posts[0]?.author).toMatchObject(ada);
  });
});
