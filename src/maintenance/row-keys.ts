import { type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { countedIdOf } from '../adapter/tables/columns.ts';
import { hasIndexFrom } from '../adapter/tables/indexes.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import { onAllShards } from './scatter.ts';

/** The one or two columns that name a row together, in the order of an index. */
export type RowKey = readonly [MySqlColumn] | readonly [MySqlColumn, MySqlColumn];

/** A row with its key, as `selectedKey` selects it. */
export interface SelectedKey {
  readonly key: string;
  readonly key1?: string;
}

/** Returns what to select for a key, as text, since JavaScript's numbers do not hold every id; from all shards. */
export function selectedKey([first, second]: RowKey): { key: SQL<string>; key1?: SQL<string> } {
  const key = onAllShards<string>(sql`cast(${first} as char)`).mapWith(String);
  return second ? { key, key1: sql<string>`cast(${second} as char)`.mapWith(String) } : { key };
}

/** Returns the key of sessions: the id that the database counts up, or in a table without one the token. */
export const sessionKey = (sessions: AdapterTables['sessions']): RowKey => [
  countedIdOf(sessions) ?? sessions.sessionToken,
];

/** Returns the key of verification tokens: the token, or where an index begins with it, the identifier and the token. */
export function verificationTokenKey(table: AdapterTables['verificationTokens']): RowKey {
  const { identifier, token } = table;
  const isPair = !hasIndexFrom(table, token) && hasIndexFrom(table, identifier);
  return isPair ? [identifier, token] : [token];
}

/** Returns the key of accounts: the id that the database counts up, or in a table without one the two of a provider. */
export function accountKey(accounts: AdapterTables['accounts']): RowKey {
  const id = countedIdOf(accounts);
  if (id) return [id];
  const { provider, providerAccountId } = accounts;
  return hasIndexFrom(accounts, providerAccountId)
    ? [providerAccountId, provider]
    : [provider, providerAccountId];
}

/** Returns the key of passkeys: the id that the database counts up, or in a table without one the credential's. */
export const authenticatorKey = (authenticators: NonNullable<AdapterTables['authenticators']>): RowKey => [
  countedIdOf(authenticators) ?? authenticators.credentialID,
];
