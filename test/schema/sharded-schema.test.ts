import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import {
  datetime,
  MySqlDialect,
  mysqlSchema,
  mysqlTable,
  serial,
  text,
  varchar,
} from 'drizzle-orm/mysql-core';
import { describe, expect, it } from 'vitest';
import { shippedFolder, shippedSchema } from '../../dev/vitess/shipped-schema.ts';
import * as basic from '../../src/schema/index.ts';
import { createTables } from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import { shardedSchema, type TablesToShard } from '../../src/vitess.ts';
import * as own from '../support/databases/drizzle-adapter-tables.ts';

/** Returns which tables there are, and for each how its rows are placed and found. */
const placesIn = ({ vschema }: ReturnType<typeof shardedSchema>) =>
  Object.fromEntries(
    Object.entries(vschema.tables).map(([name, { column_vindexes = [], auto_increment }]) => [
      name,
      [
        ...column_vindexes.map((vindex) => `${vindex.column ?? vindex.columns?.join(', ')}: ${vindex.name}`),
        ...(auto_increment ? [`${auto_increment.column} from ${auto_increment.sequence}`] : []),
      ],
    ]),
  );

describe('the VSchema', () => {
  it('places all rows of a user by the id, and finds them by what Auth.js looks for', () => {
    expect(placesIn(shardedSchema(production))).toEqual({
      users: ['id: xxhash', 'email: users_by_email'],
      accounts: [
        'user_id: xxhash',
        'provider_account_id, provider: accounts_by_provider',
        'id from sequences.accounts_seq',
      ],
      sessions: ['user_id: xxhash', 'session_token: sessions_by_token', 'id from sequences.sessions_seq'],
      authenticators: [
        'user_id: xxhash',
        'credential_id: authenticators_by_credential',
        'id from sequences.authenticators_seq',
      ],
      verification_tokens: ['identifier: xxhash'],
      __drizzle_migrations: ['hash: xxhash', 'id from sequences.__drizzle_migrations_seq'],
      __authjs_migrations: ['hash: xxhash', 'id from sequences.__authjs_migrations_seq'],
      users_by_email: ['email: unicode_loose_xxhash'],
      accounts_by_provider: ['provider_account_id: xxhash'],
      sessions_by_token: ['session_token: xxhash'],
      authenticators_by_credential: ['credential_id: xxhash'],
    });
  });

  it('has every lookup unique but the one by two columns, and no entry for a user without an address', () => {
    const { vindexes } = shardedSchema(production).vschema;
    const lookup = (table: string, from: string) => ({ table, from, to: 'keyspace_id' });
    expect(vindexes).toEqual({
      xxhash: { type: 'xxhash' },
      unicode_loose_xxhash: { type: 'unicode_loose_xxhash' },
      users_by_email: {
        type: 'consistent_lookup_unique',
        params: { ...lookup('users_by_email', 'email'), ignore_nulls: 'true' },
        owner: 'users',
      },
      accounts_by_provider: {
        type: 'consistent_lookup',
        params: lookup('accounts_by_provider', 'provider_account_id,provider'),
        owner: 'accounts',
      },
      sessions_by_token: {
        type: 'consistent_lookup_unique',
        params: lookup('sessions_by_token', 'session_token'),
        owner: 'sessions',
      },
      authenticators_by_credential: {
        type: 'consistent_lookup_unique',
        params: lookup('authenticators_by_credential', 'credential_id'),
        owner: 'authenticators',
      },
    });
  });

  it('takes its names from the tables and columns, and numbers only what MySQL would number', () => {
    expect(placesIn(shardedSchema(own))).toEqual({
      user: ['id: xxhash', 'email: user_by_email'],
      account: ['userId: xxhash', 'providerAccountId, provider: account_by_provider'],
      session: ['userId: xxhash', 'sessionToken: session_by_token'],
      authenticator: ['userId: xxhash', 'credentialID: authenticator_by_credential'],
      verificationToken: ['identifier: xxhash'],
      __drizzle_migrations: ['hash: xxhash', 'id from sequences.__drizzle_migrations_seq'],
      __authjs_migrations: ['hash: xxhash', 'id from sequences.__authjs_migrations_seq'],
      user_by_email: ['email: unicode_loose_xxhash'],
      account_by_provider: ['providerAccountId: xxhash'],
      session_by_token: ['sessionToken: xxhash'],
      authenticator_by_credential: ['credentialID: xxhash'],
    });
  });

  it('has the tables of a prefix, with sequences in the keyspace that is named', () => {
    const tables = createTables({ prefix: 'auth_' });
    const { vschema, sequencesVschema } = shardedSchema(tables, {
      sequences: 'numbers',
      migrationsTables: ['__drizzle_migrations'],
    });
    expect(Object.keys(vschema.tables)).toEqual([
      ...['auth_users', 'auth_accounts', 'auth_sessions', 'auth_verification_tokens', '__drizzle_migrations'],
      ...['auth_users_by_email', 'auth_accounts_by_provider', 'auth_sessions_by_token'],
    ]);
    expect(vschema.vindexes?.auth_users_by_email?.owner).toBe('auth_users');
    expect(vschema.tables.auth_sessions?.auto_increment?.sequence).toBe('numbers.auth_sessions_seq');
    expect(sequencesVschema).toEqual({
      sharded: false,
      tables: {
        auth_accounts_seq: { type: 'sequence' },
        auth_sessions_seq: { type: 'sequence' },
        __drizzle_migrations_seq: { type: 'sequence' },
      },
    });
  });

  it('quotes what is no plain word where Vitess copies it into SQL', () => {
    const { vschema } = shardedSchema(createTables({ prefix: 'auth-' }), { sequences: 'numbers-1' });
    expect(vschema.vindexes?.['auth-users_by_email']?.params?.table).toBe('`auth-users_by_email`');
    const { auto_increment } = vschema.tables['auth-sessions'] ?? {};
    expect(auto_increment?.sequence).toBe('`numbers-1`.`auth-sessions_seq`');
  });

  it('has the columns of a casing under the names that Drizzle gives them', () => {
    const sessions = mysqlTable('sessions', {
      sessionRowID: serial().primaryKey(),
      user_reference: varchar({ length: 12 }),
      sessionToken: varchar({ length: 255 }).notNull(),
      userId: varchar('OWNER', { length: 12 }).notNull(),
      expires: datetime().notNull(),
    });
    const tables = { users: basic.users, accounts: basic.accounts, sessions };
    for (const casing of ['snake_case', 'camelCase', undefined] as const) {
      const dialect = new MySqlDialect(casing ? { casing } : {});
      const inDrizzle = (column: Parameters<typeof sql>[1]) =>
        dialect.sqlToQuery(sql`${column}`).sql.replace(/^.*\.|`/g, '');
      const { vschema, lookups } = shardedSchema(tables, casing ? { casing } : {});
      expect(placesIn({ vschema } as ReturnType<typeof shardedSchema>).sessions).toEqual([
        'OWNER: xxhash',
        `${inDrizzle(sessions.sessionToken)}: sessions_by_token`,
        `${inDrizzle(sessions.sessionRowID)} from sequences.sessions_seq`,
      ]);
      const token = inDrizzle(sessions.sessionToken);
      expect(vschema.vindexes?.sessions_by_token?.params?.from).toBe(token);
      expect(vschema.tables.sessions_by_token?.column_vindexes?.[0]?.column).toBe(token);
      expect(lookups[2]).toContain(`\`${token}\` varchar(255) NOT NULL`);
      expect(lookups[2]).toContain(`PRIMARY KEY (\`${token}\`)`);
    }
  });

  it.each([undefined, null])('leaves out the tables that are left out, as %s', (sessions) => {
    const given = { users: basic.users, accounts: basic.accounts, sessions, authenticators: sessions };
    const { vschema, lookups } = shardedSchema(given as unknown as TablesToShard, { migrationsTables: [] });
    expect(Object.keys(vschema.tables)).toEqual([
      ...['users', 'accounts', 'users_by_email', 'accounts_by_provider'],
    ]);
    expect(lookups).toHaveLength(2);
  });
});

describe('the lookup tables', () => {
  it('hold what they look up in the type of its column, account ids byte by byte', () => {
    const { lookups } = shardedSchema(production);
    expect(lookups.map((ddl) => ddl.split('\n').map((line) => line.trim()))).toEqual([
      [
        'CREATE TABLE IF NOT EXISTS `users_by_email` (',
        '`email` varchar(255) NOT NULL,',
        '`keyspace_id` varbinary(128) NOT NULL,',
        'PRIMARY KEY (`email`)',
        ')',
      ],
      [
        'CREATE TABLE IF NOT EXISTS `accounts_by_provider` (',
        '`provider_account_id` varchar(512) COLLATE utf8mb4_bin NOT NULL,',
        '`provider` varchar(255) NOT NULL,',
        '`keyspace_id` varbinary(128) NOT NULL,',
        'PRIMARY KEY (`provider_account_id`, `provider`)',
        ')',
      ],
      [
        'CREATE TABLE IF NOT EXISTS `sessions_by_token` (',
        '`session_token` varchar(255) NOT NULL,',
        '`keyspace_id` varbinary(128) NOT NULL,',
        'PRIMARY KEY (`session_token`)',
        ')',
      ],
      [
        'CREATE TABLE IF NOT EXISTS `authenticators_by_credential` (',
        '`credential_id` varbinary(512) NOT NULL,',
        '`keyspace_id` varbinary(128) NOT NULL,',
        'PRIMARY KEY (`credential_id`)',
        ')',
      ],
    ]);
  });
});

describe('the sequences', () => {
  it('are one table each, with a first row that is not written twice', () => {
    const { sequences } = shardedSchema(basic);
    expect(sequences.map((sql) => sql.split(' (')[0])).toEqual(
      ['accounts_seq', 'sessions_seq', '__drizzle_migrations_seq', '__authjs_migrations_seq'].flatMap(
        (name) => [`CREATE TABLE IF NOT EXISTS \`${name}\``, `INSERT IGNORE INTO \`${name}\``],
      ),
    );
    expect(sequences[0]).toMatch(/ COMMENT 'vitess_sequence'$/);
  });
});

describe('what cannot be sharded', () => {
  const members = (email: ReturnType<typeof text | typeof varchar>) =>
    mysqlTable('members', { ...basic.userColumns(), email });

  it.each<[string, unknown, string]>([
    ['null', null, 'Expected `tables.users` to be a Drizzle MySQL table, got undefined.'],
    ['no tables', undefined, 'Expected `tables.users` to be a Drizzle MySQL table, got undefined.'],
    [
      'no users',
      { ...basic, users: undefined },
      'Expected `tables.users` to be a Drizzle MySQL table, got undefined.',
    ],
    [
      'an address of a type that no key has',
      { ...basic, users: members(text('email')) },
      'Expected `tables.users.email` to be varchar or varbinary, of which a lookup table can have a key, got text.',
    ],
    [
      'an address in a column whose name Vitess would have to quote',
      { ...basic, users: members(varchar('e-mail', { length: 255 })) },
      'Expected `tables.users.email` to be a column named with letters, digits and underscores, since Vitess does not ' +
        'quote it in a lookup, got `e-mail`.',
    ],
    [
      'a table after which a lookup cannot be named',
      createTables({ base: 'production', prefix: 'the_prefix_of_a_site_with_a_long_name' }),
      'Expected `tables.authenticators` to have a name that leaves room for those of its lookup and sequence, of up to ' +
        '64 characters, got `the_prefix_of_a_site_with_a_long_nameauthenticators_by_credential`, of 65.',
    ],
    [
      'two tables of one name',
      { ...basic, sessions: mysqlTable('users', basic.sessionColumns()) },
      'Expected `tables` to have names that differ, also from those of lookups and `migrationsTables`, got `users` ' +
        'twice.',
    ],
    [
      'a table named as a lookup',
      { ...basic, sessions: mysqlTable('users_by_email', basic.sessionColumns()) },
      'Expected `tables` to have names that differ, also from those of lookups and `migrationsTables`, got ' +
        '`users_by_email` twice.',
    ],
    [
      'a table that names its database',
      { ...basic, users: mysqlSchema('auth').table('users', basic.userColumns()) },
      'Expected `tables.users` to be a table of mysqlTable, whose keyspace is that of the connection, got one of ' +
        'mysqlSchema, whose statements name a database.',
    ],
  ])('is refused: %s', (_name, tables, message) => {
    expect(() => shardedSchema(tables as TablesToShard)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message }),
    );
  });

  it('is refused with something else than names of tables of migrations', () => {
    const migrationsTables = '__migrations' as unknown as string[];
    expect(() => shardedSchema(basic, { migrationsTables })).toThrow(
      'Expected `migrationsTables` to be an array of names, got a string.',
    );
    expect(() => shardedSchema(basic, { migrationsTables: [''] })).toThrow(
      'Expected `migrationsTables[0]` to be non-empty text without a NUL, got an empty string.',
    );
    expect(() => shardedSchema(basic, { migrationsTables: ['m'.repeat(61)] })).toThrow(
      'Expected `migrationsTables[0]` to have a name that leaves room for those of its lookup and sequence, of up to ' +
        `64 characters, got \`${'m'.repeat(61)}_seq\`, of 65.`,
    );
    expect(() => shardedSchema(basic, { migrationsTables: ['users'] })).toThrow('got `users` twice.');
  });

  it('is refused with options or a casing that there are not', () => {
    expect(() => shardedSchema(basic, null as unknown as object)).toThrow(
      'Expected `options` to be an object, got null.',
    );
    expect(() => shardedSchema(basic, { casing: 'SNAKE_CASE' as 'snake_case' })).toThrow(
      'Expected `casing` to be "snake_case" or "camelCase", got "SNAKE_CASE".',
    );
  });

  it('is refused without a name for the keyspace of the sequences', () => {
    expect(() => shardedSchema(basic, { sequences: '' })).toThrow(
      'Expected `sequences` to be non-empty text without a NUL, got an empty string.',
    );
  });
});

describe('the files in drizzle/vitess/', () => {
  it('are what `npm run vitess:schema` writes, and no others', async () => {
    const files = Object.entries(shippedSchema());
    expect((await readdir(shippedFolder)).sort()).toEqual(files.map(([name]) => name).sort());
    for (const [name, text] of files)
      expect(await readFile(new URL(name, shippedFolder), 'utf8'), name).toBe(text);
  });

  it('make the same as the function, if their SQL is taken apart at its semicolons', async () => {
    const { lookups, sequences } = shardedSchema(production);
    const statementsIn = (text = '') =>
      text
        .replace(/^--.*\n/gm, '')
        .split(/;\n/)
        .filter(Boolean);
    const files = shippedSchema();
    expect(statementsIn(files['lookups.sql'])).toEqual(lookups);
    expect(statementsIn(files['sequences.sql'])).toEqual(sequences);
  });
});
