import { expect, test } from 'vitest';
import { describeStandIn } from '../open-stand-in.ts';
import { executeOnWire } from '../post.ts';

describeStandIn('values', (standIn) => {
  test('go through the driver and back unchanged', async () => {
    const { client } = standIn();
    await client.execute(
      'create table trip (id int primary key, t text, b blob, d datetime(3), n bigint unsigned)',
    );
    const t = `'"\\ \n\r\t\0\x1a\`?:name % _ ü😀`;
    const b = Uint8Array.from({ length: 256 }, (_, index) => index);
    await client.execute('insert into trip values (?, ?, ?, ?, ?)', [
      1,
      t,
      b,
      new Date(1_500_000_000_123),
      2n ** 64n - 1n,
    ]);
    expect((await client.execute('select * from trip')).rows).toEqual([
      { id: 1, t, b, d: '2017-07-14 02:40:00.123', n: '18446744073709551615' },
    ]);
  });

  test('of many rows and a megabyte arrive complete', async () => {
    const { client } = standIn();
    const { rows } = await client.execute(
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000) select i, repeat('é', 512) as r from n",
    );
    expect(rows).toHaveLength(1000);
    expect(rows.at(-1)).toEqual({ i: '1000', r: 'é'.repeat(512) });
  });

  test('with the same name stay apart in arrays', async () => {
    const { client } = standIn();
    const { rows } = await client.execute('select 1 as a, 2 as a', null, { as: 'array' });
    expect(rows).toEqual([['1', '2']]);
  });

  test('of counts and sums are exact strings', async () => {
    const { client } = standIn();
    const sql =
      'select count(*) as n, sum(i) as s, 9007199254740993 as big from (select 9223372036854775807 as i union all select 1) x';
    expect((await client.execute(sql)).rows).toEqual([
      { n: '2', s: '9223372036854775808', big: '9007199254740993' },
    ]);
  });
});

describeStandIn('the answer to a write', (standIn) => {
  test('has everything that is not zero, as strings', async () => {
    const { client, server } = standIn();
    const created = await executeOnWire(
      server,
      'create table written (id bigint unsigned primary key auto_increment, v int)',
    );
    expect(created.result).toEqual({});
    expect((await executeOnWire(server, 'insert into written (v) values (1), (1)')).result).toEqual({
      rowsAffected: '2',
      insertId: '1',
    });
    expect((await executeOnWire(server, 'update written set v = 2 where id = 1')).result).toEqual({
      rowsAffected: '1',
    });
    expect((await executeOnWire(server, 'delete from written where false')).result).toEqual({});
    const big = 18446744073709551614n;
    const inserted = await client.execute('insert into written (id, v) values (?, 1)', [big]);
    expect(inserted).toMatchObject({ insertId: String(big), rowsAffected: 1 });
  });

  test('counts rows that matched, even when nothing changed', async () => {
    const { client } = standIn();
    await client.execute('create table matched (id int primary key, v int)');
    await client.execute('insert into matched values (1, 1)');
    expect(await client.execute('update matched set v = 1 where id = 1')).toMatchObject({ rowsAffected: 1 });
  });
});
