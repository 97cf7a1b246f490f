import { getTableName, type SQL, sql } from 'drizzle-orm';
import {
  char,
  datetime,
  index,
  int,
  mysqlTable,
  primaryKey,
  timestamp,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/mysql-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { limitCodeRequests } from '../../../src/codes.ts';
import type { AdapterTables } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import { newUser, unique } from '../../support/rows/samples.ts';
import { guessWrong, newCode, type Site } from './open-site.ts';
import { requestFor } from './requests.ts';

type Table = AdapterTables['verificationTokens'];

const { verificationTokenColumns, emailCodeColumns } = basic;

/** As in the documentation of Auth.js. */
const byPair: Table = mysqlTable(
  'pair_codes',
  { ...verificationTokenColumns(), ...emailCodeColumns() },
  (table) => [primaryKey({ columns: [table.identifier, table.token] })],
);

/** Dates first, and counts before what depends on them. */
const reversed: Table = mysqlTable('reversed_codes', {
  updatedAt: datetime('changed').notNull(),
  createdAt: datetime('made').notNull(),
  expires: datetime('ends', { fsp: 3 }).notNull(),
  attempts: int('guesses', { unsigned: true }).notNull().default(0),
  allowed: int('most', { unsigned: true }).notNull().default(0),
  code: char('hash', { length: 64 }),
  token: varchar('row_key', { length: 255 }).primaryKey(),
  identifier: varchar('identifier', { length: 255 }).notNull(),
});

const stamped: Table = mysqlTable('stamped_codes', {
  identifier: varchar('identifier', { length: 255 }).notNull(),
  token: varchar('token', { length: 255 }).primaryKey(),
  expires: timestamp('expires', { fsp: 3 }).notNull(),
  createdAt: timestamp('created_at').notNull().defaultNow(),
  updatedAt: timestamp('updated_at').notNull().defaultNow().onUpdateNow(),
  ...emailCodeColumns(),
});

/** Columns of a site's own, one of which is the key. */
const extended = mysqlTable(
  'extended_codes',
  {
    id: varchar('id', { length: 36 })
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    ...verificationTokenColumns(),
    token: varchar('token', { length: 255 }).notNull(),
    ...emailCodeColumns(),
    request: varchar('request', { length: 36 })
      .notNull()
      .unique()
      .$defaultFn(() => unique('r')),
    locale: varchar('locale', { length: 8 }).notNull().default('en'),
    note: varchar('note', { length: 64 }),
    revision: int('revision')
      .notNull()
      .$defaultFn(() => 1)
      .$onUpdateFn(() => 99),
  },
  (table) => [uniqueIndex('pair').on(table.identifier, table.token)],
);

const KEY = 'identifier varchar(255) not null, token varchar(255) not null';
const DATES = 'expires datetime(6) not null, created_at datetime not null, updated_at datetime not null';
const COUNTS =
  'code char(64), attempts int unsigned not null default 0, allowed int unsigned not null default 0';
const STAMP = (digits = '') =>
  `timestamp${digits} not null default current_timestamp${digits} on update current_timestamp${digits}`;

const tables: Record<string, readonly [table: Table, columns: string]> = {
  'with a primary key of identifier and token': [
    byPair,
    `${COUNTS}, ${DATES}, ${KEY}, primary key (identifier, token)`,
  ],
  'with its columns in another order, and under other names': [
    reversed,
    `made datetime not null, changed datetime not null, guesses int unsigned not null default 0,
      most int unsigned not null default 0,
      ends datetime(3) not null, hash char(64), identifier varchar(255) not null, row_key varchar(255) primary key`,
  ],
  'whose dates change with every UPDATE': [
    stamped,
    `${KEY}, expires ${STAMP('(3)')}, created_at ${STAMP()}, updated_at ${STAMP()}, ${COUNTS}, primary key (token)`,
  ],
  'with columns of its own': [
    extended,
    `id varchar(36) primary key, ${KEY}, ${DATES}, ${COUNTS}, request varchar(36) not null,
      locale varchar(8) not null default 'en', note varchar(64), revision int not null,
      unique key (identifier, token), unique key (request, identifier)`,
  ],
};

/** Tables of a site's own. */
export function ownTablesSuite(site: () => Site): void {
  const run = (text: string | SQL) => site().open.db.execute(text);
  beforeAll(async () => {
    for (const [table, columns] of Object.values(tables))
      await run(`create table ${getTableName(table)} (${columns})`);
  });

  describe.each(Object.entries(tables))('in a table %s', (_name, [table]) => {
    function withClock(options = {}) {
      let time = Date.parse('2026-03-04T05:06:07Z');
      const now = () => new Date(time);
      const own = { ...production, verificationTokens: table };
      return {
        adapter: site().open.adapter({ emailCodes: true, ...options, tables: own, now }),
        expires: () => new Date(time + 600_000),
        pass: (seconds: number) => {
          time += seconds * 1000;
        },
      };
    }
    const rowsOf = async (identifier: string) => {
      const [rows] = await run(
        sql`select ${table}.*, cast(${table.expires} as char) as ends_at,
          cast(${(table as never as { createdAt: SQL }).createdAt} as char) as created,
          cast(${(table as never as { updatedAt: SQL }).updatedAt} as char) as updated,
          ${(table as never as { attempts: SQL }).attempts} as attempts, ${(table as never as { allowed: SQL }).allowed} as allowed
          from ${table} where ${table.identifier} = ${identifier}`,
      );
      return rows as unknown as Record<string, unknown>[];
    };

    it('redeems a code once, after wrong guesses that move no date', async () => {
      const { adapter, expires, pass } = withClock();
      const code = newCode({ expires: expires() });
      expect(await adapter.createVerificationToken(code)).toMatchObject(code);
      const [before] = await rowsOf(code.identifier);
      expect(before).toMatchObject({
        ends_at: expect.stringContaining('2026-03-04 05:16:07'),
        created: '2026-03-04 05:06:07',
        updated: '2026-03-04 05:06:07',
      });
      pass(30);
      await guessWrong(adapter, code, 4);
      const [after] = await rowsOf(code.identifier);
      expect(after).toMatchObject({
        ends_at: before?.ends_at,
        created: before?.created,
        updated: before?.updated,
        attempts: 4,
        allowed: 5,
      });
      expect(await adapter.useVerificationToken(code)).toMatchObject(code);
      expect(await adapter.useVerificationToken(code)).toBeNull();
      expect(await rowsOf(code.identifier)).toEqual([]);
    });

    it('counts the guesses of a day over the codes of an address, and begins anew after it', async () => {
      const { adapter, expires, pass } = withClock({ emailCodes: { allowedAttempts: 2, attemptsPerDay: 3 } });
      const { identifier } = newCode();
      const create = async () => {
        const code = newCode({ identifier, expires: expires() });
        await adapter.createVerificationToken(code);
        return code;
      };
      await guessWrong(adapter, await create(), 3);
      pass(3600);
      const second = await create();
      expect(await rowsOf(identifier)).toMatchObject([
        { attempts: 2, allowed: 3, created: '2026-03-04 05:06:07', updated: '2026-03-04 06:06:07' },
      ]);
      await guessWrong(adapter, second, 1);
      expect(await adapter.useVerificationToken(second)).toBeNull();
      pass(86_400 - 3601);
      expect(await adapter.useVerificationToken(await create())).toBeNull();
      pass(1);
      const next = await create();
      expect(await rowsOf(identifier)).toMatchObject([
        { attempts: 0, allowed: 2, created: '2026-03-05 05:06:07', updated: '2026-03-05 05:06:07' },
      ]);
      expect(await adapter.useVerificationToken(next)).toMatchObject(next);
    });

    it('lets one mail go to an address in a minute, and leaves its code alone', async () => {
      const { adapter, expires, pass } = withClock();
      const signIn = limitCodeRequests(adapter);
      const [code, other] = [newCode({ expires: expires() }), newCode()];
      for (const { identifier } of [code, other]) {
        expect(await signIn(requestFor(identifier))).toBe(true);
        expect(await signIn(requestFor(identifier))).toBe(false);
      }
      await adapter.createVerificationToken(code);
      const [before] = await rowsOf(code.identifier);
      pass(60);
      expect(await signIn(requestFor(code.identifier))).toBe(true);
      const [after] = await rowsOf(code.identifier);
      expect(after).toMatchObject({ ends_at: before?.ends_at, created: before?.created });
      expect(after?.updated).toBe('2026-03-04 05:07:07');
      expect(await adapter.useVerificationToken(code)).toMatchObject(code);
    });
  });

  it('returns columns of its own, and replaces their values with a new code', async () => {
    const adapter = site().open.adapter({
      emailCodes: true,
      tables: { ...production, verificationTokens: extended },
    });
    const code = newCode();
    const given = { ...code, locale: 'de', note: 'first' };
    const created = await adapter.createVerificationToken(given as never);
    expect(created).toStrictEqual({
      ...given,
      id: expect.any(String),
      request: expect.any(String),
      revision: 1,
    });
    const next = newCode({ identifier: code.identifier });
    const replaced = await adapter.createVerificationToken(next);
    expect(replaced).toMatchObject({ ...next, note: null, revision: 1 });
    expect(replaced).not.toMatchObject({ request: (created as never as { request: string }).request });
    // As in a row that is there the database fills in nothing.
    expect(await adapter.useVerificationToken(next)).toStrictEqual({ ...replaced, locale: 'de' });
  });

  const columns = () => ({ ...verificationTokenColumns(), ...emailCodeColumns() });
  const plain = () => varchar('token', { length: 255 }).notNull();
  it.each<[string, Table]>([
    [
      'one on an id',
      mysqlTable('by_id', { id: int('id').primaryKey(), ...columns(), token: plain() }, (t) => [
        index('i').on(t.token),
      ]),
    ],
    [
      'one on identifier alone',
      mysqlTable('by_identifier', {
        ...columns(),
        token: plain().unique(),
        identifier: plain().primaryKey(),
      }),
    ],
    [
      'another one',
      mysqlTable('by_date', { ...columns(), token: plain(), expires: datetime('expires').primaryKey() }),
    ],
  ])(
    'refuses a table in which an address could have two rows, or none of its own: with %s',
    async (_key, table) => {
      const tables = { ...production, verificationTokens: table };
      const error = {
        code: 'INVALID_ARGUMENT',
        message:
          'Expected `tables.verificationTokens` to have the dates createdAt and updatedAt, and a unique key on token, ' +
          'or on identifier and token, got another table.',
      };
      expect(() => site().open.adapter({ emailCodes: true, tables })).toThrow(expect.objectContaining(error));
      const limit = limitCodeRequests(site().open.adapter({ tables }));
      await expect(limit(requestFor(newCode().identifier))).rejects.toMatchObject(error);
    },
  );

  it('redeems no code in a table that says nothing of its keys, and in which an address has two rows', async () => {
    await run(`create table keyless_codes (${KEY}, ${DATES}, ${COUNTS})`);
    const keyless = mysqlTable('keyless_codes', { ...columns(), token: plain() });
    const adapter = site().open.adapter({
      emailCodes: true,
      tables: { ...production, verificationTokens: keyless },
    });
    const code = newCode();
    await adapter.createVerificationToken(code);
    expect(await adapter.useVerificationToken(code)).toMatchObject(code);
    for (const _ of ['first', 'second']) await adapter.createVerificationToken(code);
    await expect(adapter.useVerificationToken(code)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('takes columns for the site’s own that share a name with those of codes', async () => {
    await run(`create table noted_links (${KEY}, ${DATES}, code varchar(64), primary key (token))`);
    await run(
      'create table coded_users (id varchar(12) primary key, email varchar(255), name varchar(255), image varchar(255), email_verified datetime(3), code varchar(64), attempts int, allowed int)',
    );
    const users = mysqlTable('coded_users', {
      id: varchar('id', { length: 12 }).primaryKey(),
      email: varchar('email', { length: 255 }),
      name: varchar('name', { length: 255 }),
      image: varchar('image', { length: 255 }),
      emailVerified: datetime('email_verified', { fsp: 3 }),
      code: varchar('code', { length: 64 }),
      attempts: int('attempts'),
      allowed: int('allowed'),
    });
    const verificationTokens = mysqlTable('noted_links', {
      ...verificationTokenColumns(),
      code: varchar('code', { length: 64 }),
    });
    const adapter = site().open.adapter({ tables: { ...basic, users, verificationTokens } });
    const link = { ...newCode(), code: 'mine' };
    expect(await adapter.createVerificationToken(link)).toStrictEqual(link);
    expect(await adapter.useVerificationToken(link)).toStrictEqual(link);
    const own = { code: 'c', attempts: 1, allowed: 2 };
    const user = await adapter.createUser({ ...newUser(), ...own } as never);
    expect(await adapter.getUser(user.id)).toMatchObject(own);
  });

  it.each([
    ['without createdAt', { createdAt: undefined }, 'the dates createdAt and updatedAt'],
    ['without updatedAt', { updatedAt: undefined }, 'the dates createdAt and updatedAt'],
    ['with a date as text', { createdAt: datetime('created_at', { mode: 'string' }) }, 'the dates createdAt'],
    ['without one of the three', { allowed: undefined }, 'emailCodeColumns() for `emailCodes`'],
  ])('refuses a table %s', (_what, columns, wanted) => {
    const all = { ...verificationTokenColumns(), ...emailCodeColumns(), ...columns };
    const given = Object.fromEntries(Object.entries(all).filter(([, column]) => column !== undefined));
    const verificationTokens = mysqlTable('odd_codes', given as never) as never;
    const adapter = () =>
      site().open.adapter({ emailCodes: true, tables: { ...production, verificationTokens } });
    expect(adapter).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(adapter).toThrow(`to have ${wanted}`);
  });
}
