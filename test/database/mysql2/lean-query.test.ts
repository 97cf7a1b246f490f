import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool, type QueryOptions, type TypeCastField, type TypeCastNext } from 'mysql2';
import { expect, it } from 'vitest';
import { leanQueryOf } from '../../../src/database/mysql2/lean-query.ts';

const DATES = ['TIMESTAMP', 'DATETIME', 'DATE'];

const drizzles = (field: TypeCastField, next: TypeCastNext) =>
  DATES.includes(field.type) ? field.string() : next();

it('knows the queries of Drizzle, of rows and of what becomes of a write', async () => {
  const pool = createPool('mysql://root@127.0.0.1:1').promise();
  const queries: unknown[] = [];
  pool.query = async (query: unknown) => {
    queries.push(query);
    return [[], []] as never;
  };
  const db = drizzle({ client: pool });
  await db.execute(sql`select 1`);
  await db.select({ one: sql`1` }).from(sql`dual`);
  expect(queries).toHaveLength(2);
  for (const query of queries) {
    const lean = { ...(query as object), typeCast: true, dateStrings: true };
    expect(leanQueryOf(query)).toEqual(lean);
    expect(leanQueryOf({ ...(query as object), sql: 'another' })).toEqual({ ...lean, sql: 'another' });
  }
});

it('leaves alone what asks for anything else, whatever it looks at', () => {
  const others: QueryOptions['typeCast'][] = [
    undefined,
    true,
    false,
    (_field, next) => next(),
    (field) => field.string(),
    (field, next) => (field.type === 'TIME' ? field.string() : drizzles(field, next)),
    (field, next) => (field.type === 'DATE' ? next() : drizzles(field, next)),
    (field, next) => (field.type === 'BIT' ? field.buffer() : drizzles(field, next)),
    (field, next) => (field.type === 'TINY' && field.length === 1 ? true : drizzles(field, next)),
    (field, next) => (field.name === 'day' ? next() : drizzles(field, next)),
    (field, next) => (field.name.startsWith('is_') ? field.string() === '1' : drizzles(field, next)),
  ];
  for (const typeCast of others) {
    const query = { sql: 'select 1', typeCast };
    expect(leanQueryOf(query)).toBeUndefined();
    expect(leanQueryOf(query)).toBeUndefined();
  }
  expect(leanQueryOf('select 1')).toBeUndefined();
  expect(leanQueryOf({ sql: 'select 1', typeCast: drizzles })).toBeDefined();
});
