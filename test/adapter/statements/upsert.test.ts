import { sql } from 'drizzle-orm';
import { datetime, int, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql-proxy';
import { expect, it } from 'vitest';
import { prepareInsert } from '../../../src/adapter/statements/insert.ts';
import type { Database } from '../../../src/index.ts';
import { recorder } from './recorder.ts';

const counters = mysqlTable('counters', {
  createdAt: datetime('created_at').notNull(),
  note: varchar('note', { length: 9 }),
  name: varchar('name', { length: 9 }).primaryKey(),
  count: int('count').notNull().default(0),
});
const upsert = prepareInsert(counters, {
  now: () => new Date('2026-01-31T12:34:56Z'),
  visible: { name: counters.name },
  upsert: {
    fixed: { count: sql`1`, name: sql`${sql.placeholder('key')}` },
    set: { count: sql`${counters.count} + 1`, name: undefined },
  },
});

it('assigns what is fixed first, leaves alone what is undefined, and returns what was given', async () => {
  const { db, sent } = recorder();
  const { row } = await upsert(db, { name: 'Ada', note: 'x' }, { key: 'a' });
  const date = '2026-01-31 12:34:56';
  expect(sent).toEqual([
    [
      'insert into `counters` (`count`, `name`, `created_at`, `note`) values (1, ?, ?, ?) ' +
        'on duplicate key update `count` = `counters`.`count` + 1, `created_at` = ?, `note` = ?',
      ['a', date, 'x', date, 'x'],
    ],
  ]);
  expect(row).toEqual({ name: 'Ada' });
});

it.each([1, 2])('is done where the driver reports %i rows', async (affectedRows) => {
  const db = drizzle(async () => ({ rows: [{ affectedRows }] })) as unknown as Database;
  await expect(upsert(db, { name: 'Ada' }, { key: 'a' })).resolves.toMatchObject({ row: { name: 'Ada' } });
});

it('leaves it open what became of it where the driver reports none, as MariaDB may after a kill', async () => {
  const db = drizzle(async () => ({ rows: [{ affectedRows: 0 }] })) as unknown as Database;
  await expect(upsert(db, { name: 'Ada' }, { key: 'a' })).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
});
