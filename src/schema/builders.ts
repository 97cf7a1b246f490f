import type * as mysql from 'drizzle-orm/mysql-core';
import type { ByMajor } from './by-major.ts';

// Interfaces, because the compiler writes those into a declaration by name and spells out any other type. Spelled out,
// Drizzle's column types fit only one of its major versions; these are looked up in the one that is installed.

/** A `varchar` column before it is in a table. */
export interface VarcharBuilder extends mysql.MySqlVarCharBuilder<ByMajor<Varchar, AnyWords>> {}
/** A `char` column before it is in a table. */
export interface CharBuilder extends mysql.MySqlCharBuilder<ByMajor<Char, AnyWords>> {}
/** A `text` or `mediumtext` column before it is in a table. */
export interface TextBuilder extends mysql.MySqlTextBuilder<ByMajor<Text, AnyWords>> {}
/** A `datetime` column before it is in a table. */
export interface DatetimeBuilder extends ReturnType<typeof mysql.datetime> {}
/** An `int` column before it is in a table. */
export interface IntBuilder extends ReturnType<typeof mysql.int> {}
/** A `bigint` column before it is in a table, read as a JavaScript number. */
export interface BigintBuilder extends Extract<ReturnType<typeof mysql.bigint>, { _: { data: number } }> {}
/** A `boolean` column before it is in a table. */
export interface BooleanBuilder extends ReturnType<typeof mysql.boolean> {}

// ReturnType loses what a generic function of Drizzle returns, so the types of text columns are given to Drizzle's
// classes: 0.45 asks what the column is, 1.0 which words it may hold.
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

interface Char extends Omit<Varchar, 'columnType'> {
  columnType: 'MySqlChar';
}
