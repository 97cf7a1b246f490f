import { and, isNull, type SQL, sql } from 'drizzle-orm';
import { datetime, MySqlDialect, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { adapterContext } from '../../src/adapter/context.ts';
import type { MySqlAdapterOptions } from '../../src/adapter/options.ts';
import {
  accounts,
  createTables,
  deviceColumns,
  sessions,
  users,
  verificationTokens,
} from '../../src/schema/index.ts';

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

const wide = createTables({
  base: 'production',
  extend: {
    users: { passwordHash: varchar({ length: 255 }) },
    sessions: deviceColumns(),
    authenticators: { nickname: varchar({ length: 255 }) },
  },
});

it('keeps what the options for columns and users say', () => {
  const newSessionValues = () => ({});
  const context = contextOf({
    tables: wide,
    newSessionValues,
    privateColumns: {
      users: ['passwordHash', 'image'],
      accounts: [],
      sessions: ['sessionToken', 'ipAddress'],
      authenticators: ['nickname'],
    },
    isActive: ({ image }: typeof wide.users) => isNull(image),
    otherSignIn: ({ passwordHash }: typeof wide.users) => sql`${passwordHash} = 'a' or ${passwordHash} = 'b'`,
  });
  expect(context).toMatchObject({ newSessionValues, hidesSessionToken: true });
  expect(Object.keys(context.visible.users)).toEqual(['id', 'name', 'email', 'emailVerified']);
  // Auth.js writes the token into the cookie, so it is read all the same.
  expect(Object.keys(context.visible.sessions)).toEqual(['userId', 'expires', 'sessionToken', 'userAgent']);
  expect(Object.keys(context.visible.accounts)).toContain('access_token');
  expect(Object.keys(context.visible.authenticators)).toContain('credentialID');
  expect(Object.keys(context.visible.authenticators)).not.toContain('nickname');
  const textOf = (condition: SQL | undefined) => condition && new MySqlDialect().sqlToQuery(condition).sql;
  // Drizzle 1.0 has parentheses of its own.
  expect(textOf(context.isActive)).toMatch(/^\(+`users`\.`image` is null\)+$/);
  const { passwordHash } = wide.users;
  const column = `\`users\`.\`${passwordHash.name}\``;
  expect(textOf(context.otherSignIn)).toBe(`(${column} = 'a' or ${column} = 'b')`);
});

it('hides nothing and asks for nothing unless it is told to', () => {
  for (const options of [
    {},
    { privateColumns: undefined, newSessionValues: undefined, isActive: undefined, otherSignIn: undefined },
    { privateColumns: {} },
    { privateColumns: { users: undefined, sessions: [] } },
  ]) {
    const context = contextOf({ tables: wide, ...options });
    expect(context).toMatchObject({ hidesSessionToken: false });
    expect([context.newSessionValues, context.isActive, context.otherSignIn]).toEqual(
      Array(3).fill(undefined),
    );
    expect(Object.keys(context.visible.users)).toContain('passwordHash');
    expect(Object.keys(context.visible.sessions)).toContain('ipAddress');
  }
});

it.each<[unknown, string]>([
  [null, '`privateColumns` to be an object, got null'],
  ['passwordHash', '`privateColumns` to be an object, got a string'],
  [['passwordHash'], '`privateColumns` to be an object, got an array'],
  [() => ({}), '`privateColumns` to be an object, got a function'],
  [{ users: 'passwordHash' }, '`privateColumns.users` to name columns that Auth.js can do without'],
  [{ users: null }, 'emailVerified, image, passwordHash), got null'],
  [{ users: { passwordHash: true } }, 'passwordHash), got an object'],
  [{ users: new Set(['passwordHash']) }, 'passwordHash), got an instance of Set'],
  [{ users: ['passwordHash', 'password'] }, 'passwordHash), got "password"'],
  [{ users: ['passwordHash', 7] }, 'passwordHash), got a number'],
  [{ users: [wide.users.passwordHash] }, 'passwordHash), got an instance of MySqlVarChar'],
  [{ users: ['password_hash'] }, 'passwordHash), got "password_hash"'],
  [{ users: ['toString'] }, 'got "toString"'],
  [{ users: ['id'] }, 'got "id"'],
  [{ users: ['email'] }, 'got "email"'],
  [{ sessions: ['createdAt'] }, '`privateColumns.sessions` to name columns that Auth.js can do without'],
  [{ accounts: ['provider'] }, '`privateColumns.accounts` to name columns that Auth.js can do without'],
  [{ accounts: ['userId'] }, 'got "userId"'],
  [{ accounts: ['type'] }, 'got "type"'],
  [{ accounts: ['providerAccountId'] }, 'got "providerAccountId"'],
  [{ sessions: ['userId'] }, 'sessionToken, userAgent, ipAddress), got "userId"'],
  [{ sessions: ['expires'] }, 'got "expires"'],
  [{ verificationTokens: ['token'] }, '`privateColumns.verificationTokens` to name columns'],
  [{ authenticators: ['counter'] }, 'can do without (nickname), got "counter"'],
  [{ people: ['passwordHash'] }, '`privateColumns.people` to name columns'],
  [{ constructor: ['name'] }, '`privateColumns.constructor` to name columns'],
])('refuses private columns that it could not keep to itself: case %#', (privateColumns, message) => {
  const refused = expect.objectContaining({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining(message),
  });
  expect(() => contextOf({ tables: wide, privateColumns })).toThrow(refused);
});

it.each([null, {}, 'userAgent', Promise.resolve({})])(
  'refuses values where it needs a function: case %#',
  (value) => {
    const message = expect.stringMatching(
      /^Expected `newSessionValues` to be a function, got (null|an object|a string|a promise: await it first)\.$/,
    );
    const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT', message });
    expect(() => contextOf({ newSessionValues: value })).toThrow(refused);
  },
);

describe.each(['isActive', 'otherSignIn'])('%s', (name) => {
  it.each([
    [null, 'to be a function, got null'],
    [true, 'to be a function, got a boolean'],
    [isNull(wide.users.image), 'to be a function, got an instance of SQL'],
  ])('is refused if it is no function: case %#', (value, message) => {
    const refused = expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(`Expected \`${name}\` ${message}`),
    });
    expect(() => contextOf({ [name]: value })).toThrow(refused);
  });

  it.each([
    // Drizzle's and() of nothing, which would let everybody in.
    [() => and(), 'got undefined'],
    [() => {}, 'got undefined'],
    [() => true, 'got a boolean'],
    [() => 'banned_at is null', 'got a string'],
    [async () => isNull(wide.users.image), 'got a promise: await it first'],
    [({ bannedAt }: { bannedAt?: unknown }) => bannedAt, 'got undefined'],
  ])('is refused if it returns no SQL: case %#', (value, message) => {
    const expected = `Expected \`${name}()\` to return SQL, such as isNotNull(users.email), ${message}.`;
    const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expected });
    expect(() => contextOf({ [name]: value })).toThrow(refused);
  });

  it('is asked once, when the adapter is made', () => {
    const condition = vi.fn(() => sql`true`);
    contextOf({ [name]: condition });
    expect(condition.mock.calls).toEqual([[users]]);
  });

  it('passes on what it throws', () => {
    const failure = new Error('of the application');
    const fail = () => {
      throw failure;
    };
    expect(() => contextOf({ [name]: fail })).toThrow(failure);
  });
});
