import {
  char,
  customType,
  type MySqlColumnBuilderBase,
  text,
  varbinary,
  varchar,
} from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import { columnValues } from '../../../src/adapter/columns/values.ts';
import { columnOf } from './column-of.ts';

const bindOf = (builder: MySqlColumnBuilderBase) => columnValues(columnOf(builder)).bind;
const custom = (sqlType: string) => customType<{ data: unknown }>({ dataType: () => sqlType })();

it('says how long a text is and may be, where it was to go, and nothing more of it', () => {
  const bind = bindOf(varchar({ length: 22 }));
  expect(bind('😀'.repeat(22))).toBe('😀'.repeat(22));
  const message =
    'Expected `extra` of table people to have at most 22 characters, got 23: ' +
    'widen the column or shorten the value.';
  const tooLong = { code: 'VALUE_TOO_LONG', table: 'people', column: 'extra', message };
  expect(() => bind('😀'.repeat(23))).toThrow(expect.objectContaining(tooLong));
});

it('counts bytes where the column does', () => {
  expect(bindOf(text())('€'.repeat(21_845))).toHaveLength(21_845);
  expect(() => bindOf(text())('€'.repeat(21_846))).toThrow('at most 65535 bytes, got 65538');
  expect(() => bindOf(varbinary({ length: 2 }))('€')).toThrow('at most 2 bytes, got 3');
  expect(bindOf(custom('varbinary(2)'))(new Uint8Array(2))).toEqual(new Uint8Array(2));
  expect(() => bindOf(custom('varbinary(2)'))(new Uint8Array(3))).toThrow('at most 2 bytes, got 3');
});

it('counts the digits of a number as what the column would have to hold', () => {
  expect(bindOf(custom('varchar(2)'))(12)).toBe('12');
  for (const builder of [char({ length: 2 }), varchar({ length: 2 }), custom('varchar(2)')]) {
    expect(() => bindOf(builder)(123)).toThrow('at most 2 characters, got 3');
    expect(() => bindOf(builder)(-12n)).toThrow('at most 2 characters, got 3');
  }
  expect(() => bindOf(varbinary({ length: 2 }))(123)).toThrow('at most 2 bytes, got 3');
});

it('refuses half of a surrogate pair, which would be stored as another character', () => {
  for (const builder of [varchar({ length: 9 }), text(), char({ length: 9 }), varbinary({ length: 9 })]) {
    const message = 'Expected `extra` to be well-formed text, got text with half of a surrogate pair.';
    const broken = { code: 'INVALID_ARGUMENT', table: 'people', column: 'extra', message };
    expect(() => bindOf(builder)('a\ud83d')).toThrow(expect.objectContaining(broken));
  }
});
