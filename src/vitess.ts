/**
 * What several shards of Vitess or PlanetScale need: a VSchema, lookup tables and sequences.
 *
 * @module authjs-drizzle-mysql/vitess
 */

import { invalidArgument, requireName, requireRow } from './adapter/arguments.ts';
import { requireTables } from './adapter/tables/require-tables.ts';
import type { AdapterTables } from './adapter/tables/tables.ts';
import { type Casing, columnNames } from './vitess/column-names.ts';
import { requireDifferent, requireRoom } from './vitess/names.ts';
import { quoteIfOdd } from './vitess/quote.ts';
import { makeSequence, sequenceOf } from './vitess/sequence.ts';
import { type ShardedTable, shardedTables } from './vitess/sharded-tables.ts';
import { placedBy, type VSchema, type VSchemaTable } from './vitess/vschema.ts';

export type { AdapterTables } from './adapter/tables/tables.ts';
export type { ColumnVindex, Vindex, VSchema, VSchemaTable } from './vitess/vschema.ts';

/** The tables to shard: those of the adapter, some of which a site may not have. */
export type TablesToShard = Pick<AdapterTables, 'users' | 'accounts'> & Partial<AdapterTables>;

/** The options of {@link shardedSchema}. */
export interface ShardedSchemaOptions {
  /**
   * The name of the keyspace that has the sequences. It must not be sharded.
   * @default 'sequences'
   */
  readonly sequences?: string;
  /**
   * The names of the tables in which Drizzle notes the migrations that have run, its option `migrationsTable`.
   * @default ['__drizzle_migrations', '__authjs_migrations']
   */
  readonly migrationsTables?: readonly string[];
  /**
   * The option `casing` of your database, if you use Drizzle 0.45 with it.
   * @default columns without a name of their own are named as their properties
   */
  readonly casing?: Casing;
}

/** What Vitess must be told, and the tables that it needs besides your own. */
export interface ShardedSchema {
  /** The VSchema of the keyspace that has your tables. */
  readonly vschema: VSchema;
  /** The statements that make the lookup tables, each without a semicolon; for the same keyspace. */
  readonly lookups: readonly string[];
  /** The VSchema of the keyspace that has the sequences. */
  readonly sequencesVschema: VSchema;
  /** The statements that make the sequences, each without a semicolon; for that keyspace. */
  readonly sequences: readonly string[];
}

/**
 * Returns what a Vitess or PlanetScale with several shards needs for the tables of an adapter: its VSchema, and the
 * tables of its lookups and sequences.
 *
 * All rows of a user are on one shard, and every statement of the adapter finds the shard that it needs. Names are made
 * from those of your tables, so that a prefix and tables of your own work. The statements can be run again.
 *
 * `sessions`, `verificationTokens` and `authenticators` may be left out. Throws `INVALID_ARGUMENT` for tables that the
 * adapter does not take, and for those that cannot be sharded: of a `mysqlSchema`, with an address or a token of type
 * `text`, which no lookup can have as its key, or with names that Vitess does not quote or MySQL finds too long.
 *
 * @see https://vitess.io/docs/reference/features/vschema/
 * @example
 * import * as tables from 'authjs-drizzle-mysql/schema/production';
 *
 * const { vschema, lookups } = shardedSchema(tables, { sequences: 'numbers' });
 * await writeFile('vschema.json', JSON.stringify(vschema, null, 2));
 */
export function shardedSchema(tables: TablesToShard, options: ShardedSchemaOptions = {}): ShardedSchema {
  const {
    sequences = 'sequences',
    migrationsTables = MIGRATIONS_TABLES,
    casing,
  } = requireRow(options, 'options');
  const given = { sessions: undefined, verificationTokens: undefined, ...tables };
  requireTables(given, (key) => `tables.${key}`, ['sessions', 'verificationTokens', 'authenticators']);
  requireName(sequences, 'sequences');
  requireNames(migrationsTables, 'migrationsTables');
  const sharded = [...shardedTables(given, columnNames(casing)), ...migrationsTables.map(migrations)];
  const lookups = sharded.map(({ lookup }) => lookup).filter((lookup) => lookup !== undefined);
  requireDifferent([...sharded, ...lookups].map(({ name }) => name));
  const names = sharded.filter(({ counted }) => counted !== undefined).map(({ name }) => sequenceOf(name));
  return {
    vschema: {
      sharded: true,
      vindexes: {
        xxhash: { type: 'xxhash' },
        unicode_loose_xxhash: { type: 'unicode_loose_xxhash' },
        ...Object.fromEntries(lookups.map(({ name, vindex }) => [name, vindex])),
      },
      tables: {
        ...Object.fromEntries(sharded.map((table) => [table.name, place(table, sequences)])),
        ...Object.fromEntries(lookups.map(({ name, table }) => [name, table])),
      },
    },
    lookups: lookups.map(({ ddl }) => ddl),
    sequencesVschema: {
      sharded: false,
      tables: Object.fromEntries(names.map((name) => [name, { type: 'sequence' }])),
    },
    sequences: names.flatMap(makeSequence),
  };
}

function requireNames(names: readonly string[], option: string): void {
  if (!Array.isArray(names)) throw invalidArgument(option, 'be an array of names', names);
  for (const [index, name] of names.entries()) {
    requireName(name, `${option}[${index}]`);
    requireRoom(`${option}[${index}]`, [sequenceOf(name)]);
  }
}

/** Drizzle's own name, and the one that docs/migrating.md gives to the table of this package's migrations. */
const MIGRATIONS_TABLES = ['__drizzle_migrations', '__authjs_migrations'];

/** Places what has been migrated on any shard, since Drizzle looks for the last of it on all of them. */
const migrations = (name: string): ShardedTable => ({ name, placedBy: 'hash', counted: 'id' });

function place({ name, placedBy: column, counted, lookup }: ShardedTable, keyspace: string): VSchemaTable {
  const { column_vindexes } = placedBy(column);
  const table = { column_vindexes: lookup ? [...column_vindexes, lookup.onOwner] : column_vindexes };
  if (counted === undefined) return table;
  const sequence = `${quoteIfOdd(keyspace)}.${quoteIfOdd(sequenceOf(name))}`;
  return { ...table, auto_increment: { column: counted, sequence } };
}
