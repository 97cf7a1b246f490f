import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { invalidArgument } from '../adapter/arguments.ts';
import { propertiesOf } from '../database/properties-of.ts';
import type { NameOf } from './column-names.ts';
import { isPlain, quote, quoteIfOdd } from './quote.ts';
import { type ColumnVindex, placedBy, type Vindex, type VSchemaTable } from './vschema.ts';

/** What a lookup finds the shard of a row by. */
export interface LookupBy {
  /** The name of the lookup table, and of its vindex. */
  readonly name: string;
  /** The name of the table whose rows it finds. */
  readonly owner: string;
  /** The columns to find them by, under the names that errors have for them; the first one places the lookup's rows. */
  readonly columns: Readonly<Record<string, MySqlColumn>>;
  readonly nameOf: NameOf;
  readonly type: 'consistent_lookup' | 'consistent_lookup_unique';
  /** The hash of the first column. */
  readonly hash?: string;
  /** Whether rows without a value have no entry. */
  readonly ignoresNull?: boolean;
  /** The collation of the first column if it declares none, instead of the database's. */
  readonly collation?: string;
}

/** A lookup: its vindex, where that goes on its owner, its table in the VSchema, and the DDL of that table. */
export interface Lookup {
  readonly name: string;
  readonly vindex: Vindex;
  readonly onOwner: ColumnVindex;
  readonly table: VSchemaTable;
  readonly ddl: string;
}

/** Makes a lookup whose primary key is what it looks up by: no two rows of any shards have the same. */
export function lookupBy(by: LookupBy): Lookup {
  const { name, owner, columns, nameOf, type, hash, ignoresNull, collation } = by;
  for (const [given, column] of Object.entries(columns)) {
    requireKey(given, column);
    requirePlain(given, column, nameOf(column));
  }
  const [first, ...more] = Object.values(columns) as [MySqlColumn, ...MySqlColumn[]]; // every caller has one
  const firstName = nameOf(first);
  const from = [firstName, ...more.map(nameOf)];
  const params = { table: quoteIfOdd(name), from: from.join(), to: 'keyspace_id' };
  const declared = [declare(first, nameOf, collation), ...more.map((column) => declare(column, nameOf))];
  return {
    name,
    vindex: { type, params: ignoresNull ? { ...params, ignore_nulls: 'true' } : params, owner },
    onOwner: more.length ? { columns: from, name } : { column: firstName, name },
    table: placedBy(firstName, hash),
    ddl: [
      `CREATE TABLE IF NOT EXISTS ${quote(name)} (`,
      ...declared.map((line) => `  ${line},`),
      '  `keyspace_id` varbinary(128) NOT NULL,',
      `  PRIMARY KEY (${from.map(quote).join(', ')})`,
      ')',
    ].join('\n'),
  };
}

/** Declares the column of a lookup table for a column of its owner. */
function declare(column: MySqlColumn, nameOf: NameOf, otherwise?: string): string {
  const type = column.getSQLType();
  const { charSet, collation } = collationOf(column);
  const words = [`${quote(nameOf(column))} ${type}`];
  if (charSet) words.push(`CHARACTER SET ${charSet}`);
  if (collation) words.push(`COLLATE ${collation}`);
  // A type of your own may name its character set, and one of bytes has none.
  else if (otherwise && !charSet && /^(var)?char\(\d+\)$/i.test(type)) words.push(`COLLATE ${otherwise}`);
  return [...words, 'NOT NULL'].join(' ');
}

/** Returns what a column of Drizzle 1.0 says about its text; one of 0.45 says nothing. */
function collationOf(column: MySqlColumn): { charSet: string | undefined; collation: string | undefined } {
  const { charSet, collation } = propertiesOf(column);
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { charSet: text(charSet), collation: text(collation) };
}

/** Requires a column that MySQL can make a key of. */
function requireKey(name: string, column: MySqlColumn): void {
  const type = column.getSQLType();
  if (!/^(tiny|medium|long)?(text|blob)\b/i.test(type)) return;
  throw invalidArgument(
    name,
    'be varchar or varbinary, of which a lookup table can have a key',
    column,
    type,
  );
}

/** Requires a column whose name Vitess can copy into its SQL, and name a variable after. */
function requirePlain(given: string, column: MySqlColumn, name: string): void {
  if (isPlain(name)) return;
  throw invalidArgument(
    given,
    'be a column named with letters, digits and underscores, since Vitess does not quote it in a lookup',
    column,
    quote(name),
  );
}
