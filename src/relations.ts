/**
 * The relations between the tables, for `db.query` in Drizzle 0.45.
 *
 * @module authjs-drizzle-mysql/relations
 */

import { type Many, type One, type Relations, relations } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import * as basic from './schema/index.ts';

/** The tables of Auth.js: those of `/schema`, of `/schema/production`, what `createTables()` returns, or your own. */
export interface RelatedTables {
  readonly users: TableWith<'id'>;
  readonly accounts: TableWith<'userId'>;
  readonly sessions: TableWith<'userId'>;
  readonly authenticators?: TableWith<'userId'>;
}

type TableWith<Names extends string> = MySqlTable & Readonly<Record<Names, MySqlColumn>>;
type NameOf<Table extends MySqlTable> = Table['_']['name'];

/** Drizzle's type of the user of a row; never null if the column is not. */
type ToUser<Users extends MySqlTable, Table extends TableWith<'userId'>> = {
  user: One<NameOf<Users>, Table['userId']['_']['notNull'] extends true ? true : false>;
};

type ToMany<Accounts extends MySqlTable, Sessions extends MySqlTable> = {
  accounts: Many<NameOf<Accounts>>;
  sessions: Many<NameOf<Sessions>>;
};

/** The relations of the tables, one object for each. */
export type AuthRelations<T extends RelatedTables> = {
  accountsRelations: Relations<NameOf<T['accounts']>, ToUser<T['users'], T['accounts']>>;
  sessionsRelations: Relations<NameOf<T['sessions']>, ToUser<T['users'], T['sessions']>>;
} & (T extends { readonly authenticators: infer Passkeys extends TableWith<'userId'> }
  ? {
      usersRelations: Relations<
        NameOf<T['users']>,
        ToMany<T['accounts'], T['sessions']> & { authenticators: Many<NameOf<Passkeys>> }
      >;
      authenticatorsRelations: Relations<NameOf<Passkeys>, ToUser<T['users'], Passkeys>>;
    }
  : { usersRelations: Relations<NameOf<T['users']>, ToMany<T['accounts'], T['sessions']>> });

/**
 * Declares the relations between users, their accounts and sessions, and their passkeys if there is a table for them,
 * for `db.query` of Drizzle 0.45. For Drizzle 1.0, use `authjs-drizzle-mysql/relations-v2`.
 *
 * A table has only one object of relations: to add your own, declare one that spreads the one from here.
 *
 * @see https://orm.drizzle.team/docs/relations
 * @example
 * const db = drizzle({ client: pool, schema: { ...schema, ...authRelations(schema) }, mode: 'default' });
 * const user = await db.query.users.findFirst({ with: { accounts: true, sessions: true } });
 *
 * @example
 * const auth = authRelations(schema);
 * const usersRelations = relations(users, (helpers) => ({
 *   ...auth.usersRelations.config(helpers),
 *   posts: helpers.many(posts),
 * }));
 * const db = drizzle({ client: pool, schema: { ...schema, posts, ...auth, usersRelations }, mode: 'default' });
 */
export function authRelations<T extends RelatedTables>(tables: T): AuthRelations<T> {
  const { users, accounts, sessions, authenticators } = tables;
  const toUser = (table: TableWith<'userId'>) =>
    relations(table, ({ one }) => ({ user: one(users, { fields: [table.userId], references: [users.id] }) }));
  const all = {
    usersRelations: relations(users, ({ many }) => ({
      accounts: many(accounts),
      sessions: many(sessions),
      ...(authenticators && { authenticators: many(authenticators) }),
    })),
    accountsRelations: toUser(accounts),
    sessionsRelations: toUser(sessions),
    ...(authenticators && { authenticatorsRelations: toUser(authenticators) }),
  };
  // Only the caller's type knows which tables there are and what they are called.
  return all as unknown as AuthRelations<T>;
}

const ofBasic = authRelations(basic);

/** The relations of `users` of `authjs-drizzle-mysql/schema`, to their accounts and sessions. */
export const usersRelations = ofBasic.usersRelations;

/** The relation of `accounts` of `authjs-drizzle-mysql/schema` to their user. */
export const accountsRelations = ofBasic.accountsRelations;

/** The relation of `sessions` of `authjs-drizzle-mysql/schema` to their user. */
export const sessionsRelations = ofBasic.sessionsRelations;
