import { eq, relations } from 'drizzle-orm';
import { int, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { drizzle as drizzleOnPlanetScale } from 'drizzle-orm/planetscale-serverless';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MySqlAdapter } from '../../src/index.ts';
import * as ofBasic from '../../src/relations.ts';
import { authRelations } from '../../src/relations.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import { type OpenDatabase, openDatabase } from '../support/databases/relations-database.ts';
import { addPeople, newPasskey } from '../support/rows/related-people.ts';
import { newAccount } from '../support/rows/samples.ts';

const posts = mysqlTable('posts', {
  id: int('id').autoincrement().primaryKey(),
  authorId: varchar('author_id', { length: 12 }).notNull(),
});

// Only MySQL: MariaDB does not know the SQL that Drizzle writes for `db.query`, in either mode.
const server = inject('servers').mysql ?? '';

describe.skipIf(!server)('the relations of Drizzle 0.45', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openDatabase(server);
  });
  afterAll(() => database.close());

  const schema = { ...basic, ...ofBasic };
  const drivers = {
    "mysql2, in Drizzle's default mode": () => drizzle({ client: database.pool, schema, mode: 'default' }),
    "mysql2, in Drizzle's mode for PlanetScale": () =>
      drizzle({ client: database.pool, schema, mode: 'planetscale' }),
    "PlanetScale's driver": () => drizzleOnPlanetScale({ client: database.client, schema }),
  };

  describe.each(Object.entries(drivers))('on %s', (_driver, open) => {
    it('give people with their accounts and sessions', async () => {
      const db = open();
      const { ada, grace } = await addPeople(MySqlAdapter(db));
      const found = await db.query.users.findMany({
        where: (user, { inArray }) => inArray(user.id, [ada.id, grace.id]),
        with: { accounts: { orderBy: (account) => account.id }, sessions: true },
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
        where: eq(basic.sessions.sessionToken, sessionToken),
        with: { user: { with: { accounts: { columns: { provider: true } } } } },
      });
      expect(session?.user).toMatchObject({
        ...ada,
        accounts: expect.arrayContaining([{ provider: 'github' }]),
      });

      const { userId, ...ofNobody } = newAccount('');
      await db.insert(basic.accounts).values(ofNobody);
      const account = await db.query.accounts.findFirst({
        where: eq(basic.accounts.providerAccountId, ofNobody.providerAccountId),
        with: { user: true },
      });
      expect(account).toMatchObject({ userId: null, user: null });
    });
  });

  it('give the passkeys of tables that have some', async () => {
    const db = drizzle({
      client: database.pool,
      schema: { ...production, ...authRelations(production) },
      mode: 'default',
    });
    const { ada } = await addPeople(MySqlAdapter(db, { tables: { ...basic, ...production } }));
    const passkey = newPasskey(ada.id);
    await db.insert(production.authenticators).values(passkey);
    const found = await db.query.users.findFirst({
      where: eq(production.users.id, ada.id),
      with: { authenticators: { with: { user: true } }, accounts: true },
    });
    expect(found?.accounts).toHaveLength(2);
    expect(found?.authenticators).toEqual([
      expect.objectContaining({ ...passkey, user: expect.objectContaining(ada) }),
    ]);
  });

  it('can be made for tables of createTables()', async () => {
    const created = basic.createTables({ prefix: 'auth_' });
    const db = drizzle({
      client: database.pool,
      schema: { ...created, ...authRelations(created) },
      mode: 'default',
    });
    const { ada } = await addPeople(MySqlAdapter(db, { tables: created }));
    const found = await db.query.users.findFirst({
      where: eq(created.users.id, ada.id),
      with: { accounts: true, sessions: { with: { user: true } } },
    });
    expect(found?.accounts).toHaveLength(2);
    expect(found?.sessions[0]?.user).toMatchObject(ada);
  });

  it('can be joined with relations of a site of its own', async () => {
    const usersRelations = relations(basic.users, (helpers) => ({
      ...ofBasic.usersRelations.config(helpers),
      posts: helpers.many(posts),
    }));
    const postsRelations = relations(posts, ({ one }) => ({
      author: one(basic.users, { fields: [posts.authorId], references: [basic.users.id] }),
    }));
    const joined = { ...schema, posts, usersRelations, postsRelations };
    const db = drizzle({ client: database.pool, schema: joined, mode: 'default' });
    const { ada } = await addPeople(MySqlAdapter(db));
    await db.insert(posts).values({ authorId: ada.id });
    const found = await db.query.users.findFirst({
      where: eq(basic.users.id, ada.id),
      with: { accounts: true, posts: { with: { author: true } } },
    });
    expect(found?.accounts).toHaveLength(2);
    expect(found?.posts[0]?.author).toMatchObject(ada);
  });
});
