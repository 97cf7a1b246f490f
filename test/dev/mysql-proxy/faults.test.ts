import { createConnection, createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../../dev/mysql.ts';
import { type MySqlProxy, startMySqlProxy } from '../../../dev/mysql-proxy.ts';
import { query } from '../../support/databases/query.ts';

describe.each(Object.entries(inject('servers')))('the proxy in front of %s', (_kind, url) => {
  let database: TemporaryDatabase;
  let proxy: MySqlProxy;
  let pool: Pool;
  beforeAll(async () => {
    database = await createDatabase(url);
    proxy = await startMySqlProxy(database.url);
    pool = createPool({ uri: proxy.url, connectionLimit: 1 });
  });
  afterAll(async () => {
    await pool?.end();
    await proxy?.close();
    await database?.drop();
  });
  beforeEach(async () => {
    await pool.query('drop table if exists struck');
    await pool.query('create table struck (id int primary key)');
    proxy.clear();
  });

  const insert = () => pool.query('insert into struck values (1)');
  const count = async () => (await query(database.url, 'select id from struck')).length;

  test.each([
    [true, 1],
    [false, 0],
  ])('ends the connection, with the statement executed (%s) or not', async (executed, done) => {
    proxy.inject({ kind: 'drop', executed, statement: /insert/ });
    // Slow, but executed before the client knows.
    const slow = 'insert into struck select sleep(0.2)';
    await expect(pool.query(slow)).rejects.toMatchObject({ fatal: true, code: 'PROTOCOL_CONNECTION_LOST' });
    expect(await count()).toBe(done);
    expect(proxy.statements).toEqual([slow]);
  });

  test.each([
    [true, 1],
    [false, 0],
  ])('leaves a transaction committed (%s) or not at a commit without an answer', async (executed, done) => {
    const connection = await pool.getConnection();
    await connection.query('begin');
    await connection.query('insert into struck values (1)');
    proxy.inject({ kind: 'drop', executed, statement: /^commit$/ });
    await expect(connection.query('commit')).rejects.toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' });
    // Waits for the transaction, which the server rolls back when it notices.
    expect(await query(database.url, 'select id from struck for update')).toHaveLength(done);
  });

  test('says that no row changed, for a statement that the server never gets', async () => {
    proxy.inject({ kind: 'ignore', statement: /insert/ });
    const [answer] = await insert();
    expect(answer).toMatchObject({ affectedRows: 0, warningStatus: 0 });
    expect(await count()).toBe(0);
    await insert();
    expect(await count()).toBe(1);
  });

  test('undoes a statement whose connection ends in a transaction, even an executed one', async () => {
    const connection = await pool.getConnection();
    await connection.query('begin');
    proxy.inject({ kind: 'drop', executed: true, statement: /insert/ });
    await expect(connection.query('insert into struck values (1)')).rejects.toThrow('Connection lost');
    expect(await query(database.url, 'select id from struck for update')).toEqual([]);
  });

  test('refuses a statement with an error of a server, on a connection that stays open', async () => {
    const connectionId = async () => (await pool.query('select connection_id() as id'))[0];
    const before = await connectionId();
    proxy.inject({ kind: 'refuse', errno: 1213, sqlState: '40001', statement: /insert/ });
    await expect(insert()).rejects.toMatchObject({
      code: 'ER_LOCK_DEADLOCK',
      errno: 1213,
      sqlState: '40001',
    });
    expect(await count()).toBe(0);
    await insert();
    expect(await connectionId()).toEqual(before);
  });

  test('refuses a statement with a message of any length', async () => {
    const sqlMessage = `target: app.-.primary: “${'x'.repeat(70_000)}”`;
    proxy.inject({ kind: 'refuse', errno: 1105, message: sqlMessage, statement: /insert/ });
    await expect(insert()).rejects.toMatchObject({ errno: 1105, sqlState: 'HY000', sqlMessage });
    expect(await count()).toBe(0);
  });

  test('strikes once, or as often as it says, in the order of injection, and no other statement', async () => {
    proxy.inject({ kind: 'refuse', errno: 1205, statement: /insert/, times: 2 });
    proxy.inject({ kind: 'refuse', errno: 1213, statement: /insert/ });
    const numbers: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await pool.query('select 1');
      await insert().then(
        () => numbers.push(0),
        ({ errno }) => numbers.push(errno),
      );
    }
    expect(numbers).toEqual([1205, 1205, 1213, 0]);
  });

  test('ends everything and refuses new connections while it is down, and comes back at its address', async () => {
    const sleeping = pool.query('select sleep(60)');
    await expect.poll(() => proxy.statements).toContain('select sleep(60)');
    await Promise.all([
      expect(sleeping).rejects.toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' }),
      proxy.goDown(),
    ]);
    await expect(createConnection(proxy.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(insert()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.comeBack();
    await insert();
    expect(await count()).toBe(1);
  });

  test('passes on statements and rows of any length', async () => {
    const text = 'é'.repeat(200_000);
    const [rows] = await pool.query('select ? as text, ? as more', [text, text]);
    expect(rows).toEqual([{ text, more: text }]);
    expect(proxy.statements).toEqual([`select '${text}' as text, '${text}' as more`]);
  });
});
