import { getTableConfig, type MySqlColumn, type MySqlTable } from 'drizzle-orm/mysql-core';
import { invalidArgument } from '../adapter/arguments.ts';
import { columnsOf } from '../adapter/tables/columns.ts';
import type { Tables } from '../adapter/tables/tables.ts';
import type { NameOf } from './column-names.ts';
import { type Lookup, lookupBy } from './lookup.ts';
import { requireRoom } from './names.ts';
import { sequenceOf } from './sequence.ts';

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
export function shardedTables(tables: Tables, nameOf: NameOf): ShardedTable[] {
  const shard = sharding(nameOf);
  const { users, accounts, sessions, verificationTokens, authenticators } = tables;
  return [
    // By a hash that is the same for addresses that look alike, so that they meet in one unique key.
    shard('users', users, users.id, (owner) => ({
      ...unique(`${owner}_by_email`, { 'tables.users.email': users.email }),
      hash: 'unicode_loose_xxhash',
      ignoresNull: true,
    })),
    // Not of the unique type, for a lookup by two columns finds rows by the first alone. Byte by byte, since ids that
    // only look alike may be on other shards, where no key would know of them.
    shard('accounts', accounts, accounts.userId, (owner) => ({
      name: `${owner}_by_provider`,
      type: 'consistent_lookup',
      columns: {
        'tables.accounts.providerAccountId': accounts.providerAccountId,
        'tables.accounts.provider': accounts.provider,
      },
      collation: 'utf8mb4_bin',
    })),
    sessions &&
      shard('sessions', sessions, sessions.userId, (owner) =>
        unique(`${owner}_by_token`, { 'tables.sessions.sessionToken': sessions.sessionToken }),
      ),
    authenticators &&
      shard('authenticators', authenticators, authenticators.userId, (owner) =>
        unique(`${owner}_by_credential`, {
          'tables.authenticators.credentialID': authenticators.credentialID,
        }),
      ),
    verificationTokens && shard('verificationTokens', verificationTokens, verificationTokens.identifier),
  ].filter((table) => !!table);
}

type Found = Omit<Parameters<typeof lookupBy>[0], 'owner' | 'nameOf'>;

const unique = (name: string, columns: Found['columns']): Found => ({
  name,
  type: 'consistent_lookup_unique',
  columns,
});

/** Returns a function that places the rows of a table by a column, and has them found by a lookup. */
const sharding =
  (nameOf: NameOf) =>
  (
    key: string,
    table: MySqlTable,
    placedBy: MySqlColumn,
    lookup?: (owner: string) => Found,
  ): ShardedTable => {
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
    );
    const found = lookup?.(name);
    requireRoom(`tables.${key}`, [name, found?.name, counted && sequenceOf(name)]);
    const row = { name, placedBy: nameOf(placedBy), counted: counted && nameOf(counted) };
    return found ? { ...row, lookup: lookupBy({ ...found, owner: name, nameOf }) } : row;
  };
