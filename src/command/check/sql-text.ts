import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import type { ActualColumn } from './catalog.ts';
import type { Inspection } from './inspection.ts';

/** Quotes an identifier. */
export const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Quotes a text. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Writes the comparison of two texts by their bytes alone, whatever their collations are. */
export const sameBytes = (one: string, other: string): string =>
  [one, other].map((text) => `CAST(CONVERT(${text} USING utf8mb4) AS BINARY)`).join(' = ');

/** Writes an ALTER TABLE with these changes. */
export const alterTable = (table: string, changes: readonly string[]): string =>
  `ALTER TABLE ${quoted(table)} ${changes.join(', ')};`;

/** Writes a statement for a server that would give a TIMESTAMP column a default, and `ON UPDATE`, which it does not name. */
export const withExplicitDefaults = ({ server }: Inspection, statement: string): string =>
  server.hasImplicitDefaults && / timestamp(\(\d\))? NOT NULL(?! DEFAULT)/.test(statement)
    ? `SET explicit_defaults_for_timestamp = ON; on the same connection, then: ${statement}`
    : statement;

/** What a column is to be; what is left out stays as it is. */
interface Change {
  readonly type?: string;
  readonly isNullable?: boolean;
  readonly collation?: string;
  /** Whether the database is to count it up. */
  readonly isCounted?: boolean;
  /** Whether it is to lose its default and its `ON UPDATE`. */
  readonly isBare?: boolean;
}

/** Writes the change of a column that the database has. MODIFY drops what it does not name, so it names all of it. */
export function modifyColumn(column: ActualColumn, change: Change, isMariadb: boolean): string {
  const { type = column.type, isNullable = column.isNullable, isBare = false, isCounted = false } = change;
  const parts = [`MODIFY COLUMN ${quoted(column.name)} ${type}`];
  const collation = change.collation ?? column.collation;
  if (collation && /char|text|enum|set/.test(type))
    parts.push(`CHARACTER SET ${collation.replace(/_.*/, '')} COLLATE ${collation}`);
  parts.push(isNullable && !isCounted ? 'NULL' : 'NOT NULL');
  if (!isBare && column.default !== undefined) parts.push(`DEFAULT ${defaultOf(column, isMariadb)}`);
  if (isCounted || column.extra.includes('auto_increment')) parts.push('AUTO_INCREMENT');
  const [onUpdate] = /on update [\w()]+/.exec(column.extra) ?? [];
  if (!isBare && onUpdate) parts.push(onUpdate.toUpperCase());
  if (column.comment) parts.push(`COMMENT ${literal(column.comment)}`);
  return parts.join(' ');
}

/** Writes the default of a column: MariaDB's information_schema has SQL, MySQL's the text itself. */
function defaultOf(column: ActualColumn, isMariadb: boolean): string {
  const value = column.default ?? 'NULL';
  if (isMariadb || /^current_timestamp/i.test(value)) return value;
  return column.extra.includes('default_generated') ? `(${value})` : literal(value);
}

/** Writes the addition of a column that a Drizzle table declares. */
export function addColumn(column: MySqlColumn): string {
  const declared = column.notNull ? 'NOT NULL' : 'NULL';
  const value: unknown = column.default;
  const isLiteral = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
  const text = typeof value === 'string' ? literal(value) : Number(value);
  const own = isLiteral ? `${column.notNull ? 'NOT NULL ' : ''}DEFAULT ${text}` : declared;
  return `ADD COLUMN ${quoted(column.name)} ${typeOf(column)} ${own}`;
}

/** Returns the type of a column that a Drizzle table declares; `serial` would bring a key with it. */
export const typeOf = (column: MySqlColumn): string =>
  column
    .getSQLType()
    .toLowerCase()
    .replace(/^serial$/, 'bigint unsigned');
