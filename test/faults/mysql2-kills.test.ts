import { sql } from 'drizzle-orm';
import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2';
import { createConnection, createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as schema from '../../src/schema/index.ts';
import { type Adapter, createTables } from '../backends/backend.ts';
import { newAccount, newUser, signIn, uniqueEmail } from '../support/rows/samples.ts';
import { freezeUntilClosed } from './frozen.ts';

describe.each(Object.entries(inject('servers')))('a connection that %s closes', (kind, serverUrl) => {
  let database: TemporaryDatabase;
  let direct: Pool;
  let db: MySql2Database;
  let pool: Pool;
  let adapter: Adapter;

  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, {});
    direct = createPool(database.url);
    db = drizzle({ client: direct });
    // One connection: the next call meets the one that was closed, or hangs if it was not released.
    pool = createPool({ uri: database.url, connectionLimit: 1 });
    adapter = MySqlAdapter(pool);
  });
  afterAll(async () => {
    await Promise.all([pool?.end(), direct?.end()]);
    await database?.drop();
  });

  const count = (email: string) => db.$count(schema.users, sql`email = ${email}`);

  async function connectionId(): Promise<number> {
    const [rows] = await pool.query<RowDataPacket[]>('select connection_id() as id');
    return rows[0]?.id;
  }

  /** The ways to close a pool's connection while this process cannot notice. */
  const closings = {
    async 'that is killed'() {
      const id = await connectionId();
      freezeUntilClosed(database.url, id, `kill ${id}`);
    },
    async 'that was silent for too long'() {
      const id = await connectionId();
      await pool.query('set session wait_timeout = 1');
      // mysql2 prints that it did not expect the server's last packet.
      vi.spyOn(console, 'error').mockImplementation(() => {});
      onTestFinished(() => void vi.restoreAllMocks());
      freezeUntilClosed(database.url, id);
    },
  };

  describe.each(Object.entries(closings))('%s', (name, close) => {
    it('is no trouble for a read', async () => {
      const user = await adapter.createUser(newUser());
      await close();
      expect(await adapter.getUser(user.id)).toEqual(user);
    });

    it('is told of a write, which has not happened, and the next one works', async () => {
      const email = uniqueEmail();
      await close();
      // Only MySQL says why it has closed a connection.
      const isExplained = kind === 'mysql' && name === 'that was silent for too long';
      await expect(adapter.createUser(newUser({ email }))).rejects.toMatchObject({
        code: isExplained ? 'CONNECTION_LOST' : 'OUTCOME_UNKNOWN',
      });
      expect(await count(email)).toBe(0);
      // A read finds out about the connection, even if the pool took the server's last packet for an answer.
      expect(await adapter.getUserByEmail(email)).toBeNull();
      expect(await adapter.createUser(newUser({ email }))).toMatchObject({ email });
    });
  });

  /** Locks a table, so that statements last; `kill` ends the connections that wait for it. */
  async function lockTable(name: string) {
    const keeper = await createConnection(database.url);
    onTestFinished(() => keeper.destroy());
    await keeper.query(`lock tables ${name} write`);
    const waiting = async () => {
      const [rows] = await keeper.query<RowDataPacket[]>(
        "select id from information_schema.processlist where db = database() and state like 'Waiting for table%'",
      );
      return rows.map(({ id }) => Number(id));
    };
    const reached = () => expect.poll(waiting, { interval: 10, timeout: 10_000 }).toHaveLength(1);
    return {
      reached,
      /** Returns when they have ended, so that the next one to wait is another. */
      async kill() {
        await reached();
        const killed = await waiting();
        for (const id of killed) await keeper.query(`kill ${id}`);
        const left = async () => (await waiting()).filter((id) => killed.includes(id));
        await expect.poll(left, { interval: 10, timeout: 10_000 }).toEqual([]);
      },
      release: () => keeper.query('unlock tables'),
    };
  }

  it('in the middle of a read has it tried again', async () => {
    const user = await adapter.createUser(newUser());
    const table = await lockTable('users');
    const found = adapter.getUser(user.id);
    await table.kill();
    await table.reached();
    await table.release();
    expect(await found).toEqual(user);
  });

  it('in the middle of a write leaves nothing of it', async () => {
    const email = uniqueEmail();
    const table = await lockTable('users');
    const created = adapter.createUser(newUser({ email }));
    await Promise.all([expect(created).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' }), table.kill()]);
    await table.release();
    expect(await count(email)).toBe(0);
    expect(await adapter.createUser(newUser({ email }))).toMatchObject({ email });
  });

  it('in the middle of a deletion has it tried again', async () => {
    const { userId } = await signIn(adapter);
    const table = await lockTable('accounts');
    const deleted = adapter.deleteUser(userId);
    await table.kill();
    await table.reached();
    await table.release();
    await deleted;
    expect(await adapter.getUser(userId)).toBeNull();
  });

  it('in the middle of a deletion each time leaves all of the user', async () => {
    const session = await signIn(adapter);
    const { userId } = session;
    const account = await adapter.linkAccount(newAccount(userId));
    const table = await lockTable('accounts');
    const refused = expect(adapter.deleteUser(userId)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    for (const _ of [1, 2, 3]) await table.kill();
    await refused;
    await table.release();
    expect(await adapter.getSessionAndUser(session.sessionToken)).toMatchObject({ session });
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toEqual(account);
    await adapter.deleteUser(userId);
    expect(await adapter.getUser(userId)).toBeNull();
  });
});
