import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { headerOf, type RequestHeaders } from '../../src/request/headers.ts';

const ofNode: IncomingHttpHeaders = { cookie: 'a=b', 'user-agent': 'Firefox' };
/** What Next.js returns from `headers()`: an object of a class of its own, with the method alone. */
const ofNext = new (class {
  get(name: string) {
    return new Headers({ 'User-Agent': 'Firefox' }).get(name);
  }
})();

describe('a header', () => {
  it.each<[string, RequestHeaders]>([
    ['a Headers object', new Headers({ 'User-Agent': 'Firefox' })],
    ['those of a request', new Request('http://app.test', { headers: { 'user-agent': 'Firefox' } }).headers],
    ['what only has its method', ofNext],
    ['a Map', new Map([['user-agent', 'Firefox']]) as never],
    ['those of Node', ofNode],
    ['an object that spells them as they were sent', { 'User-Agent': 'Firefox' }],
    ['those of Node without a prototype', Object.assign(Object.create(null), ofNode)],
    ['those of Node with one that is called get', { ...ofNode, get: 'x' }],
    ['those of Node with one that is called then', { ...ofNode, ...Object.fromEntries([['then', 'x']]) }],
  ])('is read from %s', (_what, headers) => {
    expect(headerOf(headers, 'user-agent')).toBe('Firefox');
    expect(headerOf(headers, 'x-other')).toBeUndefined();
  });

  it.each(['constructor', '__proto__', 'toString'])('is not what objects inherit: %s', (name) => {
    expect(headerOf({}, name)).toBeUndefined();
  });

  it.each([[['a', 'b']], [undefined], [1 as never]])('is undefined if it is no text: case %#', (value) => {
    expect(headerOf({ 'user-agent': value }, 'user-agent')).toBeUndefined();
    expect(headerOf({ get: () => value as never }, 'user-agent')).toBeUndefined();
  });

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['user-agent: Firefox', 'a string'],
    [1, 'a number'],
    [() => new Headers(), 'a function'],
    [Promise.resolve(new Headers()), 'a promise: await it first'],
  ])('cannot be read from what is no headers: case %#', (headers, kind) => {
    const message = `Expected \`headers\` to be a Headers object or the headers of a Node request, got ${kind}.`;
    const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT', message });
    expect(() => headerOf(headers as never, 'user-agent')).toThrow(refused);
  });
});
