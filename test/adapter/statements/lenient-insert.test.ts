import { int, text, varchar } from 'drizzle-orm/mysql-core';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { makeLenient } from '../../../src/adapter/statements/lenient-write.ts';
import type { Database, MySqlAdapterErrorCode } from '../../../src/index.ts';
import { MySqlAdapterError } from '../../../src/index.ts';
import { columnOf } from '../columns/column-of.ts';

const columns = {
  short: columnOf(varchar('Short', { length: 3 })),
  long: columnOf(text('long')),
  required: columnOf(varchar('required', { length: 3 }).notNull()),
  number: columnOf(int('number')),
  filled: columnOf(varchar('filled', { length: 3 }).notNull().default('')),
};

let warnings: string[] = [];
let rows: object[] = [];
/** What the database says to the next rows. */
let refusals: MySqlAdapterError[] = [];
beforeEach(() => {
  [warnings, rows, refusals] = [[], [], []];
});

/** Makes an insert that notes its rows, which stands for the one that sends them. */
function lenient() {
  const insert = makeLenient(
    async (_db, row) => {
      rows.push({ ...row });
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      return { row, isWhole: true };
    },
    columns,
    (message) => warnings.push(message),
  );
  return (row: object) => insert({} as Database, { ...row });
}

const refusal = (code: MySqlAdapterErrorCode, column?: string) =>
  new MySqlAdapterError(code, 'The database refused it.', {
    table: 'people',
    column,
    cause: new Error('ER_X'),
  });

it('leaves alone what fits, and whatever else is given', async () => {
  const row = { short: '😀😀😀', long: 'x'.repeat(65_535), other: 'x'.repeat(999), number: 5, nothing: null };
  await lenient()(row);
  expect(rows).toEqual([row]);
  expect(warnings).toEqual([]);
});

it('puts null in the place of what does not fit, and changes nothing of what it was given', async () => {
  const row = { short: 'four', long: 'é'.repeat(32_768), number: 'soon' };
  await lenient()(row);
  expect(rows).toEqual([{ short: null, long: null, number: null }]);
  expect(row.short).toBe('four');
});

it('warns once for each column, with its limit and without the value', async () => {
  const insert = lenient();
  for (const short of ['four', 'fives']) await insert({ short, long: 'x'.repeat(65_536) });
  expect(warnings).toEqual([
    expect.stringMatching(/^A value does not fit people\.Short and was left out\. .* 3 characters, got 4:/),
    expect.stringMatching(/^A value does not fit people\.long and was left out\. .* 65535 bytes, got 65536:/),
  ]);
  expect(warnings.join()).not.toMatch(/four|xx/);
});

it('keeps, to be refused later, what a column cannot do without', async () => {
  await lenient()({ required: 'four' });
  expect(rows).toEqual([{ required: 'four' }]);
});

it('gives nothing to a column that has a default for what does not fit, nor null', async () => {
  for (const filled of ['four', null]) await lenient()({ filled });
  refusals = [refusal('VALUE_TOO_LONG', 'filled')];
  await lenient()({ filled: 'abc' });
  expect(rows).toEqual([{}, {}, { filled: 'abc' }, {}].map((row) => ({ filled: undefined, ...row })));
  expect(warnings).toHaveLength(2);
});

it('leaves out the one that the database names, in whatever case and casing it writes the name', async () => {
  refusals = [refusal('DATABASE', 'NUM_BER'), refusal('INVALID_ARGUMENT', 'short')];
  await lenient()({ short: 'ab', long: 'cd', number: 5 });
  expect(rows.at(-1)).toEqual({ short: null, long: 'cd', number: null });
  expect(rows).toHaveLength(3);
});

it('leaves out all that decorate where the database does not say which value does not fit', async () => {
  refusals = [refusal('VALUE_TOO_LONG')];
  await lenient()({ short: 'ab', number: null, other: 'ef' });
  expect(rows.at(-1)).toEqual({ short: null, number: null, other: 'ef' });
  expect(warnings).toHaveLength(1);
});

it.each([
  ['another column', refusal('VALUE_TOO_LONG', 'other'), 1],
  ['a column that must have a value', refusal('VALUE_TOO_LONG', 'required'), 1],
  ['no value', refusal('DATABASE'), 1],
  [
    'no value that was sent',
    new MySqlAdapterError('INVALID_ARGUMENT', 'Expected `now()` to return a Date.'),
    1,
  ],
  ['a value that is not there any more', refusal('VALUE_TOO_LONG', 'short'), 2],
])('throws what the database says of %s', async (_, error, tries) => {
  refusals = [error, error];
  await expect(lenient()({ short: 'ab', required: 'cd', other: 'ef' })).rejects.toBe(error);
  expect(rows).toHaveLength(tries);
});

it('takes nothing from a prototype that somebody has polluted', async () => {
  const prototype = Object.prototype as { number?: unknown };
  prototype.number = 1.5;
  onTestFinished(() => void delete prototype.number);
  await lenient()({ short: 'ab' });
  expect(Object.keys(rows[0] ?? {})).not.toContain('number');
  expect(warnings).toEqual([]);
});
