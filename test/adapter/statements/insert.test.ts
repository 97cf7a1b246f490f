import { sql } from 'drizzle-orm';
import { datetime, int, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import { prepareInsert } from '../../../src/adapter/statements/insert.ts';
import { recorder } from './recorder.ts';

const people = mysqlTable('people', {
  name: varchar('name', { length: 9 }),
  code: varchar('code', { length: 36 }).$defaultFn(() => sql`uuid()`),
  size: int('size').default(3),
  createdAt: datetime('created_at').notNull(),
  updatedAt: datetime('updated_at', { fsp: 3 }).notNull(),
});
let time = Date.parse('2026-01-31T12:34:56.789Z');
const visible = { name: people.name, code: people.code, size: people.size };
const insert = prepareInsert(people, { now: () => new Date(time++), visible });

it('dates a row by the clock and never by what is given, both times alike', async () => {
  const { db, sent } = recorder();
  const given = { name: 'Ada', code: 'x', size: 5, createdAt: new Date(0), updatedAt: 'never' };
  const { row, isWhole } = await insert(db, given);
  expect(sent).toEqual([
    [
      'insert into `people` (`name`, `code`, `size`, `created_at`, `updated_at`) values (?, ?, ?, ?, ?)',
      ['Ada', 'x', '5', '2026-01-31 12:34:56', '2026-01-31 12:34:56.789'],
    ],
  ]);
  expect(row).toEqual({ name: 'Ada', code: 'x', size: 5 });
  expect(isWhole).toBe(true);
});

it('takes SQL from the schema alone, and knows no row in which the database fills something in', async () => {
  const { db, sent } = recorder();
  await expect(insert(db, { name: sql`user()` })).rejects.toThrow('`name` to fit varchar(9)');
  expect(sent).toEqual([]);
  expect(await insert(db, { size: 5 })).toEqual({ row: { name: null, size: 5 }, isWhole: false });
  expect(await insert(db, { code: 'x' })).toEqual({ row: { name: null, code: 'x' }, isWhole: false });
  expect(sent.map(([text]) => text)).toEqual([
    'insert into `people` (`name`, `size`, `created_at`, `updated_at`, `code`) values (?, ?, ?, ?, uuid())',
    'insert into `people` (`name`, `code`, `created_at`, `updated_at`) values (?, ?, ?, ?)',
  ]);
});
