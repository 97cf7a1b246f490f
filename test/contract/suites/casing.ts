import * as mysqlCore from 'drizzle-orm/mysql-core';
import { datetime, int, text, varchar } from 'drizzle-orm/mysql-core';
import { it } from 'vitest';
import { type AdapterTables, MySqlAdapter } from '../../../src/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../../support/calls/whole-life.ts';

const shortText = () => varchar({ length: 255 });
const bookkeeping = { createdAt: datetime().notNull(), updatedAt: datetime().notNull() };

// Drizzle 0.45 asks the database for its casing, and 1.0 has another function for tables.
const { snakeCase } = mysqlCore as { snakeCase?: { table: typeof mysqlCore.mysqlTable } };
const mysqlTable = snakeCase?.table ?? mysqlCore.mysqlTable;

/** The basic tables without column names: Drizzle makes those of the properties, in a casing. */
const tables: AdapterTables = {
  users: mysqlTable('users', {
    id: varchar({ length: 12 }).primaryKey(),
    name: shortText(),
    email: shortText(),
    emailVerified: datetime({ fsp: 6 }),
    image: shortText(),
    ...bookkeeping,
  }),
  accounts: mysqlTable('accounts', {
    userId: varchar({ length: 12 }),
    type: shortText().notNull(),
    provider: shortText().notNull(),
    providerAccountId: shortText().notNull(),
    refresh_token: shortText(),
    access_token: shortText(),
    expires_at: int(),
    token_type: shortText(),
    scope: shortText(),
    id_token: text(),
    session_state: shortText(),
    ...bookkeeping,
  }),
  sessions: mysqlTable('sessions', {
    sessionToken: shortText().notNull(),
    userId: varchar({ length: 12 }).notNull(),
    expires: datetime({ fsp: 6 }).notNull(),
    ...bookkeeping,
  }),
  verificationTokens: mysqlTable('verification_tokens', {
    identifier: shortText().notNull(),
    token: shortText().primaryKey(),
    expires: datetime({ fsp: 6 }).notNull(),
    ...bookkeeping,
  }),
};

export function casingContract(backend: () => OpenBackend): void {
  it('works on tables whose columns are named by a casing', () =>
    expectWholeLife(
      MySqlAdapter(backend().source({ casing: 'snake_case' }), { tables, ...wholeLifeOptions }),
    ));

  it('works on them in a transaction', () =>
    backend()
      .source({ casing: 'snake_case' })
      .transaction((transaction) =>
        expectWholeLife(MySqlAdapter(transaction, { tables, ...wholeLifeOptions })),
      ));
}
