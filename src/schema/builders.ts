import type * as mysql from 'drizzle-orm/mysql-core';
import type { ByMajor } from './by-major.ts';

// Interfaces, because the compiler writes one into a declaration by its name, and spells anything else out. Spelled out,
// Drizzle's types of columns hold for one of its major versions alone; these are looked up in whichever is installed.

/** A `varchar` column before it is in a table. */
export interface VarcharBuilder extends mysql.MySqlVarCharBuilder<ByMajor<Varchar, AnyWords>> {}
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
