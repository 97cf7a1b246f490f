import { expect, it } from 'vitest';
import { requireRow } from '../../src/adapter/arguments.ts';

it('copies an object, so that a getter is asked once', () => {
  let asked = 0;
  const given = {
    get id() {
      return `id ${++asked}`;
    },
  };
  const row = requireRow(given, 'user');
  expect([row.id, row.id, asked]).toEqual(['id 1', 'id 1', 1]);
});

it('takes objects of any class or none, and no key for a prototype', () => {
  class Person {
    name = 'Ada';
  }
  expect(requireRow(new Person(), 'user')).toEqual({ name: 'Ada' });
  expect(requireRow(Object.assign(Object.create(null), { name: 'Ada' }), 'user')).toEqual({ name: 'Ada' });
  const row = requireRow(JSON.parse('{"__proto__":{"email":"eve@example.com"}}'), 'user');
  expect(row.email).toBeUndefined();
  expect(Object.keys(row)).toEqual(['__proto__']);
});

const unreadable = {
  get email() {
    throw new Error('hunter2');
  },
};

it.each([
  ['undefined', undefined],
  ['null', null],
  ['a string', 'hunter2'],
  ['a number', 7],
  ['a function', () => ({})],
  ['an array', []],
  ['a promise: await it first', Promise.resolve({})],
  ['an object', unreadable],
])('refuses what is no object that can be read: %s', (kind, value) => {
  const message = `Expected \`user\` to be an object, got ${kind}.`;
  const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT', message });
  expect(() => requireRow(value as never, 'user')).toThrow(refused);
});
