import { getTableName, is, SQL, sql } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../database/database.ts';
import { type ColumnSql, oncePerColumns } from '../database/prepared.ts';
import { type Values, write } from '../database/run.ts';
import { withColumns } from '../database/table-columns.ts';
import { MySqlAdapterError } from '../errors.ts';
import { type ColumnValues, columnValues } from './columns/values.ts';
import { exactly } from './identity.ts';
import { ownProperties } from './require-row.ts';
import { userNotFound } from './row-errors.ts';
import {
  type AdapterTables,
  type Columns,
  columnsOf,
  isTimestamp,
  visibleColumns,
  writableColumns,
} from './tables.ts';

/** Says what an insert did. */
interface Inserted<Row> {
  /** The row as a read will give it, as far as that is known here. */
  readonly row: Row;
  /** Whether all of the row is known: nothing in it was filled in or rewritten by the database. */
  readonly isWhole: boolean;
}

/** Inserts one row, as one statement. */
export type Insert<Row> = (db: Database, given: object) => Promise<Inserted<Row>>;

type Users = AdapterTables['users'];

/**
 * Makes a function that inserts one row into a table, as one statement, which is prepared where no default is SQL.
 *
 * `now` gives the moment for `createdAt` and `updatedAt`. Where the row belongs to one of `users`, it is written only
 * while the user of its `userId` is there, who is kept from being deleted meanwhile.
 *
 * Every column is given a value or null, never the word DEFAULT, which a sharded database cannot route. Left out
 * are only columns that were not given and have a default in the schema, which is the database's to fill in: what
 * drizzle-kit pulls from MariaDB gives `'NULL'` and `"'user'"` for one. There is one statement for each such set.
 */
export function inserter<Row>(table: MySqlTable, now: () => Date, users?: Users): Insert<Row> {
  const columns = insertColumns(writableColumns(columnsOf(table)));
  const visibleKeys = Object.keys(visibleColumns(table));
  const name = getTableName(table);
  const prepare = oncePerColumns((db, values) => prepareInsert(db, table, values, users));

  return async (db, values) => {
    const given = ownProperties(values as Values);
    const row: Record<string, unknown> = {};
    const bound: Record<string, unknown> = {};
    const expressions: Record<string, SQL> = {};
    let isCertain = true;
    let moment: Date | undefined;
    // Asked for once, so that a new row was created and updated at the same moment.
    const currentMoment = () => (moment ??= now());
    for (const column of columns) {
      const { key, isTimestamp } = column;
      const isDefault = given[key] === undefined || isTimestamp;
      const makeDefault = isTimestamp ? currentMoment : column.makeDefault;
      const value = isDefault ? makeDefault?.() : given[key];
      if (value === undefined && column.filledByDatabase) continue;
      if (isDefault && is(value, SQL)) {
        expressions[key] = value;
        continue;
      }
      if (visibleKeys.includes(key)) {
        row[key] = column.stored(value);
        isCertain &&= column.isCertain(value);
      }
      bound[key] = column.bind(value);
    }
    const keys = Object.keys(bound);
    const count = await write(db, { table: name, prepare: (db) => prepare(db, keys, expressions) }, bound);
    if (users && count === 0) throw userNotFound(users);
    if (!users && count !== 1) throw notWritten(name, count);
    // The type of the option `tables` sees to it that a Row's properties are columns.
    return {
      row: row as Row,
      isWhole: isCertain && visibleKeys.every((key) => Object.hasOwn(row, key)),
    };
  };
}

/** Makes the error for an insert that was neither refused nor done, as an empty answer of a gateway looks. */
function notWritten(table: string, count: number): MySqlAdapterError {
  const message = `Expected the database to have written 1 row to table ${table}, got ${count}.`;
  return new MySqlAdapterError('OUTCOME_UNKNOWN', message, { table });
}

function prepareInsert(db: Database, table: MySqlTable, values: ColumnSql, users: Users | undefined) {
  const insert = db.insert(withColumns(table, Object.keys(values)));
  if (!users) return insert.values(values).prepare();
  const list = sql.join(Object.values(values), sql`, `);
  return insert
    .select(sql`select ${list} from ${users} where ${exactly(users.id, 'userId')} lock in share mode`)
    .prepare();
}

interface InsertColumn extends ColumnValues {
  readonly key: string;
  readonly makeDefault: (() => unknown) | undefined;
  readonly filledByDatabase: boolean;
  readonly isTimestamp: boolean;
}

function insertColumns(columns: Columns): InsertColumn[] {
  return Object.entries(columns).map(([key, column]) => ({
    key,
    ...columnValues(column),
    makeDefault: defaultOf(column),
    filledByDatabase: column.default !== undefined,
    isTimestamp: isTimestamp(key, column),
  }));
}

/** Returns a column's default as a function to call for each row: prepared, Drizzle would call it once for all. */
function defaultOf(column: MySqlColumn): (() => unknown) | undefined {
  return column.defaultFn ?? (column.default === undefined ? column.onUpdateFn : undefined);
}
