import { Client } from '@planetscale/database';
import { sql } from 'drizzle-orm';
import { datetime, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { drizzle as drizzleOnMysql2, type MySql2Database } from 'drizzle-orm/mysql2';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { type Fault, type PlanetScaleServer, startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/planetscale.ts';
import * as schema from '../../src/schema/index.ts';
import { basicSql } from '../backends/backend.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../support/rows/samples.ts';

type Trouble = Fault extends infer Each
  ? Each extends Fault
    ? Omit<Each, 'statement' | 'times'>
    : never
  : never;

interface Case {
  readonly name: string;
  readonly trouble: Trouble;
  /** The code of a write, which says whether it is known that nothing happened. */
  readonly write: 'CONNECTION_LOST' | 'OUTCOME_UNKNOWN';
  readonly isExecuted: boolean;
}

const cases: readonly Case[] = [
  { name: 'a connection that ends before the statement', trouble: { kind: 'drop', executed: false } },
  {
    name: 'a connection that ends before the answer',
    trouble: { kind: 'drop', executed: true },
    isExecuted: true,
  },
  { name: 'an answer that is cut off', trouble: { kind: 'cut' }, isExecuted: true },
  { name: 'a page of a proxy instead', trouble: { kind: 'html', status: 502 } },
  {
    name: 'a page of a proxy afterwards',
    trouble: { kind: 'html', status: 504, executed: true },
    isExecuted: true,
  },
  { name: 'refused credentials', trouble: { kind: 'unauthenticated' }, write: 'CONNECTION_LOST' },
  {
    name: 'refused credentials, as plain Connect says it',
    trouble: { kind: 'unauthenticated', form: 'flat' },
    write: 'CONNECTION_LOST',
  },
].map((each) => ({ write: 'OUTCOME_UNKNOWN', isExecuted: false, ...each }) as Case);

/** The statements of a deletion, in order. */
const steps = {
  'select users': /^select .* from `users`/,
  'select verification_tokens': /^select .* from `verification_tokens`/,
  'delete verification_tokens': /^delete from `verification_tokens`/,
  'delete sessions, accounts, users': /^delete from `sessions`, `accounts`, `users`/,
};

/** The basic users with a default that only the database knows, so that a new user is read back. */
const namedByDatabase = mysqlTable('users', {
  id: varchar('id', { length: 12 }).primaryKey(),
  name: varchar('name', { length: 255 }).$defaultFn(() => sql`upper('ada')`),
  email: varchar('email', { length: 255 }).unique(),
  emailVerified: datetime('email_verified', { fsp: 6 }),
  image: varchar('image', { length: 255 }),
  createdAt: datetime('created_at').notNull(),
  updatedAt: datetime('updated_at').notNull(),
});

const url = inject('servers').mysql;

describe.skipIf(!url)('what goes wrong on the way to PlanetScale', () => {
  let database: TemporaryDatabase;
  let planetscale: PlanetScaleServer;
  let direct: Pool;
  let db: MySql2Database;
  const client = () => new Client({ url: planetscale.url });
  const adapter = () => MySqlAdapter(client());

  beforeAll(async () => {
    database = await createDatabase(url ?? '');
    await runSql(database.url, await basicSql());
    planetscale = await startPlanetScale(database.url, { transactionTimeoutMs: 1_000 });
    direct = createPool(database.url);
    db = drizzleOnMysql2({ client: direct });
  });
  afterAll(async () => {
    await planetscale?.close();
    await direct?.end();
    await database?.drop();
  });

  const fail = (statement: RegExp, { trouble }: Case, times = 1) =>
    planetscale.inject({ ...trouble, statement, times } as Fault);
  const usersWith = (email: string) => db.$count(schema.users, sql`email = ${email}`);

  describe.each(cases)('$name', (fault) => {
    it('makes a read try twice more where that may help, and say so when it does not', async () => {
      const user = await adapter().createUser(newUser());
      const isLasting = fault.write === 'CONNECTION_LOST';
      const tries = isLasting ? 1 : 3;
      fail(/^select .* from `users`/, fault, tries);
      planetscale.clear();
      await expect(adapter().getUser(user.id)).rejects.toMatchObject({
        code: 'CONNECTION_LOST',
        table: 'users',
      });
      expect(planetscale.statements).toHaveLength(tries);
      if (!isLasting) fail(/^select .* from `users`/, fault, 2);
      expect(await adapter().getUser(user.id)).toEqual(user);
    });

    it('ends a write with an error that says what is known, and leaves a whole row or none', async () => {
      const email = uniqueEmail();
      fail(/^insert into `users`/, fault);
      planetscale.clear();
      await expect(adapter().createUser(newUser({ email }))).rejects.toMatchObject({ code: fault.write });
      expect(planetscale.statements).toHaveLength(1);
      expect(await usersWith(email)).toBe(fault.isExecuted ? 1 : 0);
      // Auth.js was told nothing of such a user, so the next try begins anew.
      expect(await adapter().getUserByEmail(email)).toBeNull();
      expect(await adapter().createUser(newUser({ email }))).toMatchObject({ email });
    });

    it.each(Object.entries(steps))(
      'at %s, is no trouble for a deletion where that may help',
      async (_name, step) => {
        const { id, email } = await newPerson();
        const isLasting = fault.write === 'CONNECTION_LOST';
        if (!isLasting) fail(step, fault, 2);
        await adapter().deleteUser(id);
        expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
      },
    );

    it.each(Object.entries(steps))(
      'at %s each time, deletes the user with everything but the links, or nothing',
      async (name, step) => {
        const { id, email } = await newPerson();
        fail(step, fault, fault.write === 'CONNECTION_LOST' ? 1 : 3);
        const isRead = name.startsWith('select');
        await expect(adapter().deleteUser(id)).rejects.toMatchObject({
          code: isRead ? 'CONNECTION_LOST' : fault.write,
        });
        const [users, sessions, accounts, links] = await rowsOf(id, email);
        const isWhole = name === 'delete sessions, accounts, users';
        const rest = isWhole && fault.isExecuted ? 0 : 1;
        expect([users, sessions, accounts]).toEqual([rest, rest, rest]);
        expect(links).toBe(isWhole || (!isRead && fault.isExecuted) ? 0 : 1);
        await adapter().deleteUser(id);
        expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
      },
    );
  });

  /** Makes a user with a row in every table. */
  async function newPerson() {
    const { id, email } = await adapter().createUser(newUser());
    await signIn(adapter(), id);
    await adapter().linkAccount(newAccount(id));
    await adapter().createVerificationToken({ identifier: email, token: unique(), expires: inAnHour() });
    return { id, email };
  }

  const rowsOf = (id: string, email: string) =>
    Promise.all([
      db.$count(schema.users, sql`id = ${id}`),
      db.$count(schema.sessions, sql`user_id = ${id}`),
      db.$count(schema.accounts, sql`user_id = ${id}`),
      db.$count(schema.verificationTokens, sql`identifier = ${email}`),
    ]);

  it('waits for a slow answer, and knows that a write may have happened when it gives up', async () => {
    let answer = () => {};
    const wait = () => new Promise<void>((resolve) => (answer = resolve));
    const email = uniqueEmail();
    planetscale.inject({ kind: 'slow', wait, statement: /^insert into `users`/ });
    const impatient = new Client({
      url: planetscale.url,
      fetch: (target, init) => fetch(target, { ...init, signal: AbortSignal.timeout(200) } as RequestInit),
    });
    const given = MySqlAdapter(impatient).createUser(newUser({ email }));
    await expect(given).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    answer();
    expect(await usersWith(email)).toBe(1);
  });

  it('says why a deletion was refused, and has deleted nothing but the links', async () => {
    const { id, email } = await newPerson();
    await direct.query(`create trigger refused before delete on users for each row
      begin if old.id = '${id}' then signal sqlstate '45000'; end if; end`);
    onTestFinished(() => direct.query('drop trigger refused').then(() => {}));
    await expect(adapter().deleteUser(id)).rejects.toMatchObject({
      code: 'DATABASE',
      cause: { errno: 1644 },
    });
    expect(await rowsOf(id, email)).toEqual([1, 1, 1, 0]);
  });

  it('deletes a user with a request for each statement, in no session that could end', async () => {
    const { id, email } = await newPerson();
    planetscale.clear();
    await adapter().deleteUser(id);
    expect(planetscale.statements.map((text) => text.split(' ')[0])).toEqual([
      ...['select', 'select'],
      ...['delete', 'delete'],
    ]);
    expect(planetscale.requests).toHaveLength(4);
    expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
  });

  it('does not say that nothing has changed when a change cannot be read back', async () => {
    const { id } = await adapter().createUser(newUser());
    const unread = { kind: 'drop', executed: false, statement: /^select .* from `users`/, times: 3 } as const;
    planetscale.inject(unread);
    const changed = adapter().updateUser({ id, name: 'Grace Hopper' });
    await expect(changed).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await adapter().getUser(id)).toMatchObject({ name: 'Grace Hopper' });
    planetscale.inject(unread);
    await expect(adapter().updateUser({ id })).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  });

  it('does not say that nothing has changed when a new user cannot be read back', async () => {
    const email = uniqueEmail();
    planetscale.inject({ kind: 'drop', executed: false, statement: /^select .* from `users`/, times: 3 });
    const created = MySqlAdapter(client(), { tables: { ...schema, users: namedByDatabase } }).createUser(
      newUser({ email, name: undefined as never }),
    );
    await expect(created).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await usersWith(email)).toBe(1);
  });

  it('does not take an empty answer for a row that was written', async () => {
    const empty = new Client({ url: planetscale.url, fetch: async () => Response.json({}) });
    const created = MySqlAdapter(empty).createUser(newUser());
    await expect(created).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', table: 'users' });
  });

  it('gives a clear error to two calls at once in one transaction, which PlanetScale runs in no order', async () => {
    const email = uniqueEmail();
    const both = drizzle({ client: client() }).transaction(async (transaction) => {
      const inside = MySqlAdapterOnDatabase(transaction);
      const outcomes = await Promise.allSettled([inside.createUser(newUser({ email })), inside.getUser('x')]);
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    });
    await expect(both).rejects.toMatchObject({ name: 'MySqlAdapterError', code: 'DATABASE' });
    expect(await usersWith(email)).toBe(0);
    expect(await adapter().createUser(newUser({ email }))).toMatchObject({ email });
  });
});
