import { int, text, varchar } from 'drizzle-orm/mysql-core';
import { beforeEach, expect, it } from 'vitest';
import { oversizedDropper } from '../../src/adapter/oversized.ts';
import { columnOf } from './columns/column-of.ts';

const columns = {
  short: columnOf(varchar({ length: 3 })),
  long: columnOf(text()),
  required: columnOf(varchar({ length: 3 }).notNull()),
  number: columnOf(int()),
};

let warnings: string[] = [];
const dropper = () => oversizedDropper(columns, (message) => warnings.push(message));
beforeEach(() => {
  warnings = [];
});

it('leaves alone what fits, and whatever else is given', () => {
  const row = { short: '😀😀😀', long: 'x'.repeat(65_535), other: 'x'.repeat(999), number: 5, nothing: null };
  expect(dropper()(row)).toEqual(row);
  expect(warnings).toEqual([]);
});

it('puts null in the place of what is too long, and changes nothing of what it was given', () => {
  const row = { short: 'four', long: 'é'.repeat(32_768) };
  expect(dropper()(row)).toEqual({ short: null, long: null });
  expect(row.short).toBe('four');
});

it('warns once for each column, with its limit and without the value', () => {
  const drop = dropper();
  for (const short of ['four', 'fives']) drop({ short, long: 'x'.repeat(65_536) });
  expect(warnings).toEqual([
    'A value of more than 3 characters does not fit people.extra and is stored as null: widen the column to keep it.',
    'A value of more than 65535 bytes does not fit people.extra and is stored as null: widen the column to keep it.',
  ]);
});

it('keeps, to be refused later, what a column cannot do without and what is no text', () => {
  const row = { required: 'four', short: ['four'], number: '12345' };
  expect(dropper()(row)).toEqual(row);
  expect(warnings).toEqual([]);
});
