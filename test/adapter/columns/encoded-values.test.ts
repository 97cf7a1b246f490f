import { sql } from 'drizzle-orm';
import { customType, json, type MySqlColumnBuilderBase } from 'drizzle-orm/mysql-core';
import { describe, expect, it } from 'vitest';
import { columnValues } from '../../../src/adapter/columns/values.ts';
import { columnOf } from './column-of.ts';

const bindOf = (builder: MySqlColumnBuilderBase) => columnValues(columnOf(builder)).bind;
const invalid = (message: unknown) =>
  expect.objectContaining({ code: 'INVALID_ARGUMENT', table: 'people', column: 'extra', message });

describe('a custom type', () => {
  const sending = (sent: unknown) =>
    bindOf(customType<{ data: unknown }>({ dataType: () => 'blob', toDriver: () => sent as never })());

  it('may send text, numbers, bytes, truth and dates', () => {
    for (const sent of ['x', true, Buffer.from('x')]) expect(sending(sent)('given')).toEqual(sent);
    expect(sending(7n)('given')).toBe('7');
    expect(sending(new Date(5))('given')).toBe('1970-01-01 00:00:00.005');
  });

  it('may send nothing that a driver would expand', () => {
    const objects = [
      {},
      ['x'],
      sql`1`,
      sql.placeholder('x'),
      Object('x'),
      new Map(),
      new ArrayBuffer(1),
      null,
    ];
    for (const sent of [...objects, Number.NaN, Symbol('x'), undefined])
      expect(() => sending(sent)('given')).toThrow('to fit blob, got a string');
  });

  it('keeps to itself what it fails on', () => {
    const toDriver = (value: unknown): never => {
      throw new Error(`cannot take ${value}`);
    };
    const bind = bindOf(customType<{ data: unknown }>({ dataType: () => 'blob', toDriver })());
    expect(() => bind('hunter2')).toThrow(invalid('Expected `extra` to fit blob, got a string.'));
  });
});

describe('JSON', () => {
  const bind = bindOf(json());

  it('is data of every kind, of no class as well', () => {
    const bare = Object.assign(Object.create(null), { constructor: 5, getSQL: 'x' });
    expect(bind(bare)).toBe('{"constructor":5,"getSQL":"x"}');
    expect(bind([1, 'x', null])).toBe('[1,"x",null]');
    expect(bind(JSON.parse('{"__proto__":{"isAdmin":true}}'))).toBe('{"__proto__":{"isAdmin":true}}');
    expect(bind(Object.create({ constructor: 5 }))).toBe('{}');
  });

  it('is neither SQL nor what cannot be written', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    for (const value of [sql`1`, circular, 1n, () => 1, Symbol('x')]) {
      expect(() => bind(value)).toThrow(invalid(expect.stringContaining('to fit json, got')));
    }
  });
});
