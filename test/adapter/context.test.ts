import { datetime, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { afterAll, expect, it, onTestFinished, vi } from 'vitest';
import { adapterContext } from '../../src/adapter/context.ts';
import type { MySqlAdapterOptions } from '../../src/adapter/options.ts';
import { accounts, sessions, users, verificationTokens } from '../../src/schema/index.ts';

// Never connected: options are checked when the adapter is made.
const pool = createPool('mysql://root@127.0.0.1:1');
afterAll(() => pool.end());
const basic = { users, accounts, sessions, verificationTokens };
const contextOf = (options: Record<string, unknown>) =>
  adapterContext(drizzle({ client: pool }), options as MySqlAdapterOptions, basic);

it('fills in what is left out, also where it is undefined', () => {
  for (const options of [
    {},
    { now: undefined, logger: undefined, oversizedTokens: undefined, tables: undefined },
  ]) {
    const context = contextOf(options);
    expect(context.tables).toEqual(basic);
    expect(context.generateUserId()).toMatch(/^[0-9a-z]{12}$/);
    expect(Math.abs(Number(context.now()) - Date.now())).toBeLessThan(60_000);
    expect(context).toMatchObject({ oversizedTokens: 'reject', undoFailedSignUp: true });
  }
});

it('takes what is given', () => {
  const moment = new Date(5);
  const given = {
    oversizedTokens: 'drop',
    undoFailedSignUp: false,
    now: () => moment,
    generateUserId: () => 'ada',
  };
  const context = contextOf(given);
  expect(context).toMatchObject({ oversizedTokens: 'drop', undoFailedSignUp: false });
  expect([context.now(), context.generateUserId()]).toEqual([moment, 'ada']);
});

it("asks the option for an id before the column's own default", () => {
  const [name, email, image] = [varchar({ length: 12 }), varchar({ length: 12 }), varchar({ length: 12 })];
  const id = varchar({ length: 12 }).$defaultFn(() => 'of column');
  const users = mysqlTable('u', { id, name, email, image, emailVerified: datetime() });
  const tables = { ...basic, users };
  expect(contextOf({ tables }).generateUserId()).toBe('of column');
  expect(contextOf({ tables, generateUserId: () => 'of option' }).generateUserId()).toBe('of option');
});

it.each([
  [{ oversizedTokens: 'cut' }, 'Expected `oversizedTokens` to be "reject" or "drop", got "cut".'],
  [{ oversizedTokens: true }, 'Expected `oversizedTokens` to be "reject" or "drop", got a boolean.'],
  [{ undoFailedSignUp: 'no' }, 'Expected `undoFailedSignUp` to be true or false, got "no".'],
  [{ undoFailedSignUp: null }, 'Expected `undoFailedSignUp` to be true or false, got null.'],
  [{ now: new Date() }, 'Expected `now` to be a function, got an instance of Date.'],
  [{ generateUserId: 'uuid' }, 'Expected `generateUserId` to be a function, got a string.'],
  [{ logger: {} }, 'Expected `logger.warn` to be a function, got undefined.'],
  [{ logger: null }, 'Expected `logger.warn` to be a function, got undefined.'],
])('refuses options that it could not work with: case %#', (options, message) => {
  const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT', message });
  expect(() => contextOf(options)).toThrow(refused);
});

it.each([
  [() => '', 'got an empty string'],
  [() => 'a\0', 'got text with a NUL in it'],
  [() => undefined, 'got undefined'],
  [async () => 'ada', 'got a promise: await it first'],
])('refuses ids that name nobody: case %#', (generateUserId, message) => {
  expect(() => contextOf({ generateUserId }).generateUserId()).toThrow(message);
});

it.each([
  [() => Date.now(), 'Expected `now()` to return a valid Date, got a number.'],
  [() => new Date(Number.NaN), 'Expected `now()` to return a valid Date, got an invalid one.'],
])('refuses a clock that tells no time: case %#', (now, message) => {
  expect(() => contextOf({ now }).now()).toThrow(message);
});

it('warns on the console unless a logger is given', () => {
  const warned = vi.spyOn(console, 'warn').mockReturnValue();
  onTestFinished(() => warned.mockRestore());
  contextOf({}).warn('of nothing');
  expect(warned).toHaveBeenCalledWith('of nothing');
});

it('lets a logger keep its this, and fail at once or later', async () => {
  const logger = {
    heard: [] as string[],
    warn(message: string) {
      this.heard.push(message);
    },
  };
  contextOf({ logger }).warn('one');
  expect(logger.heard).toEqual(['one']);

  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const failure = new Error('the log is full');
  const warn = () => {
    throw failure;
  };
  expect(() => contextOf({ logger: { warn } }).warn('two')).not.toThrow();
  contextOf({ logger: { warn: () => Promise.reject(failure) } }).warn('three');
  // Node tells of a rejection once the microtasks are done.
  await new Promise((resolve) => setImmediate(resolve));
  expect(rejections).toEqual([]);
});
