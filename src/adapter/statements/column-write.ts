import { getTableName, is, SQL, sql } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../../database/database.ts';
import { oncePerObject } from '../../database/once-per-object.ts';
import { write } from '../../database/run.ts';
import type { PreparedStatement, Values } from '../../database/statement.ts';
import type { ColumnValues } from '../columns/values.ts';

/** The values of columns by property name: placeholders, or SQL in their place. */
export type ColumnSql = Readonly<Record<string, SQL>>;

/** What one statement writes, by property name: values to bind, and for other columns SQL from the schema. */
export interface Assignments {
  readonly bound: Record<string, unknown>;
  readonly expressions: Record<string, SQL>;
}

/** Adds the value of a column, which may be SQL if it comes from the schema, and returns whether it is bound. */
export function assign(
  { bound, expressions }: Assignments,
  { key, bind }: ColumnValues & { readonly key: string },
  value: unknown,
  mayBeSql: boolean,
): boolean {
  if (mayBeSql && is(value, SQL)) {
    expressions[key] = value;
    return false;
  }
  bound[key] = bind(value);
  return true;
}

/**
 * Prepares an INSERT or UPDATE of a table, once per database and set of columns, and returns a function that runs it
 * and returns the number of rows.
 *
 * A statement with SQL from the schema is built each time: the SQL may contain values, which differ from row to row.
 */
export function prepareColumnWrite(
  table: MySqlTable,
  build: (db: Database, values: ColumnSql) => PreparedStatement<unknown>,
) {
  const preparedFor = oncePerObject((_db: Database) => new Map<string, PreparedStatement<unknown>>());
  const name = getTableName(table);

  function prepare(db: Database, { bound, expressions }: Assignments): PreparedStatement<unknown> {
    const keys = Object.keys(bound);
    const isPlain = Object.keys(expressions).length === 0;
    const prepared = preparedFor(db);
    const columns = keys.join();
    const known = isPlain ? prepared.get(columns) : undefined;
    if (known) return known;
    // Wrapped in sql``, because Drizzle would hand a bare placeholder's null to the column, which throws on it.
    const placeholders = Object.fromEntries(keys.map((key) => [key, sql`${sql.placeholder(key)}`]));
    const statement = build(db, { ...placeholders, ...expressions });
    if (isPlain) prepared.set(columns, statement);
    return statement;
  }

  return (
    db: Database,
    assignments: Assignments,
    whereValues: Values = {},
    isRepeatable = false,
  ): Promise<number> =>
    write(
      db,
      { table: name, prepare: (db) => prepare(db, assignments), isRepeatable },
      { ...assignments.bound, ...whereValues },
    );
}
