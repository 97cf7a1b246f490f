import { getTableConfig, type MySqlTable } from 'drizzle-orm/mysql-core';
import { invalidArgument } from '../adapter/arguments.ts';
import { columnsOf } from '../adapter/tables/columns.ts';
import type { Tables } from '../adapter/tables/tables.ts';
import { type Lookup, lookupBy } from './lookup.ts';

/** A table whose rows are on several shards. */
export interface ShardedTable {
  readonly name: string;
  /** The column whose hash is the shard of a row. */
  readonly placedBy: string;
  /** The column that MySQL would count up, for each shard on its own. */
  readonly counted: string | undefined;
  /** How a row is found by something else. */
  readonly lookup?: Lookup;
}

/** Places all rows of a user on one shard, and has them found by what Auth.js looks for. */
export function shardedTables(tables: Tables): ShardedTable[] {
  const { users, accounts, sessions, verificationTokens, authenticators } = tables;
  return [
    // By a hash that is the same for addresses that look alike, so that they meet in one unique key.
    shard('users', users, users.id.name, (owner) => ({
      ...unique(`${owner}_by_email`, { 'tables.users.email': users.email }),
      hash: 'unicode_loose_xxhash',
      ignoresNull: true,
    })),
    // Not of the unique type, for a lookup by two columns finds rows by the first alone. Byte by byte, since ids that
    // only look alike may be on other shards, where no key would know of them.
    shard('accounts', accounts, accounts.userId.name, (owner) => ({
      name: `${owner}_by_provider`,
      type: 'consistent_lookup',
      columns: {
        'tables.accounts.providerAccountId': accounts.providerAccountId,
        'tables.accounts.provider': accounts.provider,
      },
      collation: 'utf8mb4_bin',
    })),
    sessions &&
      shard('sessions', sessions, sessions.userId.name, (owner) =>
        unique(`${owner}_by_token`, { 'tables.sessions.sessionToken': sessions.sessionToken }),
      ),
    authenticators &&
      shard('authenticators', authenticators, authenticators.userId.name, (owner) =>
        unique(`${owner}_by_credential`, {
          'tables.authenticators.credentialID': authenticators.credentialID,
        }),
      ),
    verificationTokens && shard('verificationTokens', verificationTokens, verificationTokens.identifier.name),
  ].filter((table) => table !== undefined);
}

type Found = Omit<Parameters<typeof lookupBy>[0], 'owner'>;

const unique = (name: string, columns: Found['columns']): Found => ({
  name,
  type: 'consistent_lookup_unique',
  columns,
});

function shard(
  key: string,
  table: MySqlTable,
  placedBy: string,
  lookup?: (owner: string) => Found,
): ShardedTable {
  const { name, schema } = getTableConfig(table);
  if (schema !== undefined)
    throw invalidArgument(
      `tables.${key}`,
      'be a table of mysqlTable, whose keyspace is that of the connection',
      table,
      'one of mysqlSchema, whose statements name a database',
    );
  const counted = Object.values(columnsOf(table)).find(
    (column) => 'autoIncrement' in column && column.autoIncrement === true,
  )?.name;
  const row = { name, placedBy, counted };
  return lookup ? { ...row, lookup: lookupBy({ ...lookup(name), owner: name }) } : row;
}
