import { drizzle } from 'drizzle-orm/mysql2';
import {
  type PoolConnection as CallbackPoolConnection,
  createConnection as createCallbackConnection,
  createPool as createCallbackPool,
  type RowDataPacket,
} from 'mysql2';
import { createConnection, createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/index.ts';
import { createTables } from '../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../support/calls/whole-life.ts';

describe.each(Object.entries(inject('servers')))('a single connection to %s', (_kind, serverUrl) => {
  let database: TemporaryDatabase;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, {});
  });
  afterAll(() => database.drop());

  type Client = Extract<Parameters<typeof drizzle>[0], { client: unknown }>['client'];

  /** Lives on one connection, and expects that the server has opened no other one since. */
  async function expectNoOther(client: Client): Promise<void> {
    const db = drizzle({ client });
    const ownId = async () => {
      const [rows] = await db.execute('select connection_id() as id');
      return (rows as unknown as RowDataPacket[])[0]?.id;
    };
    const before = await ownId();
    await expectWholeLife(MySqlAdapter(db, wholeLifeOptions));
    expect(await ownId()).toBe(before);
    const [newer] = await db.execute(
      'select id from information_schema.processlist where db = database() and id > connection_id()',
    );
    expect(newer).toEqual([]);
  }

  it('serves everything, of promises', async () => {
    const connection = await createConnection(database.url);
    onTestFinished(() => connection.end());
    await expectNoOther(connection);
  });

  it('serves everything, of callbacks', async () => {
    const connection = createCallbackConnection(database.url);
    onTestFinished(() => connection.promise().end());
    await expectNoOther(connection);
  });

  // A second connection from a pool of one would never come, or be refused at once as here.
  const lent = { connectionLimit: 1, waitForConnections: false };

  it('serves everything, lent by a pool of promises', async () => {
    const pool = createPool({ uri: database.url, ...lent });
    onTestFinished(() => pool.end());
    const connection = await pool.getConnection();
    await expectNoOther(connection);
    connection.release();
  });

  it('serves everything, lent by a pool of callbacks', async () => {
    const pool = createCallbackPool({ uri: database.url, ...lent });
    onTestFinished(() => pool.promise().end());
    const connection = await new Promise<CallbackPoolConnection>((resolve, reject) => {
      pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
    });
    await expectNoOther(connection);
    connection.release();
  });
});
