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
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../support/rows/samples.ts';

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
    // One connection: a test that leaves it broken or never releases it stops the ones that follow.
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

  const WHOLE = /^delete from `sessions`, `accounts`, `users`/;
  /** The statements of a deletion, in order. */
  const steps = {
    'select users': /^select .* from `users`/,
    'select verification_tokens': /^select .* from `verification_tokens`/,
    'delete verification_tokens': /^delete from `verification_tokens`/,
    'delete sessions, accounts, users': WHOLE,
  };

  describe.each([true, false])('a connection that ends at a statement, executed (%s) or not', (executed) => {
    it('leaves a whole row or none', async () => {
      const email = uniqueEmail();
      proxy.inject({ kind: 'drop', executed, statement: /^insert into `users`/ });
      await expect(adapter.createUser(newUser({ email }))).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      const whole = sql`email = ${email} and name = 'Ada Lovelace'`;
      expect(await db.$count(schema.users, whole)).toBe(executed ? 1 : 0);
      // Auth.js was told nothing of such a user, so the next try begins anew.
      expect(await adapter.getUserByEmail(email)).toBeNull();
      expect(await adapter.createUser(newUser({ email }))).toMatchObject({ email });
    });

    it.each(Object.entries(steps))('at %s, is no trouble for a deletion', async (_name, statement) => {
      const { id, email } = await newPerson();
      proxy.inject({ kind: 'drop', executed, statement, times: 2 });
      await adapter.deleteUser(id);
      expect(proxy.statements.filter((text) => statement.test(text))).toHaveLength(3);
      expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
    });

    it.each(Object.entries(steps))(
      'at %s each time, deletes the user with everything but the links, or nothing',
      async (name, statement) => {
        const { id, email } = await newPerson();
        proxy.inject({ kind: 'drop', executed, statement, times: 3 });
        await expect(adapter.deleteUser(id)).rejects.toMatchObject({
          code: name.startsWith('select') ? 'CONNECTION_LOST' : 'OUTCOME_UNKNOWN',
        });
        // Waits for the server to roll back or finish what the lost connection began.
        await direct.query('select id from users where id = ? for update', [id]);
        const [users, sessions, accounts, links] = await rowsOf(id, email);
        const rest = executed && statement === WHOLE ? 0 : 1;
        expect([users, sessions, accounts]).toEqual([rest, rest, rest]);
        const isBefore = name.startsWith('select') || (name === 'delete verification_tokens' && !executed);
        expect(links).toBe(isBefore ? 1 : 0);
        await adapter.deleteUser(id);
        expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
      },
    );
  });

  it('says why a deletion was refused, and has deleted nothing but the links', async () => {
    const { id, email } = await newPerson();
    proxy.inject({ kind: 'refuse', errno: 1644, sqlState: '45000', statement: WHOLE });
    await expect(adapter.deleteUser(id)).rejects.toMatchObject({ code: 'DATABASE', cause: { errno: 1644 } });
    expect(await rowsOf(id, email)).toEqual([1, 1, 1, 0]);
  });

  it('sends the statement of a deletion that had a conflict again, and no other', async () => {
    const { id, email } = await newPerson();
    const [select, selectLinks, deleteLinks] = Object.values(steps).map(String);
    // As a group replication and a Galera cluster say that another node was first.
    proxy.inject({
      kind: 'refuse',
      errno: 3101,
      sqlState: '40000',
      statement: steps['delete verification_tokens'],
    });
    proxy.inject({ kind: 'refuse', errno: 1213, sqlState: '40001', statement: WHOLE, times: 3 });
    await adapter.deleteUser(id);
    const kindOf = (text: string) => String(Object.values(steps).find((step) => step.test(text)));
    const whole = String(WHOLE);
    expect(proxy.statements.map(kindOf)).toEqual([
      ...[select, selectLinks, deleteLinks, deleteLinks],
      ...[whole, whole, whole, whole],
    ]);
    expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
  });

  it('ends a deletion at the fourth conflict, with nothing deleted but the links', async () => {
    const { id, email } = await newPerson();
    proxy.inject({ kind: 'refuse', errno: 1213, sqlState: '40001', statement: WHOLE, times: 4 });
    await expect(adapter.deleteUser(id)).rejects.toMatchObject({
      code: 'RETRIES_EXHAUSTED',
      cause: { errno: 1213 },
    });
    expect(await rowsOf(id, email)).toEqual([1, 1, 1, 0]);
  });

  it('deletes users where every transaction is refused, and leaves all connections of the pool to others', async () => {
    // As a proxy does that spreads statements over servers.
    const front = await startMySqlProxy(database.url);
    onTestFinished(() => front.close());
    const statement = /^(begin|start transaction|savepoint|commit|rollback)/i;
    front.inject({ kind: 'refuse', errno: 1235, statement, times: 1_000 });
    const own = createPool({ uri: front.url, connectionLimit: 10 });
    onTestFinished(() => own.end());
    const others = MySqlAdapter(own);
    const people = await Promise.all(Array.from({ length: 12 }, newPerson));
    await Promise.all(people.map(({ id }) => others.deleteUser(id)));
    for (const { id, email } of people) expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
    expect(front.statements.filter((text) => statement.test(text))).toEqual([]);
    // Every connection is free.
    const lent = await Promise.all(Array.from({ length: 10 }, () => own.getConnection()));
    for (const connection of lent) connection.release();
  });

  describe('a server that says there was no row, as MariaDB does when it is killed just before the end', () => {
    it('is not believed about a user who was there a moment ago', async () => {
      const { id, email } = await newPerson();
      proxy.inject({ kind: 'ignore', statement: WHOLE });
      await adapter.deleteUser(id);
      expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
    });

    it.each([1, 3])('is asked again about a sign-up to undo, after %i such answers', async (times) => {
      const { id, email } = await adapter.createUser(newUser());
      const statement = /^delete from `users` where/;
      proxy.inject({ kind: 'ignore', statement, times });
      proxy.clear();
      const refused = adapter.linkAccount(newAccount(id, { access_token: 'x'.repeat(256) }));
      await expect(refused).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
      expect(proxy.statements.filter((text) => statement.test(text))).toHaveLength(times + 1);
      expect(await rowsOf(id, email)).toEqual([0, 0, 0, 0]);
    });
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
