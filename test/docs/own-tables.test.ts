import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { codeUnder } from '../support/pages/code-under.ts';

const [doubles = '', addKey = '', stamps = '', mend = ''] = await codeUnder(
  'schema.md',
  'Tables of your own: two things to check',
  'sql',
);

describe.each(Object.entries(inject('servers')))('the SQL for tables of one’s own, on %s', (_kind, url) => {
  let database: TemporaryDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createDatabase(url);
    pool = createPool({ uri: database.url, multipleStatements: true });
    pool.pool.on('connection', (connection) => connection.query('set explicit_defaults_for_timestamp = off'));
    await pool.query(`create table users (id varchar(12) primary key, email varchar(255), email_verified timestamp(3));
      create table accounts (user_id varchar(12));
      create table t3_user (id varchar(12) primary key, email_verified timestamp(3) default current_timestamp(3));
      create table sessions (token varchar(64) primary key, expires timestamp(3));`);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  const rowsOf = async (text: string) => (await pool.query<RowDataPacket[]>(text))[0];

  it('finds users who are there twice, the one with accounts first, and adds the index once they are gone', async () => {
    await pool.query(`insert into users (id, email) values
      ('a', 'ada@example.com'), ('b', 'Ada@example.com'), ('c', 'c@example.com'), ('d', null), ('e', null)`);
    await pool.query("insert into accounts values ('b'), ('b'), ('c')");
    expect((await rowsOf(doubles)).map(({ id, accounts }) => [id, Number(accounts)])).toEqual([
      ['b', 2],
      ['a', 0],
    ]);
    await expect(pool.query(addKey)).rejects.toMatchObject({ errno: 1062 });
    await pool.query("delete from users where id = 'a'");
    expect(await rowsOf(doubles)).toEqual([]);
    await pool.query(addKey);
    const again = pool.query("insert into users (id, email) values ('f', 'ADA@example.com')");
    await expect(again).rejects.toMatchObject({ errno: 1062 });
  });

  it('finds the columns that change by themselves, and fixes them', async () => {
    const names = async () =>
      (await rowsOf(stamps)).map((row) => Object.values(row).join(' ').toLowerCase()).sort();
    const found = [
      expect.stringMatching(/^sessions expires .*on update/),
      expect.stringMatching(/^t3_user email_verified(?!.*on update)/),
      expect.stringMatching(/^users email_verified .*on update/),
    ];
    expect(await names()).toEqual(found);
    await pool.query(mend);
    expect(await names()).toEqual([
      expect.stringMatching(/^sessions expires(?!.*on update)/),
      expect.stringMatching(/^t3_user/),
    ]);
    await pool.query("insert into users (id) values ('g')");
    expect(await rowsOf("select email_verified from users where id = 'g'")).toEqual([
      { email_verified: null },
    ]);
    await pool.query("insert into sessions values ('t', '2030-01-01')");
    await pool.query("update sessions set token = 'u'");
    expect(await rowsOf('select year(expires) as y from sessions')).toEqual([{ y: 2030 }]);
  });
});
