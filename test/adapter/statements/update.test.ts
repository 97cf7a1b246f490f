import { sql } from 'drizzle-orm';
import { datetime, int, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import { prepareUpdate } from '../../../src/adapter/statements/update.ts';
import { visibleColumns } from '../../../src/adapter/tables/columns.ts';
import { recorder } from './recorder.ts';

const people = mysqlTable('people', {
  version: int('version').$onUpdateFn(() => sql`version + 1`),
  name: varchar('name', { length: 9 }),
  city: varchar('city', { length: 9 }),
  seen: datetime('seen').$onUpdateFn(() => new Date(0)),
  updatedAt: datetime('updated_at'),
});
const now = () => new Date('2026-01-31T12:34:56Z');
const update = prepareUpdate(people, { changeable: visibleColumns(people), now, where: sql`true` });

it('sets columns in the order of the table, the refreshed ones among them', async () => {
  const { db, sent } = recorder();
  await update(db, { city: 'London', name: 'Ada' }, {});
  expect(sent).toEqual([
    [
      'update `people` set `version` = version + 1, `name` = ?, `city` = ?, `seen` = ?, `updated_at` = ? where true',
      ['Ada', 'London', '1970-01-01 00:00:00', '2026-01-31 12:34:56'],
    ],
  ]);
});

it('leaves alone what is given for a refreshed column, but not for updatedAt', async () => {
  const { db, sent } = recorder();
  await update(db, { version: 7, seen: new Date(1e12), updatedAt: new Date(0) }, {});
  expect(sent).toEqual([
    [
      'update `people` set `version` = ?, `seen` = ?, `updated_at` = ? where true',
      ['7', '2001-09-09 01:46:40', '2026-01-31 12:34:56'],
    ],
  ]);
});

it('refuses SQL that a caller gives for a value', async () => {
  const { db, sent } = recorder();
  await expect(update(db, { name: sql`user()` }, {})).rejects.toThrow('`name` to fit varchar(9)');
  await expect(update(db, { version: sql`version + 9` }, {})).rejects.toThrow('`version`');
  expect(sent).toEqual([]);
});

it('sends nothing where nothing is to change', async () => {
  const { db, sent } = recorder();
  expect(await update(db, { name: undefined, other: 1, updatedAt: now() }, {})).toBeUndefined();
  expect(sent).toEqual([]);
});

it('sets fixed SQL along with what is given, and never alone', async () => {
  const withFixed = prepareUpdate(people, {
    changeable: { name: people.name },
    now,
    where: sql`true`,
    fixed: { city: sql`null` },
  });
  const { db, sent } = recorder();
  expect(await withFixed(db, { name: 'Ada' }, {})).toBe(1);
  expect(await withFixed(db, {}, {})).toBeUndefined();
  expect(sent.map(([text]) => text)).toEqual([
    'update `people` set `version` = version + 1, `name` = ?, `city` = null, `seen` = ?, `updated_at` = ? where true',
  ]);
});
