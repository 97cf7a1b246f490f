import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  char,
  customType,
  date,
  datetime,
  double,
  int,
  json,
  mediumint,
  mysqlEnum,
  mysqlTable,
  smallint,
  text,
  timestamp,
  tinyint,
  varbinary,
  varchar,
  year,
} from 'drizzle-orm/mysql-core';
import type { AdapterTables } from '../../src/index.ts';
import * as schema from '../../src/schema/index.ts';

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'varbinary(4)' });

/** A column of each type that has limits of its own. */
const extra = {
  tiny: tinyint('tiny'),
  tinyUnsigned: tinyint('tiny_unsigned', { unsigned: true }),
  small: smallint('small'),
  medium: mediumint('medium'),
  mediumUnsigned: mediumint('medium_unsigned', { unsigned: true }),
  whole: int('whole'),
  wholeUnsigned: int('whole_unsigned', { unsigned: true }),
  big: bigint('big', { mode: 'bigint' }),
  bigUnsigned: bigint('big_unsigned', { mode: 'bigint', unsigned: true }),
  exact: bigint('exact', { mode: 'number' }),
  year: year('year'),
  truth: boolean('truth'),
  real: double('real'),
  country: char('country', { length: 2 }),
  place: mysqlEnum('place', ['2', '1']),
  note: text('note'),
  raw: varbinary('raw', { length: 4 }),
  bytes: bytes('bytes'),
  day: date('day'),
  stamp: timestamp('stamp', { fsp: 3 }),
  written: datetime('written', { mode: 'string' }),
  writtenDay: date('written_day', { mode: 'string' }),
  writtenStamp: timestamp('written_stamp', { mode: 'string', fsp: 6 }),
  data: json('data'),
};

export const users = mysqlTable('typed', {
  id: varchar('id', { length: 12 }).primaryKey(),
  name: varchar('name', { length: 255 }),
  email: varchar('email', { length: 255 }).unique(),
  emailVerified: timestamp('verified'),
  image: varchar('image', { length: 255 }),
  ...extra,
});
export const tables: AdapterTables = { ...schema, users };

export type ExtraColumn = keyof typeof extra;

/** The SQL that makes the table. */
export const createTable = sql`create table typed (id varchar(12) primary key, name varchar(255),
  email varchar(255) unique, verified timestamp null, image varchar(255), tiny tinyint, tiny_unsigned tinyint unsigned,
  small smallint, medium mediumint, medium_unsigned mediumint unsigned, whole int, whole_unsigned int unsigned,
  big bigint, big_unsigned bigint unsigned, exact bigint, year year, truth boolean, \`real\` double, country char(2),
  place enum('2', '1'), note text, raw varbinary(4), bytes varbinary(4), day date, stamp timestamp(3) null,
  written datetime, written_day date, written_stamp timestamp(6) null, data json)`;
