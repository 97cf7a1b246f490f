import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import { valueTypeOf } from '../../../src/adapter/columns/value-type.ts';

it.each([
  ['string', 'string'],
  ['custom', 'custom'],
  ['number int53', 'number'],
  ['bigint uint64', 'bigint'],
  ['string datetime', 'string'],
  ['string numeric', 'string'],
  ['object date', 'date'],
  ['object json', 'json'],
])('reads %j, in the words of either Drizzle, as %j', (dataType, type) => {
  expect(valueTypeOf({ dataType } as MySqlColumn)).toBe(type);
});
