import { type SQL, sql } from 'drizzle-orm';
import type { Expected, Kind } from './failing.ts';

/** A statement that a Vitess refuses, by a value that it holds, and what is said of it. */
export interface Refusal {
  readonly what: string;
  readonly kind: Kind;
  readonly expected: Expected;
  readonly statement: (value: string) => SQL;
}

let id = 1000;

/** Makes an INSERT of a person with an id that no other has. */
export const insertPerson = (email: SQL | string, name: SQL | string, age: string | number = 1): SQL =>
  sql`insert into people (id, email, name, age) values (${id++}, ${email}, ${name}, ${age})`;

const newEmail = (value: string) => `${value}${id}`;

/** What is said of a row that is there already. */
export const DUPLICATE: Expected = { code: 'DUPLICATE', reason: /already has such a row/, tries: 1 };

const TOO_LONG: Expected = { code: 'VALUE_TOO_LONG', reason: /too long/, tries: 1 };
const NO_NUMBER: Expected = {
  code: 'INVALID_ARGUMENT',
  reason: /: ER_TRUNCATED_WRONG_VALUE_FOR_FIELD\.$/,
  tries: 1,
};
const refused = (reason: RegExp): Expected => ({ code: 'DATABASE', reason, tries: 1 });
const NULL = refused(/: InvalidArgument\.$/);
const NO_TABLE = refused(/: (ER_NO_SUCH_TABLE|TABLE_NOT_FOUND)\. Run the migrations/);
const NO_COLUMN = refused(/: ER_BAD_FIELD_ERROR\. Run the migrations/);
const SYNTAX = refused(/: SYNTAX_ERROR\.$/);
const ABORTED = refused(/: Aborted\.$/);
const UNSUPPORTED = refused(/: VT12001\.$/);

const refusal = (
  what: string,
  kind: Kind,
  expected: Expected,
  statement: (value: string) => SQL,
): Refusal => ({ what, kind, expected, statement });

/** What is refused on one shard as on two; a person has the id 1. */
const everywhere: readonly Refusal[] = [
  refusal(
    'a duplicate',
    'write',
    DUPLICATE,
    (value) => sql`insert into people (id, email, name) values (1, ${newEmail(value)}, 'x')`,
  ),
  refusal('a text that is too long', 'write', TOO_LONG, (value) =>
    insertPerson(newEmail(value), `${value} and much more`),
  ),
  refusal(
    'a change that is too long',
    'write',
    TOO_LONG,
    (value) => sql`update people set name = ${`${value} and much more`} where id = 1`,
  ),
  refusal('a text for a number', 'write', NO_NUMBER, (value) => insertPerson(newEmail(value), 'x', value)),
  refusal('null', 'write', NULL, (value) => insertPerson(newEmail(value), sql`null`)),
  refusal(
    'a change to null',
    'write',
    NULL,
    (value) => sql`update people set name = null where id = 1 and name <> ${value}`,
  ),
  refusal('no table', 'write', NO_TABLE, (value) => sql`update people_gone set name = ${value} where id = 1`),
  refusal(
    'no table to read',
    'read',
    NO_TABLE,
    (value) => sql`select * from people_gone where id = 1 and name = ${value}`,
  ),
  refusal(
    'no column',
    'write',
    NO_COLUMN,
    (value) => sql`insert into people (id, email, nick) values (${id++}, ${newEmail(value)}, ${value})`,
  ),
  refusal(
    'no column to read',
    'read',
    NO_COLUMN,
    (value) => sql`select nick from people where id = 1 and name = ${value}`,
  ),
  refusal(
    'no column to change',
    'write',
    NO_COLUMN,
    (value) => sql`update people set nick = ${value} where id = 1`,
  ),
  refusal('a syntax error', 'write', SYNTAX, (value) => sql`update people sett name = ${value}`),
  refusal(
    'a syntax error to read',
    'read',
    SYNTAX,
    (value) => sql`select * from people where name = ${value} order`,
  ),
];

/** What is refused on one shard; there are more people than rows are allowed, and some with these addresses. */
export const onOneShard: readonly Refusal[] = [
  ...everywhere,
  refusal('the same address', 'write', DUPLICATE, (value) => insertPerson(value, 'x')),
  refusal(
    'more rows than it may return',
    'read',
    ABORTED,
    (value) => sql`select * from people where email <> ${`not ${value}`}`,
  ),
  refusal(
    'more rows than it may change',
    'write',
    ABORTED,
    (value) => sql`update people set age = 5 where email <> ${`not ${value}`}`,
  ),
];

/** What is refused on two shards. */
export const onTwoShards: readonly Refusal[] = [
  ...everywhere,
  refusal('null for what finds a row', 'write', refused(/: VT03028\.$/), (value) =>
    insertPerson(sql`null`, value),
  ),
  refusal(
    'a read of all shards',
    'read',
    refused(/: PLAN_INCLUDES_SCATTER\. /),
    (value) => sql`select * from people where name = ${value}`,
  ),
  refusal(
    'a write on all shards',
    'write',
    refused(/: MULTI_DB_TRANSACTION_ATTEMPTED\.$/),
    (value) => sql`update people set age = 1 where name <> ${value}`,
  ),
  refusal(
    'a natural join',
    'read',
    UNSUPPORTED,
    (value) => sql`select * from people natural join pets where name = ${value}`,
  ),
  refusal(
    'a change of the shard',
    'write',
    UNSUPPORTED,
    (value) => sql`update people set id = 100 where id = 1 and name = ${value}`,
  ),
];
