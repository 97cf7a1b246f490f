import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import type { FieldPacket, TypeCastField, TypeCastNext } from 'mysql2';
import { createPool, type Pool, type PoolOptions } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { createDatabase, type TemporaryDatabase } from '../../../dev/mysql.ts';
import { leanPool } from '../../../src/mysql2.ts';
import { everyType } from '../../support/rows/every-type.ts';

const mangle = (_field: TypeCastField, next: TypeCastNext) => ({ mangled: next() });

const settings: PoolOptions[] = [
  {},
  { dateStrings: true },
  { dateStrings: ['DATE'] },
  { supportBigNumbers: true },
  { supportBigNumbers: true, bigNumberStrings: true },
  { decimalNumbers: true },
  { jsonStrings: true },
  { rowsAsArray: true },
  { timezone: 'Z' },
  { timezone: '+05:30' },
  { charset: 'utf8mb4_bin' },
  { charset: 'latin1' },
  { nestTables: true },
  { nestTables: '_' },
  { typeCast: false },
  { disableEval: true },
  { disableEval: true, typeCast: false, dateStrings: ['DATE'], jsonStrings: true },
  { trace: false, namedPlaceholders: true, decimalNumbers: true, supportBigNumbers: true, rowsAsArray: true },
];

const columns = Object.fromEntries(everyType.map((_, index) => [`c${index}`, sql.raw(`\`c${index}\``)]));

/** Makes SQL for a table with every type of column: rows of values, of what a strict server refuses, and of nulls. */
function everyTypeSql(kind: string): string {
  const declarations = everyType.map(
    ({ declaration }, index) => `c${index} ${declaration.replace(' not null', '')}`,
  );
  const more = kind === 'mysql' ? ['v vector(2)'] : ['v uuid', 'w inet6'];
  const values = everyType.map(({ value }) => value).join();
  const names = Object.keys(columns).join();
  return `set sql_mode = '';
    create table every_type (${[...declarations, ...more].join()});
    insert into every_type (${names}) values (${values});
    update every_type set v = ${kind === 'mysql' ? "to_vector('[1,2]')" : "uuid(), w = '::1'"};
    insert into every_type (c0) values (null);
    insert into every_type (${names}) select ${everyType.map(({ declaration }) => (/^(date|timestamp)/.test(declaration) ? "'0000-00-00'" : 'null')).join()}`;
}

/** Records what a pool is asked for, which shows whether Drizzle's function was spared. */
function typeCastsOf(pool: Pool): unknown[] {
  const seen: unknown[] = [];
  const { query } = pool.pool;
  pool.pool.query = ((...args: unknown[]) => {
    seen.push((args[0] as { typeCast: unknown }).typeCast);
    return Reflect.apply(query, pool.pool, args);
  }) as typeof query;
  return seen;
}

/** Asks for the same in every way that Drizzle has. */
async function answersOf(client: Pool): Promise<unknown> {
  const db = drizzle({ client });
  const [rows, fields] = (await db.execute(sql`select * from every_type`)) as unknown as [
    unknown,
    FieldPacket[],
  ];
  const selected = await db.select(columns).from(sql`every_type`);
  const prepared = db.select(columns).from(sql`every_type`).prepare();
  const names = fields.map(({ name, type }) => ({ name, type }));
  const written = await db.execute(sql`update every_type set c0 = c0`);
  return { rows, names, selected, again: [await prepared.execute(), await prepared.execute()], written };
}

describe.each(Object.entries(inject('servers')))('a lean pool on %s', (kind, serverUrl) => {
  let database: TemporaryDatabase;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await runSql(database.url, everyTypeSql(kind));
  });
  afterAll(() => database.drop());

  async function expectSameAnswers(options: PoolOptions, typeCast: unknown): Promise<void> {
    const pool = createPool({ uri: database.url, ...options });
    onTestFinished(() => pool.end());
    const expected = await answersOf(pool);
    const seen = typeCastsOf(pool);
    expect(await answersOf(leanPool(pool))).toStrictEqual(expected);
    expect(seen).toEqual(Array.from({ length: 5 }, () => typeCast));
  }

  describe.each(['UTC', 'America/New_York', 'Asia/Kathmandu'])('in %s', (zone) => {
    it.each(settings.map((options) => [JSON.stringify(options), options] as const))(
      'answers with a column of every type as the pool does that has %s',
      async (_name, options) => {
        vi.stubEnv('TZ', zone);
        onTestFinished(() => void vi.unstubAllEnvs());
        expect(new Date(0).getHours() === 0).toBe(zone === 'UTC');
        const isLeft = options.typeCast === false; // to itself, as mysql2 before 3.15 needs it
        await expectSameAnswers(options, isLeft ? expect.any(Function) : true);
      },
    );
  });

  it('leaves a pool to itself that has a typeCast of its own', () =>
    expectSameAnswers({ typeCast: mangle }, expect.any(Function)));
});
