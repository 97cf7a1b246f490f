import { Client } from '@planetscale/database';
import { sql } from 'drizzle-orm';
import { datetime, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { drizzle as drizzleOnMysql2, type MySql2Database } from 'drizzle-orm/mysql2';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { type Fault, type PlanetScaleServer, startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/planetscale.ts';
import * as schema from '../../src/schema/index.ts';
import { runSql, seedSql } from '../backends/backend.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../contract/samples.ts';

type Trouble = Fault extends infer Each
  ? Each extends Fault
    ? Omit<Each, 'statement' | 'times'>
    : never
  : never;

interface Case {
  readonly name: string;
  readonly trouble: Trouble;
  /** What a write says: whether it is known that nothing happened. */
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

/** The seed's users with a default that the database alone knows, so that a new user is read back. */
const namedByDatabase = mysqlTable('users', {
  id: varchar('id', { length: 12 }).primaryKey(),
  name: varchar('name', { length: 255 }).$defaultFn(() => sql`upper('ada')`),
  email: varchar('email', { length: 255 }),
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
    await runSql(database.url, await seedSql());
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
    it('befalls a read that is tried twice more where that may help, and says so when it does not', async () => {
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
      if (fault.isExecuted)
        expect(await adapter().getUserByEmail(email)).toMatchObject({ email, name: 'Ada Lovelace' });
      else expect(await adapter().createUser(newUser({ email }))).toMatchObject({ email });
    });

    it.each([
      /^begin$/i,
      /^select .* from `users`.* for update/,
      /^delete from `sessions`/,
      /^delete from `accounts`/,
      /^delete from `verification_tokens`/,
      /^delete from `users`/,
      /^commit$/i,
    ])('at %s, deletes all of a user or nothing, and the next try succeeds', async (statement) => {
      const { id, email } = await adapter().createUser(newUser());
      await signIn(adapter(), id);
      await adapter().linkAccount(newAccount(id));
      await adapter().createVerificationToken({ identifier: email, token: unique(), expires: inAnHour() });
      fail(statement, fault);
      const isCommit = statement.test('commit');
      await expect(adapter().deleteUser(id)).rejects.toMatchObject({
        // The driver rolls back what it could not commit, and hides one error behind the other.
        code: isCommit ? 'OUTCOME_UNKNOWN' : 'CONNECTION_LOST',
      });
      const left = await rowsOf(id, email);
      expect(left).toEqual(isCommit && fault.isExecuted ? [0, 0, 0, 0] : [1, 1, 1, 1]);
      await adapter().deleteUser(id);
      expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
    });
  });

  const rowsOf = (id: string, email: string) =>
    Promise.all([
      db.$count(schema.users, sql`id = ${id}`),
      db.$count(schema.sessions, sql`user_id = ${id}`),
      db.$count(schema.accounts, sql`user_id = ${id}`),
      db.$count(schema.verificationTokens, sql`identifier = ${email}`),
    ]);

  /** Waits until the transaction that locks a user has ended: PlanetScale ends one by itself when its time is over. */
  const unlocked = (id: string) => async () => {
    const lock = sql`select id from users where id = ${id} for update skip locked`;
    await expect.poll(async () => (await db.execute(lock))[0], { timeout: 10_000 }).toEqual([{ id }]);
  };

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

  it('deletes nothing when the connection of its transaction is killed', async () => {
    const { id, email } = await adapter().createUser(newUser());
    await signIn(adapter(), id);
    const wait = async () => {
      const [rows] = await direct.query(
        'select id from information_schema.innodb_trx join information_schema.processlist on id = trx_mysql_thread_id where db = database()',
      );
      for (const { id } of rows as { id: number }[]) await direct.query(`kill ${id}`);
    };
    planetscale.inject({ kind: 'slow', wait, statement: /^delete from `sessions`/ });
    await expect(adapter().deleteUser(id)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    expect(await rowsOf(id, email)).toEqual([1, 1, 0, 0]);
    await adapter().deleteUser(id);
    expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
  });

  it('deletes nothing when nothing answers any more in the middle, once the transaction has timed out', async () => {
    const { id, email } = await adapter().createUser(newUser());
    planetscale.inject({ kind: 'drop', executed: true, statement: /^delete from `users`/ });
    planetscale.inject({ kind: 'drop', executed: false, statement: /^rollback$/i });
    await expect(adapter().deleteUser(id)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    await unlocked(id)();
    await adapter().deleteUser(id);
    expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ['nobody listens any more', { kind: 'drop', executed: false }],
    ['the credentials are refused', { kind: 'unauthenticated' }],
  ] as const)(
    'does not say that nothing has changed when, after a commit without an answer, %s',
    async (_, next) => {
      const { id, email } = await adapter().createUser(newUser());
      planetscale.inject({ kind: 'drop', executed: true, statement: /^commit$/i });
      planetscale.inject({ ...next, statement: /^rollback$/i });
      await expect(adapter().deleteUser(id)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
    },
  );

  it('says why a deletion was refused, also when the rollback after it fails', async () => {
    const { id, email } = await adapter().createUser(newUser());
    await direct.query(`create trigger refused before delete on users for each row
      begin if old.id = '${id}' then signal sqlstate '45000'; end if; end`);
    planetscale.inject({ kind: 'drop', executed: true, statement: /^rollback$/i });
    await expect(adapter().deleteUser(id)).rejects.toMatchObject({
      code: 'DATABASE',
      cause: { errno: 1644 },
    });
    await direct.query('drop trigger refused');
    expect(await rowsOf(id, email)).toEqual([1, 0, 0, 0]);
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

  it('deletes anew from the start when a transaction took longer than PlanetScale allows', async () => {
    const { id, email } = await adapter().createUser(newUser());
    planetscale.inject({ kind: 'slow', wait: unlocked(id), statement: /^delete from `sessions`/ });
    planetscale.clear();
    await adapter().deleteUser(id);
    expect(planetscale.statements.filter((statement) => statement === 'BEGIN')).toHaveLength(2);
    expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
  });

  it('says so when every transaction takes longer than PlanetScale allows', async () => {
    const { id, email } = await adapter().createUser(newUser());
    const hasty = await startPlanetScale(database.url, { transactionTimeoutMs: 150 });
    onTestFinished(() => hasty.close());
    hasty.inject({ kind: 'slow', wait: unlocked(id), statement: /^delete from `sessions`/, times: 4 });
    const deleted = MySqlAdapter(new Client({ url: hasty.url })).deleteUser(id);
    await expect(deleted).rejects.toMatchObject({ code: 'RETRIES_EXHAUSTED', cause: { code: 'Aborted' } });
    expect(hasty.statements.filter((statement) => statement === 'BEGIN')).toHaveLength(4);
    expect(await rowsOf(id, email)).toEqual([1, 0, 0, 0]);
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
