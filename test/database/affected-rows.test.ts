import { expect, it } from 'vitest';
import { affectedRows } from '../../src/database/affected-rows.ts';

it('reads the row count of either driver', () => {
  expect(affectedRows([{ affectedRows: 0, insertId: 0 }, undefined])).toBe(0);
  expect(affectedRows([{ affectedRows: 2 }, undefined])).toBe(2);
  expect(affectedRows({ rowsAffected: 1, insertId: '0', rows: [] })).toBe(1);
});

it('says so when a driver gives no row count, so that nothing is taken for written', () => {
  for (const result of [undefined, null, {}, [], [undefined]]) {
    expect(() => affectedRows(result)).toThrow('Expected a result with a row count');
  }
});
