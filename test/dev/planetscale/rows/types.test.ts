import { expect, test } from 'vitest';
import { everyType } from '../../../support/rows/every-type.ts';
import { describeStandIn } from '../open-stand-in.ts';
import { executeOnWire } from '../post.ts';

const columns = everyType.map(({ declaration }, index) => `c${index} ${declaration}`);

describeStandIn('every type', (standIn) => {
  test('has the metadata and the value that PlanetScale gives', async () => {
    const { client, server, databaseName } = standIn();
    await client.execute(`create table every_type (${columns})`);
    await client.execute(`insert into every_type values (${everyType.map(({ value }) => value)})`);
    const { result } = await executeOnWire(server, 'select * from every_type');
    for (const [index, { declaration, field }] of everyType.entries()) {
      const names = { name: `c${index}`, orgName: `c${index}`, table: 'every_type', orgTable: 'every_type' };
      expect(result?.fields?.[index], declaration).toEqual({ ...names, database: databaseName, ...field });
    }
    const { rows } = await client.execute('select * from every_type', null, { as: 'array' });
    const [row = []] = rows as unknown[][];
    for (const [index, { declaration, decoded }] of everyType.entries()) {
      expect(row[index], declaration).toEqual(decoded);
    }
    expect(row).toHaveLength(everyType.length);
  });

  test('may be NULL, which is not an empty string', async () => {
    const { client, server } = standIn();
    const nullable = everyType.filter(({ declaration }) => !declaration.includes('not null'));
    const list = nullable.map(
      ({ declaration }, index) => `n${index} ${declaration.replace(/^(timestamp\S*)/, '$1 null')}`,
    );
    await client.execute(`create table nullable (${list})`);
    await client.execute('insert into nullable values ()');
    const { result } = await executeOnWire(server, 'select * from nullable');
    expect(result?.rows).toEqual([{ lengths: nullable.map(() => '-1') }]);
    const { rows } = await client.execute("select '' as blank, null as nothing, x'' as bytes");
    expect(rows).toEqual([{ blank: '', nothing: null, bytes: new Uint8Array() }]);
  });
});

describeStandIn('metadata', (standIn) => {
  test('of a key has the flags of keys', async () => {
    const { client, server } = standIn();
    await client.execute(
      'create table keyed (id bigint primary key auto_increment, u varchar(9) unique, m int, key (m))',
    );
    const { result } = await executeOnWire(server, 'select id, u, m from keyed');
    expect(result?.fields?.map(({ flags }) => flags)).toEqual([49667, 16388, 49160]);
  });

  test('names a column, its table and its database as the statement and the schema do', async () => {
    const { client, server, databaseName } = standIn();
    await client.execute('create table named (real_name int)');
    const { result } = await executeOnWire(server, 'select t.real_name as alias from named t');
    expect(result?.fields).toEqual([
      {
        name: 'alias',
        type: 'INT32',
        table: 't',
        orgTable: 'named',
        database: databaseName,
        orgName: 'real_name',
        columnLength: 11,
        charset: 63,
        flags: 32768,
      },
    ]);
  });

  test('of NULL has no type, and of an expression no table', async () => {
    const { server } = standIn();
    const { result } = await executeOnWire(server, "select NULL, 1 + 1 as two, '' as ``");
    expect(result?.fields).toEqual([
      { name: 'NULL', charset: 63, flags: 32896 },
      { name: 'two', type: 'INT64', columnLength: 3, charset: 63, flags: 32897 },
      expect.objectContaining({ name: '', type: 'VARCHAR', charset: 255 }),
    ]);
  });

  test('also comes without rows', async () => {
    const { server } = standIn();
    const { result } = await executeOnWire(server, 'select 1 as one from dual where false');
    expect(Object.keys(result ?? {})).toEqual(['fields']);
  });
});
