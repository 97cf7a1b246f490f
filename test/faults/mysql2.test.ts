import { sql } from 'drizzle-orm';
import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2';
import { createConnection, createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { type MySqlProxy, startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as schema from '../../src/schema/index.ts';
import { type Adapter, createTables } from '../backends/backend.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../contract/samples.ts';

describe.each(Object.entries(inject('servers')))('what goes wrong on the way to %s', (_kind, serverUrl) => {
  let database: TemporaryDatabase;
  let proxy: MySqlProxy;
  let direct: Pool;
  let db: MySql2Database;
  let pool: Pool;
  let adapter: Adapter;

  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, {});
    proxy = await startMySqlProxy(database.url);
    direct = createPool(database.url);
    db = drizzle({ client: direct });
    // Of one connection: a test that leaves it broken or lent out for good stops the ones that follow.
    pool = createPool({ uri: proxy.url, connectionLimit: 1 });
    adapter = MySqlAdapter(pool);
  });
  afterAll(async () => {
    await Promise.all([pool?.end(), direct?.end()]);
    await proxy?.close();
    await database?.drop();
  });

  const rowsOf = (id: string, email: string) =>
    Promise.all([
      db.$count(schema.users, sql`id = ${id}`),
      db.$count(schema.sessions, sql`user_id = ${id}`),
      db.$count(schema.accounts, sql`user_id = ${id}`),
      db.$count(schema.verificationTokens, sql`identifier = ${email}`),
    ]);

  /** Makes a user with a row in every table. */
  async function newPerson() {
    const { id, email } = await adapter.createUser(newUser());
    await signIn(adapter, id);
    await adapter.linkAccount(newAccount(id));
    await adapter.createVerificationToken({ identifier: email, token: unique(), expires: inAnHour() });
    proxy.clear();
    return { id, email };
  }

  /** Shortens what was sent for a deletion to a word each. */
  const sent = () => proxy.statements.map((statement) => /^\w+( from `\w+`)?/.exec(statement)?.[0]);
  const UNTIL_USERS = [
    'begin',
    'select',
    'delete from `sessions`',
    'delete from `accounts`',
    'delete from `verification_tokens`',
    'delete from `users`',
  ];

  describe.each([true, false])('a connection that ends at a statement, executed (%s) or not', (executed) => {
    it('leaves a whole row or none', async () => {
      const email = uniqueEmail();
      proxy.inject({ kind: 'drop', executed, statement: /^insert into `users`/ });
      await expect(adapter.createUser(newUser({ email }))).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      expect(await db.$count(schema.users, sql`email = ${email}`)).toBe(executed ? 1 : 0);
      if (executed) expect(await adapter.getUserByEmail(email)).toMatchObject({ name: 'Ada Lovelace' });
      else expect(await adapter.createUser(newUser({ email }))).toMatchObject({ email });
    });

    it.each([
      /^begin$/,
      /^select .* from `users`.* for update/,
      /^delete from `sessions`/,
      /^delete from `accounts`/,
      /^delete from `verification_tokens`/,
      /^delete from `users`/,
      /^commit$/,
    ])('at %s, deletes all of a user or nothing, and the next try succeeds', async (statement) => {
      const { id, email } = await newPerson();
      proxy.inject({ kind: 'drop', executed, statement });
      const isCommit = statement.test('commit');
      await expect(adapter.deleteUser(id)).rejects.toMatchObject({
        code: isCommit ? 'OUTCOME_UNKNOWN' : 'CONNECTION_LOST',
      });
      expect(proxy.statements.filter((text) => statement.test(text))).toHaveLength(1);
      // Waits for the server to undo what it has noticed the end of.
      await direct.query('select id from users where id = ? for update', [id]);
      expect(await rowsOf(id, email)).toEqual(isCommit && executed ? [0, 0, 0, 0] : [1, 1, 1, 1]);
      await adapter.deleteUser(id);
      expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
    });
  });

  it('says why a deletion was refused, also when the rollback after it is lost', async () => {
    const { id, email } = await newPerson();
    proxy.inject({ kind: 'refuse', errno: 1644, sqlState: '45000', statement: /^delete from `users`/ });
    proxy.inject({ kind: 'drop', executed: true, statement: /^rollback$/ });
    await expect(adapter.deleteUser(id)).rejects.toMatchObject({ code: 'DATABASE', cause: { errno: 1644 } });
    expect(await rowsOf(id, email)).toEqual([1, 1, 1, 1]);
  });

  it('deletes anew from the start after a conflict at any statement, also at the commit', async () => {
    const { id, email } = await newPerson();
    // As a group replication and a Galera cluster say that another node was first.
    proxy.inject({ kind: 'refuse', errno: 3101, sqlState: '40000', statement: /^delete from `accounts`/ });
    proxy.inject({ kind: 'refuse', errno: 1213, sqlState: '40001', statement: /^commit$/ });
    await adapter.deleteUser(id);
    expect(sent()).toEqual([
      ...[...UNTIL_USERS.slice(0, 4), 'rollback'],
      ...[...UNTIL_USERS, 'commit', 'rollback'],
      ...[...UNTIL_USERS, 'commit'],
    ]);
    expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
  });

  it('does not say that nothing has changed when every commit ends in a conflict', async () => {
    const { id, email } = await newPerson();
    proxy.inject({ kind: 'refuse', errno: 1213, sqlState: '40001', statement: /^commit$/, times: 4 });
    await expect(adapter.deleteUser(id)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await rowsOf(id, email)).toEqual([1, 1, 1, 1]);
  });

  it('begins no second time where the begin was refused, since Drizzle lends that connection out for good', async () => {
    const { id, email } = await newPerson();
    const own = createPool({ uri: proxy.url, connectionLimit: 2 });
    onTestFinished(() => own.end());
    // As a node of a Galera cluster says that it is not ready.
    proxy.inject({ kind: 'refuse', errno: 1047, sqlState: '08S01', statement: /^begin$/ });
    const deleted = MySqlAdapter(own).deleteUser(id);
    await expect(deleted).rejects.toMatchObject({ code: 'RETRIES_EXHAUSTED', cause: { errno: 1047 } });
    // Drizzle 1.0 also rolls back what has not begun.
    expect(sent().filter((statement) => statement !== 'rollback')).toEqual(['begin']);
    expect(await MySqlAdapter(own).getUser(id)).toMatchObject({ email });
    expect(await rowsOf(id, email)).toEqual([1, 1, 1, 1]);
  });

  it('works again by itself when the server is back, and knows meanwhile that nothing was sent', async () => {
    const user = await adapter.createUser(newUser());
    await proxy.goDown();
    for (const call of [
      () => adapter.getUser(user.id),
      () => adapter.updateUser({ id: user.id, name: 'Grace Hopper' }),
      () => adapter.deleteUser(user.id),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    await proxy.comeBack();
    expect(await adapter.getUser(user.id)).toEqual(user);
    await adapter.deleteUser(user.id);
    expect(await adapter.getUser(user.id)).toBeNull();
  });

  it('knows that nothing is sent on a single connection that has ended', async () => {
    const connection = await createConnection(proxy.url);
    connection.on('error', () => {});
    const single = MySqlAdapterOnDatabase(drizzle({ client: connection }));
    const { id } = await single.createUser(newUser());
    proxy.inject({ kind: 'drop', executed: false, statement: /^select/ });
    for (const call of [() => single.getUser(id), () => single.updateUser({ id, name: 'x' })])
      await expect(call()).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  });
});
