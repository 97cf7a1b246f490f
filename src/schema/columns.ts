import * as mysql from 'drizzle-orm/mysql-core';
import type {
  BigintBuilder,
  BooleanBuilder,
  CharBuilder,
  DatetimeBuilder,
  IntBuilder,
  TextBuilder,
  VarcharBuilder,
} from './builders.ts';

/** Declares a `varchar` column, of 255 characters like nearly every text in the DDL. */
export const varchar = (name: string, length = 255): VarcharBuilder => mysql.varchar(name, { length });

/**
 * Declares a `varchar` column with the collation `utf8mb4_bin`, which compares byte by byte.
 *
 * Drizzle 1.0 can name a collation, and would undo one that is not named. 0.45 cannot, so the migration sets it.
 */
export function binaryVarchar(name: string, length: number): VarcharBuilder {
  const column: VarcharBuilder & { collate?: (collation: string) => unknown } = varchar(name, length);
  column.collate?.('utf8mb4_bin');
  return column;
}

/** Declares a `char` column, for text that always has the same length. */
export const char = (name: string, length: number): CharBuilder => mysql.char(name, { length });

/** Declares a `text` column, of at most 65,535 bytes. */
export const text = (name: string): TextBuilder => mysql.text(name);

/** Declares a `mediumtext` column, of at most 16 MB. */
export const mediumtext = (name: string): TextBuilder => mysql.mediumtext(name);

/** Declares an `int` column, up to 2^31 - 1. */
export const int = (name: string): IntBuilder => mysql.int(name);

/** Declares an `int unsigned` column, from 0 to 2^32 - 1. */
export const unsignedInt = (name: string): IntBuilder => mysql.int(name, { unsigned: true });

/** Declares a `bigint` column that is read as a JavaScript number, exact up to 2^53 - 1. */
export const bigint = (name: string): BigintBuilder => mysql.bigint(name, { mode: 'number' });

/** Declares a `boolean` column. */
export const boolean = (name: string): BooleanBuilder => mysql.boolean(name);

/** Declares a `datetime(6)` column; JavaScript dates have milliseconds, so none is rounded. */
export const datetime6 = (name: string): DatetimeBuilder => mysql.datetime(name, { fsp: 6 });

/** Declares a `datetime(3)` column, in milliseconds. */
export const datetime3 = (name: string): DatetimeBuilder => mysql.datetime(name, { fsp: 3 });

/** Declares a `datetime` column, in whole seconds. */
const datetime = (name: string): DatetimeBuilder => mysql.datetime(name);

/** Declares an auto-increment id: `bigint NOT NULL AUTO_INCREMENT`. */
export const autoIncrementId = () => bigint('id').autoincrement().primaryKey();

/** Declares the column that names a user in another table; 12 characters, like `users.id`. */
export const userReference = () => varchar('user_id', 12);

/**
 * Declares `created_at` and `updated_at`, in whole seconds.
 *
 * The DDL gives them no default, so Drizzle fills them in for its own inserts and updates.
 */
export const timestamps = () => ({
  createdAt: datetime('created_at').notNull().$defaultFn(currentSecond),
  updatedAt: datetime('updated_at').notNull().$defaultFn(currentSecond).$onUpdateFn(currentSecond),
});

// MySQL rounds half a second and more up, which would put the row in the future.
const currentSecond = () => new Date(Math.floor(Date.now() / 1000) * 1000);
