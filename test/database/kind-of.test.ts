import { expect, it } from 'vitest';
import { kindOf } from '../../src/database/kind-of.ts';

const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

it.each([
  [undefined, 'undefined'],
  [null, 'null'],
  ['hunter2', 'a string'],
  [0, 'a number'],
  [0n, 'a bigint'],
  [true, 'a boolean'],
  [Symbol('hunter2'), 'a symbol'],
  [() => 'hunter2', 'a function'],
  [['hunter2'], 'an array'],
  [{ hunter2: 1 }, 'an object'],
  [Object.create(null), 'an object'],
  [new Date(), 'an instance of Date'],
  [new Uint8Array(), 'an instance of Uint8Array'],
  [Promise.resolve(), 'a promise: await it first'],
])('names the kind of a value: case %#', (value, kind) => {
  expect(kindOf(value)).toBe(kind);
});

it.each([
  ['data that came as JSON', JSON.parse('{"constructor":{"name":"hunter2"}}')],
  ['a class of a name with more than letters', new { 'hunter2!': class {} }['hunter2!']()],
  ['a class whose name is none', Object.create({ constructor: { name: Symbol('hunter2') } })],
  ['a proxy that answers no more', revoked],
])('repeats nothing that a value says of itself, and never fails on it: %s', (_case, value) => {
  expect(kindOf(value)).toBe('an object');
});
