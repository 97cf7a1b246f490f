import type { ServerKind } from '../../../dev/mysql.ts';
import { journal } from './apply-migrations.ts';
import { addedColumns } from './first-version.ts';

/** Something in a database made from the DDL that stands in the way of the migrations. */
export interface Obstacle {
  readonly name: string;
  /** The SQL that puts it there. */
  readonly made: string;
  /** What `before-migrating.sql` finds: table and name, none where it finds nothing. */
  readonly found: Readonly<Record<ServerKind, readonly string[]>>;
  /** The number of migrations that are done before. */
  readonly done: number;
  /** The error that the next one ends in, undefined where it goes through. */
  readonly errno: Readonly<Record<ServerKind, number | undefined>>;
  /** The SQL that takes it out of the way. */
  readonly remedy: string;
}

const onBoth = <Value>(value: Value) => ({ mysql: value, mariadb: value });

/** Returns the SQL that adds an account at a provider. */
export const account = (provider: string, id: string, userId = 'null') =>
  `insert into accounts (user_id, type, provider, provider_account_id, created_at, updated_at)
    values (${userId}, 'oauth', '${provider}', '${id}', '2026-01-31', '2026-01-31');`;

const DUPLICATE_ENTRY = 1062;
const pair = { found: onBoth(['accounts.provider_account']), done: 1, errno: onBoth(DUPLICATE_ENTRY) };
const deleteTheSecond = "delete from accounts where provider like 'g_thub%' order by id desc limit 1";

/**
 * Deletes every row of an account but the one that counts: the oldest whose user is there.
 *
 * Rows that only look alike stay; people decide which of them keeps the account.
 */
export const DELETE_DOUBLES = `
DELETE accounts FROM accounts LEFT JOIN users ON users.id = accounts.user_id WHERE users.id IS NULL;
DELETE later FROM accounts AS later JOIN (
  SELECT MIN(id) AS first_id, CAST(CONVERT(provider_account_id USING utf8mb4) AS BINARY) AS account,
    CAST(CONVERT(provider USING utf8mb4) AS BINARY) AS provider
  FROM accounts GROUP BY account, provider HAVING COUNT(*) > 1
) AS first ON later.id > first_id
  AND CAST(CONVERT(later.provider_account_id USING utf8mb4) AS BINARY) = first.account
  AND CAST(CONVERT(later.provider USING utf8mb4) AS BINARY) = first.provider;`;

/** Pairs of rows that the unique index on account id and provider refuses, and some that it takes. */
export const pairs: readonly Obstacle[] = [
  {
    ...pair,
    name: 'accounts that are equal',
    made: account('github', '1').repeat(2),
    remedy: deleteTheSecond,
  },
  {
    ...pair,
    name: 'accounts that differ in a blank at the end of the account id',
    made: account('github', 'a') + account('github', 'a '),
    remedy: deleteTheSecond,
  },
  {
    ...pair,
    name: 'accounts that differ in the case of the provider',
    made: account('github', 'a') + account('GitHub', 'a'),
    remedy: deleteTheSecond,
  },
  {
    name: 'accounts that differ in a blank at the end of the provider',
    made: account('github', 'a') + account('github ', 'a'),
    // The default collation of MariaDB, and that of MySQL before 8.0, ignores blanks at the end.
    found: { mysql: [], mariadb: ['accounts.provider_account'] },
    done: 1,
    errno: { mysql: undefined, mariadb: DUPLICATE_ENTRY },
    remedy: deleteTheSecond,
  },
  {
    name: 'accounts that differ in case, in accents and in a NUL of the account id',
    made: ['a', 'A', 'á', 'a\\0'].map((id) => account('github', id)).join(''),
    found: onBoth([]),
    done: 1,
    errno: onBoth(undefined),
    remedy: '',
  },
];

const DUPLICATE_KEY_NAME = 1061;
const DUPLICATE_COLUMN_NAME = 1060;
const UNKNOWN_COLUMN = 1054;
const TOO_LONG = 1406;

/** Changes that somebody may have made to the tables of the DDL. */
export const changes: readonly Obstacle[] = [
  ...[
    { table: 'accounts', key: 'provider_account', column: 'type', done: 1 },
    { table: 'sessions', key: 'expires', column: 'expires', done: 3 },
    { table: 'verification_tokens', key: 'identifier', column: 'token', done: 4 },
  ].map(({ table, key, column, done }) => ({
    name: `an index of ${table} with the name ${key}`,
    made: `alter table ${table} add key ${key} (${column})`,
    found: onBoth([`${table}.${key}`]),
    done,
    errno: onBoth(DUPLICATE_KEY_NAME),
    remedy: `alter table ${table} rename key ${key} to of_my_own`,
  })),
  {
    name: 'a table authenticators of somebody else',
    made: "create table authenticators (id int primary key, secret text); insert into authenticators values (1, 's')",
    found: onBoth(['authenticators.authenticators']),
    done: 5,
    errno: onBoth(UNKNOWN_COLUMN),
    remedy: 'rename table authenticators to of_my_own',
  },
  ...addedColumns.map(({ migration, table, name }) => ({
    name: `a column of ${table} with the name ${name}`,
    made: `alter table ${table} add column ${name.toUpperCase()} int`,
    found: onBoth([`${table}.${name.toUpperCase()}`]),
    done: journal.entries.findIndex(({ tag }) => tag === migration),
    errno: onBoth(DUPLICATE_COLUMN_NAME),
    remedy: `alter table ${table} rename column ${name} to of_my_own`,
  })),
  {
    name: 'a provider that is too long for an index',
    made: 'alter table accounts modify provider varchar(257) not null',
    found: onBoth(['accounts.provider']),
    done: 1,
    errno: { mysql: 1071, mariadb: undefined },
    remedy: 'alter table accounts modify provider varchar(256) not null',
  },
  {
    name: 'an index on a token',
    made: 'alter table accounts add key of_my_own (access_token)',
    found: onBoth(['accounts.of_my_own']),
    done: 1,
    errno: { mysql: 1170, mariadb: undefined },
    remedy: 'alter table accounts drop key of_my_own, add key of_my_own (access_token(191))',
  },
  {
    name: 'a token that is longer than the new column',
    made: `alter table accounts modify access_token mediumtext;
      ${account('github', '1')} update accounts set access_token = repeat('x', 65536) where provider = 'github'`,
    found: onBoth(['accounts.access_token']),
    done: 1,
    errno: onBoth(TOO_LONG),
    remedy: "update accounts set access_token = null where provider = 'github'",
  },
  {
    name: 'a picture that is longer than the new column',
    made: "alter table users modify image longtext; update users set image = repeat('x', 65536) where id = 'ada'",
    found: onBoth(['users.image']),
    done: 2,
    errno: onBoth(TOO_LONG),
    remedy: "update users set image = null where id = 'ada'",
  },
  {
    name: 'a table in latin1 with columns in utf8mb4',
    made: 'alter table users default character set latin1',
    found: onBoth(['users.image']),
    done: 2,
    errno: onBoth(1366),
    remedy: 'alter table users default character set utf8mb4',
  },
];
