import { and, getTableName, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../../database/database.ts';
import { once } from '../../database/once.ts';
import { propertiesOf } from '../../database/properties-of.ts';
import type { Values } from '../../database/statement.ts';
import { MySqlAdapterError } from '../../errors.ts';
import { ownProperties } from '../arguments.ts';
import { type ColumnValues, columnValues } from '../columns/values.ts';
import { exactly } from '../identity.ts';
import { userNotFound } from '../row-errors.ts';
import { type Columns, columnsOf, isTimestamp, writableColumns } from '../tables/columns.ts';
import type { AdapterTables } from '../tables/tables.ts';
import { type Assignments, assign, type ColumnSql, prepareColumnWrite } from './column-write.ts';
import { withColumns } from './with-columns.ts';

/** What an insert did. */
interface Inserted<Row> {
  /** The row as a read will return it, as far as that is known. */
  readonly row: Row;
  /** Whether all of the row is known: the database filled in and rewrote nothing. */
  readonly isWhole: boolean;
}

/** A function that inserts one row with one statement. */
export type Insert<Row> = (db: Database, given: object, others?: Values) => Promise<Inserted<Row>>;

type Users = AdapterTables['users'];

interface InsertOptions {
  /** The columns of the row that is returned. */
  readonly visible: Columns;
  /** Returns the time for `createdAt` and `updatedAt`. */
  readonly now: () => Date;
  /** The users who own the rows, by `userId`: a row is written only if its user exists. */
  readonly owner?: Users;
  /** What the owner must meet as well. */
  readonly ownerCondition?: SQL | undefined;
  /** What to do if there is a row with the same key. @default an error */
  readonly upsert?: Upsert | undefined;
}

/** An INSERT that changes the row that is there. */
interface Upsert {
  /** SQL in place of what a caller gives; its placeholders are filled from `others`. */
  readonly fixed: ColumnSql;
  /**
   * What to set in a row that is there, if not what is inserted; undefined leaves a column alone. MySQL assigns one
   * after the other: those of `fixed`, then in the table's order.
   */
  readonly set: Readonly<Record<string, SQL | undefined>>;
}

/**
 * Prepares an INSERT of one row into a table; with an owner, the user's row is locked, so that they are not deleted
 * meanwhile.
 *
 * Every column gets a value or null, never the keyword DEFAULT, which a sharded database cannot route. Only columns
 * that were not given and have a default in the schema are left out, for the database to fill in: drizzle-kit pulls
 * defaults such as `'NULL'` and `"'user'"` from MariaDB. There is one statement per set of columns.
 */
export function prepareInsert<Row>(table: MySqlTable, options: InsertOptions): Insert<Row> {
  const { now, visible, owner, upsert } = ownProperties(options);
  const columns = once(() => insertColumns(table, visible));
  const insert = prepareColumnWrite(table, (db, values) => buildInsert(db, table, values, options));

  return async (db, given, others) => {
    const { row, assignments, isCertain } = valuesOf(columns(), ownProperties(propertiesOf(given)), now);
    const count = await insert(db, assignments, others, upsert !== undefined);
    if (owner && count === 0) throw userNotFound(owner);
    if (!owner && !(count > 0)) throw notWritten(getTableName(table), count);
    return {
      // The type of the option `tables` ensures that a Row's properties are columns.
      row: row as Row,
      isWhole: isCertain && Object.keys(row).length === Object.keys(visible).length,
    };
  };
}

/** Returns what to write for a row, and the row as a read will return it. */
function valuesOf(columns: readonly InsertColumn[], given: Values, now: () => Date) {
  const row: Record<string, unknown> = {};
  const assignments: Assignments = { bound: {}, expressions: {} };
  let isCertain = true;
  let moment: Date | undefined;
  // Read once, so that a new row was created and updated at the same moment.
  const currentMoment = () => (moment ??= now());
  for (const column of columns) {
    const { key, isTimestamp } = column;
    const isDefault = given[key] === undefined || isTimestamp;
    const makeDefault = isTimestamp ? currentMoment : column.makeDefault;
    const value = isDefault ? makeDefault?.() : given[key];
    if (value === undefined && column.isFilledByDatabase) continue;
    const isBound = assign(assignments, column, value, isDefault && !isTimestamp);
    if (!isBound || !column.isVisible) continue;
    row[key] = column.stored(value);
    isCertain &&= column.isCertain(value);
  }
  return { row, assignments, isCertain };
}

/** Makes the error for an insert that was neither refused nor done, such as a gateway's empty answer. */
function notWritten(table: string, count: number): MySqlAdapterError {
  const message = `Expected the database to have written 1 row to table ${table}, got ${count}.`;
  return new MySqlAdapterError('OUTCOME_UNKNOWN', message, { table });
}

function buildInsert(
  db: Database,
  table: MySqlTable,
  given: ColumnSql,
  { owner, ownerCondition, upsert }: InsertOptions,
) {
  // Twice: the order of the first, the values of the last.
  const values = { ...upsert?.fixed, ...given, ...upsert?.fixed };
  const insert = db.insert(withColumns(table, Object.keys(values)));
  if (upsert)
    return insert
      .values(values)
      .onDuplicateKeyUpdate({ set: { ...values, ...upsert.set } })
      .prepare();
  if (!owner) return insert.values(values).prepare();
  const list = sql.join(Object.values(values), sql`, `);
  const where = and(exactly(owner.id, 'userId'), ownerCondition);
  return insert.select(sql`select ${list} from ${owner} where ${where} lock in share mode`).prepare();
}

interface InsertColumn extends ColumnValues {
  readonly key: string;
  readonly makeDefault: (() => unknown) | undefined;
  readonly isFilledByDatabase: boolean;
  readonly isTimestamp: boolean;
  /** Whether the column is returned. */
  readonly isVisible: boolean;
}

function insertColumns(table: MySqlTable, visible: Columns): InsertColumn[] {
  return Object.entries(writableColumns(columnsOf(table))).map(([key, column]) => ({
    key,
    ...columnValues(column),
    makeDefault: defaultOf(column),
    isFilledByDatabase: column.default !== undefined,
    isTimestamp: isTimestamp(key, column),
    isVisible: Object.hasOwn(visible, key),
  }));
}

/** Returns a column's default as a function to call per row; Drizzle would call it once per prepared statement. */
function defaultOf(column: MySqlColumn): (() => unknown) | undefined {
  return column.defaultFn ?? (column.default === undefined ? column.onUpdateFn : undefined);
}
