import { expect, it } from 'vitest';
import { affectedRows } from '../../src/database/affected-rows.ts';

it('reads the row count of either driver', () => {
  expect(affectedRows([{ affectedRows: 0, insertId: 0 }, undefined])).toBe(0);
  expect(affectedRows([{ affectedRows: 2 }, undefined])).toBe(2);
  expect(affectedRows({ rowsAffected: 1, insertId: '0', rows: [] })).toBe(1);
});

it('reads the count that Bun has on its list of rows', () => {
  class SQLResultArray extends Array<unknown> {}
  // As Bun 1.4.5 answers an INSERT of one row and a DELETE of none.
  for (const count of [1, 0]) {
    const result = Object.assign(new SQLResultArray(), { count, lastInsertRowid: 0, affectedRows: count });
    expect(affectedRows(result)).toBe(count);
  }
});

it('returns a number for a count that a driver gives as a bigint or as text', () => {
  expect(affectedRows([{ affectedRows: 1n }, undefined])).toBe(1);
  expect(affectedRows({ rowsAffected: '1', rows: [] })).toBe(1);
});

it('takes null for no row, as TiDB counts', () => {
  expect(affectedRows({ rows: [], rowsAffected: null, lastInsertId: null })).toBe(0);
});

it('says so when a driver gives no row count, so that nothing is taken for written', () => {
  for (const result of [undefined, null, {}, [], [undefined]]) {
    expect(() => affectedRows(result)).toThrow('Expected a result with a row count');
  }
});
