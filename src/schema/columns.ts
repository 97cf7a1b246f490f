import {
  bigint,
  boolean,
  datetime,
  int,
  type MySqlTextBuilder,
  type MySqlVarCharBuilder,
  mediumtext,
  text,
  varchar,
} from 'drizzle-orm/mysql-core';
import type { ByMajor } from './by-major.ts';

// Interfaces, because the compiler writes one into a declaration by its name, and spells anything else out. Spelled out,
// Drizzle's types of columns hold for one of its major versions alone; these are looked up in whichever is installed.

/** Is a `varchar` that is being declared. */
export interface VarcharBuilder extends MySqlVarCharBuilder<ByMajor<Varchar, AnyWords>> {}
/** Is a `text` or `mediumtext` that is being declared. */
export interface TextBuilder extends MySqlTextBuilder<ByMajor<Text, AnyWords>> {}
/** Is a `datetime` that is being declared. */
export interface DatetimeBuilder extends ReturnType<typeof datetime> {}
/** Is an `int` that is being declared. */
export interface IntBuilder extends ReturnType<typeof int> {}
/** Is a `bigint` that is being declared, of numbers as far as JavaScript counts one by one. */
export interface BigintBuilder extends Extract<ReturnType<typeof bigint>, { _: { data: number } }> {}
/** Is a `boolean` that is being declared. */
export interface BooleanBuilder extends ReturnType<typeof boolean> {}

// What a generic function of Drizzle returns is lost on ReturnType, so the types of texts are given to its classes:
// 0.45 wants to know what the column is, 1.0 which words it may hold.
type AnyWords = [string, ...string[]];

interface Text {
  name: string;
  dataType: 'string';
  columnType: 'MySqlText';
  data: string;
  driverParam: string;
  enumValues: AnyWords;
}

interface Varchar extends Omit<Text, 'columnType' | 'driverParam'> {
  columnType: 'MySqlVarChar';
  driverParam: string | number;
  length: number;
}

/** Declares a column of at most 255 characters, the width of nearly every text in the DDL. */
export const shortText = (name: string, length = 255): VarcharBuilder => varchar(name, { length });

/**
 * Declares a column whose text is compared byte by byte.
 *
 * Drizzle 1.0 has a word for it, and would undo what it does not name. 0.45 has none, and leaves it to the migration.
 */
export function exactText(name: string, length: number): VarcharBuilder {
  const column: VarcharBuilder & { collate?: (collation: string) => unknown } = varchar(name, { length });
  column.collate?.('utf8mb4_bin');
  return column;
}

/** Declares a column of at most 65,535 bytes. */
export const longText = (name: string): TextBuilder => text(name);

/** Declares a column of at most 16 MB. */
export const longerText = (name: string): TextBuilder => mediumtext(name);

/** Declares a column of numbers up to 2^31 - 1. */
export const wholeNumber = (name: string): IntBuilder => int(name);

/** Declares a column of numbers from 0 to 2^32 - 1. */
export const unsignedNumber = (name: string): IntBuilder => int(name, { unsigned: true });

/** Declares a column of numbers, as far as JavaScript counts one by one. */
export const largeNumber = (name: string): BigintBuilder => bigint(name, { mode: 'number' });

/** Declares a column of true and false. */
export const flag = (name: string): BooleanBuilder => boolean(name);

/** Declares the numeric key that MySQL counts up by itself: `bigint NOT NULL AUTO_INCREMENT`. */
export const autoIncrementId = () => largeNumber('id').autoincrement().primaryKey();

/** Declares the id of a user where another table names it; 12 characters, as `users.id`. */
export const userReference = () => shortText('user_id', 12);

/** Declares a moment to the microsecond; JavaScript dates carry milliseconds, so none of them is rounded. */
export const moment = (name: string): DatetimeBuilder => datetime(name, { fsp: 6 });

/** Declares a moment in whole seconds. */
const second = (name: string): DatetimeBuilder => datetime(name);

/**
 * Declares the two moments of bookkeeping, in whole seconds.
 *
 * The DDL gives them no default, so Drizzle fills them for whoever inserts or updates through Drizzle.
 */
export const timestamps = () => ({
  createdAt: second('created_at').notNull().$defaultFn(currentSecond),
  updatedAt: second('updated_at').notNull().$defaultFn(currentSecond).$onUpdateFn(currentSecond),
});

// MySQL rounds a fraction up, so from half a second on the row would say it was made in the future.
const currentSecond = () => new Date(Math.floor(Date.now() / 1000) * 1000);
