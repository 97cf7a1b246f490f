import { sql } from 'drizzle-orm';
import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import { columnValues } from '../../../src/adapter/columns/values.ts';
import { assign, prepareColumnWrite } from '../../../src/adapter/statements/column-write.ts';
import type { Database } from '../../../src/index.ts';

const people = mysqlTable('people', { name: varchar({ length: 9 }), email: varchar({ length: 9 }) });
const nothing = { bound: {}, expressions: {} };

it('builds once per database and set of columns, and each time where there is SQL of a default among them', async () => {
  const built: string[][] = [];
  const sent: unknown[] = [];
  const executed: number[] = [];
  const write = prepareColumnWrite(people, (_db, values) => {
    const number = built.push(Object.keys(values));
    return {
      execute: async (values) => {
        executed.push(number);
        sent.push(values);
        return { rowsAffected: 1 };
      },
    };
  });
  const [one, other] = [{} as Database, {} as Database];
  expect(await write(one, { ...nothing, bound: { name: 'Ada' } }, { where: 1 })).toBe(1);
  await write(one, { ...nothing, bound: { name: 'Grace' } });
  await write(one, { ...nothing, bound: { name: 'Ada', email: null } });
  await write(other, { ...nothing, bound: { name: 'Ada' } });
  expect(built).toEqual([['name'], ['name', 'email'], ['name']]);
  expect(sent.slice(0, 2)).toEqual([{ name: 'Ada', where: 1 }, { name: 'Grace' }]);

  const withSql = { bound: { name: 'Ada' }, expressions: { code: sql`uuid()` } };
  await write(one, withSql);
  await write(one, withSql);
  await write(one, { ...nothing, bound: { name: 'Ada' } });
  expect(built.slice(3)).toEqual([
    ['name', 'code'],
    ['name', 'code'],
  ]);
  expect(executed).toEqual([1, 1, 2, 3, 4, 5, 1]);
});

it('finds rows by the values of the condition, also where a column has the name of one', async () => {
  const sent: unknown[] = [];
  const write = prepareColumnWrite(people, () => ({
    execute: async (values) => {
      sent.push(values);
      return { rowsAffected: 1 };
    },
  }));
  await write({} as Database, { ...nothing, bound: { 'where.id': 'eve' } }, { 'where.id': 'ada' });
  expect(sent).toEqual([{ 'where.id': 'ada' }]);
});

it('takes SQL of the schema’s own as it is, and refuses it from a caller', () => {
  const column = { key: 'name', ...columnValues(people.name) };
  const assignments = { bound: {}, expressions: {} };
  const expression = sql`uuid()`;
  expect(assign(assignments, column, expression, true)).toBe(false);
  expect(assignments).toEqual({ bound: {}, expressions: { name: expression } });
  expect(() => assign(assignments, column, expression, false)).toThrow('to fit varchar(9)');
  expect(assign(assignments, column, 'Ada', true)).toBe(true);
  expect(assignments.bound).toEqual({ name: 'Ada' });
});
