import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  getTableConfig,
  index,
  int,
  type MySqlTable,
  varchar,
} from 'drizzle-orm/mysql-core';
import { describe, expect, it } from 'vitest';
import * as basic from '../../src/schema/index.ts';

const { createTables } = basic;

const role = () => varchar('role', { length: 32 }).notNull().default('user');

/** Returns what a table consists of, except its own name. */
function partsOf(table: MySqlTable) {
  const { columns, indexes, checks, foreignKeys } = getTableConfig(table);
  return {
    columns: columns.map((column) => [column.name, column.getSQLType(), column.notNull, column.primary]),
    indexes: indexes.map(({ config: { name, unique, columns } }) => [
      name,
      unique,
      columns.map((column) => 'name' in column && column.name),
    ]),
    checks: checks.map(({ name }) => name),
    foreignKeys: foreignKeys.map((key) => {
      const { columns, foreignColumns, foreignTable } = key.reference();
      const names = [...columns, ...foreignColumns].map(({ name }) => name);
      return [...names, getTableConfig(foreignTable).name];
    }),
  };
}

describe('createTables', () => {
  it.each(['basic', 'production'] as const)(
    'puts a prefix before the names of tables alone, base %s',
    (base) => {
      const plain = Object.entries<MySqlTable>({ ...createTables({ base }) });
      const prefixed = Object.entries<MySqlTable>({ ...createTables({ base, prefix: 'auth_' }) });
      expect(prefixed.map(([key]) => key)).toEqual(plain.map(([key]) => key));
      const names = (tables: typeof plain) => tables.map(([, table]) => getTableConfig(table).name);
      expect(names(prefixed)).toEqual(names(plain).map((name) => `auth_${name}`));
      const parts = (tables: typeof plain) => tables.map(([, table]) => partsOf(table));
      expect(parts(prefixed)).toEqual(parts(plain));
    },
  );

  it('makes the basic tables by default, and by their former name', () => {
    const parts = (
      tables: Readonly<Record<'users' | 'accounts' | 'sessions' | 'verificationTokens', MySqlTable>>,
    ) =>
      [tables.users, tables.accounts, tables.sessions, tables.verificationTokens].map((table) => [
        getTableConfig(table).name,
        partsOf(table),
      ]);
    for (const tables of [createTables(), createTables({ base: 'basic' }), createTables({ base: 'seed' })]) {
      expect(Object.keys(tables)).toEqual(['users', 'accounts', 'sessions', 'verificationTokens']);
      expect(parts(tables)).toEqual(parts(basic));
    }
  });

  it('adds columns and indexes behind those that are there, to the tables that are named and to no other', () => {
    const plain = createTables({ base: 'production' });
    const { users, sessions, ...others } = createTables({
      base: 'production',
      extend: { users: { role: role() } },
      indexes: {
        users: (table) => [index('role').on(table.role), check('has_role', sql`${table.role} <> ''`)],
        sessions: (table, tables) => [
          foreignKey({ columns: [table.userId], foreignColumns: [tables.users.id] }),
        ],
      },
    });
    const own = partsOf(plain.users);
    expect(partsOf(users)).toEqual({
      columns: [...own.columns, ['role', 'varchar(32)', true, false]],
      indexes: [...own.indexes, ['role', false, ['role']]],
      checks: ['has_role'],
      foreignKeys: [],
    });
    expect(partsOf(sessions)).toEqual({
      ...partsOf(plain.sessions),
      foreignKeys: [['user_id', 'id', 'users']],
    });
    for (const [key, table] of Object.entries(others))
      expect(partsOf(table), key).toEqual(partsOf(plain[key as keyof typeof others]));
  });

  it('makes new tables with every call', () => {
    const one = createTables({ extend: { users: { role: role() } } });
    const other = createTables();
    expect(one.users).not.toBe(other.users);
    expect(one.accounts.id).not.toBe(other.accounts.id);
    expect(other.users).not.toHaveProperty('role');
  });

  it.each<[string, object, RegExp]>([
    ['a table', { extend: { members: {} } }, /^Expected `extend` to name some of users, .*, got members\.$/],
    [
      'a table for indexes',
      { indexes: { members: () => [] } },
      /^Expected `indexes` to name .*, got members\.$/,
    ],
    ['a table of another base', { extend: { authenticators: {} } }, /users, .*, got authenticators\.$/],
    ['a table that every object has', { extend: { toString: {} } }, /got toString\.$/],
    ['a base', { base: 'development' }, /^Expected `base` to be 'basic' or 'production', got development\.$/],
    ['a base that every object has', { base: 'toString' }, /got toString\.$/],
  ])('refuses %s that does not exist', (_what, options, message) => {
    const made = () => createTables(options as basic.CreateTablesOptions<'basic', '', Record<never, never>>);
    expect(made).toThrow(TypeError);
    expect(made).toThrow(message);
  });

  it.each([
    ['its property', { emailVerified: int('verified') }, 'emailVerified'],
    ['its name in SQL', { verified: int('email_verified') }, 'email_verified'],
    ['its name in SQL in another case', { verified: int('EMAIL_verified') }, 'email_verified'],
    ['a property without a name in SQL', { email_verified: int() }, 'email_verified'],
    ['two added columns of one name', { one: int('same'), other: int('same') }, 'same'],
  ])('refuses a column that is there already by %s', (_what, users, name) => {
    const made = () => createTables({ extend: { users } });
    expect(made).toThrow(TypeError);
    expect(made).toThrow(`Expected \`extend.users\` to add columns, got ${name}, which already exists`);
  });

  it('says what to do with a column of one’s own whose name the production tables have taken since', () => {
    const extend = { verificationTokens: { code: varchar('code', { length: 8 }) } };
    expect(createTables({ extend }).verificationTokens.code.getSQLType()).toBe('varchar(8)');
    const made = () => createTables({ base: 'production', extend });
    expect(made).toThrow(TypeError);
    expect(made).toThrow(
      /^Expected `extend\.verificationTokens` to add columns, got code, which already exists: give yours another name /,
    );
  });
});
