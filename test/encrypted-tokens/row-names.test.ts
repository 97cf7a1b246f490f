import { expect, it } from 'vitest';
import { nameRows } from '../../src/maintenance/row-names.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

it('names ten rows at most, and says how many more there are', () => {
  expect(nameRows(ids(1))).toBe(' (id 1)');
  expect(nameRows(ids(10))).toBe(' (id 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)');
  expect(nameRows(ids(12))).toBe(' (id 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more)');
});

it('names no row of a table without ids', () => {
  expect(nameRows([undefined, undefined])).toBe('');
});
