import { sql } from 'drizzle-orm';
import {
  boolean,
  char,
  customType,
  decimal,
  double,
  json,
  longtext,
  type MySqlColumnBuilderBase,
  mysqlEnum,
  text,
  varbinary,
  varchar,
} from 'drizzle-orm/mysql-core';
import { describe, expect, it } from 'vitest';
import { columnValues } from '../../../src/adapter/columns/values.ts';
import { columnOf } from './column-of.ts';

const valuesOf = (builder: MySqlColumnBuilderBase) => columnValues(columnOf(builder));
const invalid = (message: string) =>
  expect.objectContaining({ code: 'INVALID_ARGUMENT', table: 'people', column: 'extra', message });

/** Values given where text, a number or bytes are expected, which a driver would send as SQL or as something else. */
const objects = [
  {},
  { toString: () => 'x' },
  { toSqlString: () => '1' },
  { queryChunks: [] },
  { getSQL: () => sql`1` },
  sql`1`,
  sql.placeholder('extra'),
  ['x'],
  Object('x'),
  Object(7),
  new Map(),
  new ArrayBuffer(1),
  Object.create(null),
  Symbol('x'),
  () => 'x',
  Number.NaN,
  Number.NEGATIVE_INFINITY,
];

describe.each([
  ['varchar', varchar({ length: 255 })],
  ['text', text()],
  ['longtext', longtext()],
  ['char', char({ length: 36 })],
  ["enum('x')", mysqlEnum(['x'])],
  ['decimal', decimal()],
  ['double', double()],
  ['varbinary', varbinary({ length: 255 })],
  ['boolean', boolean()],
  ['a custom type', customType<{ data: unknown }>({ dataType: () => 'varchar(255)' })()],
])('a column of %s', (_type, builder) => {
  const { bind, stored } = valuesOf(builder);

  it.each(objects)('refuses what a driver would expand or write otherwise: case %#', (value) => {
    expect(() => bind(value)).toThrow(
      invalid(expect.stringMatching(/^Expected `extra` to fit .*, got an? /)),
    );
  });

  it('holds null for null and undefined', () => {
    for (const none of [null, undefined]) {
      expect(bind(none)).toBeNull();
      expect(stored(none)).toBeNull();
    }
  });
});

it('refuses null where a column must have a value, which a lax server would make up', () => {
  const { bind } = valuesOf(varchar({ length: 255 }).notNull());
  for (const none of [null, undefined]) {
    expect(() => bind(none)).toThrow(invalid('Expected `extra` to have a value, got none.'));
  }
});

describe('text', () => {
  const { bind, stored } = valuesOf(varchar({ length: 22 }));

  it('is a number as JavaScript writes it, too', () => {
    for (const [value, text] of [
      [7, '7'],
      [-0, '0'],
      [1e21, '1e+21'],
      [0.1, '0.1'],
      [2n ** 64n, '18446744073709551616'],
    ]) {
      expect(bind(value)).toBe(text);
      expect(stored(value)).toBe(text);
    }
    expect(() => bind(10n ** 22n)).toThrow('at most 22 characters, got 23');
  });

  it('is neither a truth, a date nor bytes', () => {
    for (const value of [true, false, new Date(), Buffer.from('x'), new Uint8Array(1)]) {
      expect(() => bind(value)).toThrow(invalid(expect.stringContaining('to fit varchar(22), got')));
    }
  });
});

it('sends a truth to no column but one of truths, where it would be 1', () => {
  for (const builder of [decimal(), double(), varbinary({ length: 9 })]) {
    expect(() => valuesOf(builder).bind(true)).toThrow('got a boolean.');
  }
  expect(valuesOf(json()).bind(true)).toBe('true');
});

it('knows what is stored only where the database keeps values as they are', () => {
  const isCertain = (builder: MySqlColumnBuilderBase) => valuesOf(builder).isCertain('x');
  expect([varchar({ length: 9 }), text(), boolean()].map(isCertain)).toEqual([true, true, true]);
  const rewritten = [
    char({ length: 9 }),
    mysqlEnum(['x']),
    decimal(),
    double(),
    json(),
    varbinary({ length: 9 }),
  ];
  expect(rewritten.map(isCertain)).toEqual(rewritten.map(() => false));
});

it('takes a member of an enum by its name alone, never by its place', () => {
  const { bind } = valuesOf(mysqlEnum(['2', '1', 'a']));
  expect(bind('a')).toBe('a');
  // The first member is not the one that is called 1.
  expect(bind(1)).toBe('1');
  for (const value of [3, '3', 'A', 'a ', '', 0, true]) expect(() => bind(value)).toThrow('to fit enum');
});

it('takes 1 and 0 for true and false, and nothing else', () => {
  const { bind, stored } = valuesOf(boolean());
  expect([true, 1, false, 0, -0].map(bind)).toEqual([true, true, false, false, false]);
  expect(stored(1)).toBe(true);
  for (const value of [2, -1, 0.5, 1n, '1', 'true', '']) expect(() => bind(value)).toThrow('to fit boolean');
});
