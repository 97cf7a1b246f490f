import { drizzle } from 'drizzle-orm/mysql2';
import { createConnection, createPool, createPoolCluster, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../support/calls/whole-life.ts';
import { inAnHour, newAccount, newUser, signIn, unique } from '../support/rows/samples.ts';

describe.each(Object.entries(inject('servers')))('a transaction on %s', (_kind, serverUrl) => {
  let database: TemporaryDatabase;
  let others: Pool;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, {});
    others = createPool(database.url);
  });
  afterAll(async () => {
    await others.end();
    await database.drop();
  });

  /** Makes a pool of one connection, whose session begins with a statement. */
  function pool(session = 'do 0'): Pool {
    const made = createPool({ uri: database.url, connectionLimit: 1 });
    onTestFinished(() => made.end());
    made.pool.on('connection', (connection) => connection.query(session));
    return made;
  }

  const leftOpen = expect.objectContaining({
    code: 'OUTCOME_UNKNOWN',
    message: expect.stringContaining('its connection has `autocommit` off. Turn it on.'),
  });

  it('fails every write over a pool whose sessions do not commit, and others see none', async () => {
    const theirs = MySqlAdapter(others);
    const user = await theirs.createUser(newUser());
    const { sessionToken } = await signIn(theirs, user.id);
    const account = await theirs.linkAccount(newAccount(user.id));
    const link = { identifier: user.email, token: unique('token'), expires: inAnHour() };
    await theirs.createVerificationToken(link);
    const before = await theirs.getSessionAndUser(sessionToken);

    const given = newUser();
    const writes: ((adapter: typeof theirs) => Promise<unknown>)[] = [
      (adapter) => adapter.createUser(given),
      (adapter) => adapter.updateUser({ id: user.id, name: 'Eve' }),
      (adapter) => adapter.linkAccount(newAccount(user.id)),
      (adapter) => adapter.unlinkAccount(account),
      (adapter) => adapter.createSession({ sessionToken: unique(), userId: user.id, expires: inAnHour() }),
      (adapter) => adapter.updateSession({ sessionToken, expires: new Date(4e12) }),
      (adapter) => adapter.deleteSession(sessionToken),
      (adapter) => adapter.createVerificationToken({ ...link, token: unique('token') }),
      (adapter) => adapter.useVerificationToken(link),
      (adapter) => adapter.deleteUser(user.id),
    ];
    for (const write of writes) {
      const client = pool('set autocommit = 0');
      await expect(write(MySqlAdapter(client))).rejects.toEqual(leftOpen);
      await client.query('rollback');
      expect(await theirs.getSessionAndUser(sessionToken)).toEqual(before);
    }
    expect(await theirs.getUserByEmail(given.email)).toBeNull();
    expect(await theirs.getUserByAccount(account)).toEqual(user);
    expect(await theirs.useVerificationToken(link)).toEqual(link);
  });

  it('fails a write over a cluster whose sessions do not commit', async () => {
    const cluster = createPoolCluster();
    onTestFinished(() => cluster.end());
    cluster.add('primary', { uri: database.url, connectionLimit: 1 });
    const client = cluster.of('primary') as unknown as Pool;
    await client.query('set autocommit = 0');
    await expect(MySqlAdapter(client).createUser(newUser())).rejects.toEqual(leftOpen);
  });

  it('is not what a status with autocommit says, as proxies send after an error', async () => {
    const client = pool();
    const adapter = MySqlAdapter(client);
    await client.query('begin');
    const user = await adapter.createUser(newUser());
    expect(await adapter.getUser(user.id)).toEqual(user);
    await client.query('commit');
    expect(await MySqlAdapter(others).getUser(user.id)).toEqual(user);
  });

  it('removes the user whom such a failed createUser left when somebody else committed', async () => {
    const client = pool('set autocommit = 0');
    const adapter = MySqlAdapter(client);
    const { email } = newUser();
    await expect(adapter.createUser(newUser({ email }))).rejects.toEqual(leftOpen);
    await client.query('commit');
    await client.query('set autocommit = 1');
    const [rows] = await others.query('select email from users where email = ?', [email]);
    expect(rows).toEqual([{ email }]);
    expect(await adapter.getUserByEmail(email)).toBeNull();
    const user = await adapter.createUser(newUser({ email }));
    expect(await MySqlAdapter(others).getUserByEmail(email)).toEqual(user);
  });

  it('is the caller’s to commit on a connection, and where Drizzle has begun it', async () => {
    const connection = await createConnection(database.url);
    onTestFinished(() => connection.end());
    const lender = pool();
    const lent = await lender.getConnection();
    for (const [client, begin] of [
      [connection, 'begin'],
      [lent, 'begin'],
      [connection, 'set autocommit = 0'],
      [lent, 'set autocommit = 0'],
    ] as const) {
      await client.query(begin);
      const user = await MySqlAdapterOnDatabase(drizzle({ client })).createUser(newUser());
      expect(await MySqlAdapter(others).getUser(user.id)).toBeNull();
      await client.query('commit');
      expect(await MySqlAdapter(others).getUser(user.id)).toEqual(user);
    }
    await lent.query('set autocommit = 1');
    lent.release();
    for (const client of [lender, lender.pool, pool('set autocommit = 0')]) {
      await drizzle({ client: client as Pool }).transaction((transaction) =>
        expectWholeLife(MySqlAdapterOnDatabase(transaction, wholeLifeOptions)),
      );
    }
  });
});
