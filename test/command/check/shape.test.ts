import { describe, expect, it } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { rowsOf, servers } from '../../support/databases/new-database.ts';
import { findIn, inShort, productionDatabase, SLOW, statementsOf } from './checking.ts';

/** A change of sound tables, and what is found then. */
interface Change {
  readonly name: string;
  readonly sql: string;
  readonly found: readonly string[];
  /** Whether the statements that are found do not mend it by themselves. @default false */
  readonly needsMore?: boolean;
  /** The statements that are shown, where they are none that mend it. */
  readonly shows?: readonly string[];
  /** What columns must still have afterwards: table, name, and a part of its definition. */
  readonly keeps?: readonly (readonly [table: string, column: string, part: string])[];
}

const changes: readonly Change[] = [
  {
    name: 'a table that is missing',
    sql: 'drop table sessions',
    found: ['table-missing sessions'],
    needsMore: true,
  },
  {
    name: 'an engine without transactions',
    // The only table whose keys that engine takes.
    sql: 'alter table authenticators engine = MyISAM',
    found: ['engine-not-innodb authenticators'],
  },
  {
    name: 'columns that are missing',
    sql: 'alter table accounts drop column scope; alter table users drop column updated_at',
    found: ['column-missing users updated_at', 'column-missing accounts scope'],
  },
  {
    name: 'columns that hold less',
    sql: `alter table users modify name varchar(254), modify image tinytext, modify created_at date not null;
      alter table accounts modify expires_at int, modify id_token text, modify access_token varchar(255);
      alter table sessions modify expires datetime not null;
      alter table authenticators modify counter int not null, modify credential_id varbinary(255) not null`,
    found: [
      'column-too-narrow users name',
      'column-too-narrow users image',
      'column-too-narrow users created_at',
      'column-too-narrow accounts access_token',
      'column-too-narrow accounts expires_at',
      'column-too-narrow accounts id_token',
      'column-too-narrow sessions expires',
      'column-too-narrow authenticators credential_id',
      'column-too-narrow authenticators counter',
    ],
  },
  {
    name: 'columns of another type',
    sql: `alter table users modify name int, modify email_verified varchar(30);
      alter table accounts modify type int not null;
      alter table authenticators modify credential_id varchar(512) not null`,
    found: [
      'column-of-other-type users name',
      'column-of-other-type users email_verified',
      'column-of-other-type accounts type',
      'column-of-other-type authenticators credential_id',
    ],
  },
  {
    name: 'columns that hold more',
    sql: `alter table users modify name varchar(300), modify image longtext;
      alter table accounts modify expires_at bigint unsigned, modify token_type text;
      alter table sessions modify expires datetime(3) not null;
      alter table verification_tokens modify attempts bigint not null default 0, modify code varchar(64)`,
    found: [],
  },
  {
    name: 'a date that is a TIMESTAMP',
    sql: 'alter table sessions modify expires timestamp(6) not null',
    found: ['column-is-timestamp sessions expires'],
  },
  {
    name: 'a column that refuses null',
    sql: "alter table users modify email varchar(255) not null default 'x'",
    found: ['column-refuses-null users email'],
  },
  {
    name: 'no column that refuses null where the adapter always has a value',
    sql: 'alter table accounts modify user_id varchar(12) not null',
    found: [],
  },
  {
    name: 'ids that the database does not count up, with a row whose id is 0',
    sql: `alter table sessions modify id bigint not null; alter table accounts modify id int not null;
      insert into sessions (id, user_id, expires, session_token, created_at, updated_at)
        values (0, 'ada', '2020-01-01', 'zero', '2020-01-01', '2020-01-01'), (1, 'ada', '2020-01-01', 'one', '2020-01-01', '2020-01-01');
      insert into users (id, email, email_verified, created_at, updated_at)
        values ('ada', 'ada@example.com', '2020-01-01', '2020-01-01', '2020-01-01')`,
    found: ['id-not-counted sessions id', 'id-not-counted accounts id', 'column-too-narrow accounts id'],
    keeps: [
      ['sessions', 'id', 'auto_increment'],
      ['accounts', 'id', 'auto_increment'],
    ],
  },
  {
    name: 'a column of the primary key that nobody writes, and which cannot be null',
    sql: `alter table accounts add column tenant int not null, drop primary key, add key (id), add primary key (tenant, id)`,
    found: ['column-needs-value accounts tenant'],
    needsMore: true,
    shows: [],
  },
  {
    name: 'an id that counts up under another name',
    sql: 'alter table sessions rename column id to number',
    found: ['column-missing sessions id', 'check-failed sessions'],
    needsMore: true,
    shows: [],
  },
  {
    name: 'a column that the database needs and nobody writes, but none that it fills in',
    sql: `alter table users add column plan varchar(10) not null, add column serial bigint not null auto_increment unique,
      add column role varchar(10) not null default 'user', add column note text,
      add column made varchar(300) generated always as (concat(name, '!')) stored`,
    found: ['column-needs-value users plan'],
  },
  {
    name: 'dates that change by themselves, but not the date of the last change',
    sql: `alter table sessions modify expires datetime(6) not null default current_timestamp(6) on update current_timestamp(6),
        modify updated_at datetime not null default current_timestamp on update current_timestamp;
      alter table users modify created_at datetime not null on update current_timestamp`,
    found: ['date-changes-by-itself users created_at', 'date-changes-by-itself sessions expires'],
  },
  {
    name: 'a date with a default of its own',
    sql: 'alter table sessions modify expires datetime(6) not null default current_timestamp(6)',
    found: ['date-has-own-default sessions expires'],
  },
  {
    name: 'columns of later migrations, all or some',
    sql: 'alter table accounts drop column refresh_lease, drop column refresh_lease_until; alter table verification_tokens drop column allowed',
    found: ['feature-columns-missing accounts', 'feature-columns-missing verification_tokens'],
    // The columns that are there are in the way of the migration, which a statement replaces.
    needsMore: true,
  },
  {
    name: 'unique keys that are missing',
    sql: `alter table users drop key email, drop primary key; alter table sessions drop key sessionToken;
      alter table verification_tokens drop primary key; alter table authenticators drop key credential_id;
      alter table accounts drop key provider_account`,
    found: [
      'unique-key-missing users id',
      'unique-key-missing users email',
      'unique-key-missing accounts provider_account_id, provider',
      'unique-key-missing sessions session_token',
      'unique-key-missing verification_tokens token',
      'unique-key-missing authenticators credential_id',
    ],
  },
  {
    name: 'unique keys over more or less than must be unique',
    sql: `alter table sessions drop key sessionToken, add unique key sessionToken (session_token, user_id);
      alter table users drop key email, add key email (email)`,
    found: ['unique-key-missing users email', 'unique-key-missing sessions sessionToken'],
  },
  {
    name: 'a unique key over the beginning of addresses alone',
    sql: 'alter table users drop key email, add unique key email (email(200))',
    found: ['unique-key-missing users email', 'unique-key-in-the-way users email'],
  },
  {
    name: 'unique keys that refuse rows of Auth.js',
    sql: `alter table verification_tokens add unique key one_link (identifier);
      alter table accounts add unique key one_account (user_id); alter table users add unique key begins (email(10))`,
    found: [
      'unique-key-in-the-way users begins',
      'unique-key-in-the-way accounts one_account',
      'unique-key-in-the-way verification_tokens one_link',
    ],
  },
  {
    name: 'a primary key of one link for each address',
    sql: 'alter table verification_tokens drop primary key, add primary key (identifier)',
    found: [
      'unique-key-missing verification_tokens token',
      'unique-key-in-the-way verification_tokens PRIMARY',
    ],
  },
  {
    name: 'no unique key of the owner’s own columns, or with a whole identity in it',
    sql: `alter table users add column handle varchar(20), add unique key handle (handle), add unique key named (name, handle);
      alter table sessions add unique key more (user_id, session_token(255))`,
    found: [],
  },
  {
    name: 'indexes that are missing',
    sql: `alter table accounts drop key user_id; alter table sessions drop key user_id, drop key expires;
      alter table verification_tokens drop key expires, drop key identifier; alter table authenticators drop key user_id`,
    found: [
      'index-missing accounts user_id',
      'index-missing sessions user_id',
      'index-missing sessions expires',
      'index-missing verification_tokens expires',
      'index-missing verification_tokens identifier',
      'index-missing authenticators user_id',
    ],
  },
  {
    name: 'account ids that are not compared byte by byte',
    sql: 'alter table accounts modify provider_account_id varchar(512) character set utf8mb4 collate utf8mb4_general_ci not null',
    found: ['account-ids-not-binary accounts provider_account_id'],
  },
  {
    name: 'character sets that lack letters',
    sql: `alter table users modify name varchar(255) character set latin1, modify email varchar(255) character set latin1 collate latin1_bin,
      modify id varchar(12) character set latin1 collate latin1_general_cs not null`,
    found: [
      'charset-not-utf8mb4 users id, name, email',
      ...['accounts', 'sessions', 'authenticators'].map(
        (table) => `user-id-collations-differ ${table} user_id`,
      ),
    ],
    keeps: [
      ['users', 'id', 'utf8mb4_bin'],
      ['users', 'email', 'utf8mb4_bin'],
    ],
  },
  {
    name: 'ids of users in two collations',
    sql: 'alter table sessions modify user_id varchar(12) character set utf8mb4 collate utf8mb4_bin not null',
    found: ['user-id-collations-differ sessions user_id'],
  },
  {
    name: 'several things about one column, each of which a statement mends with the others',
    sql: `alter table accounts drop key provider_account, modify provider_account_id varchar(255) character set latin1 not null;
      alter table accounts add unique key provider_account (provider_account_id, provider);
      alter table sessions modify user_id varchar(10) character set latin1 not null,
        modify expires timestamp not null default current_timestamp on update current_timestamp`,
    found: [
      'column-too-narrow accounts provider_account_id',
      'account-ids-not-binary accounts provider_account_id',
      'charset-not-utf8mb4 accounts provider_account_id',
      'column-too-narrow sessions user_id',
      'charset-not-utf8mb4 sessions user_id',
      'user-id-collations-differ sessions user_id',
      'column-too-narrow sessions expires',
      'date-changes-by-itself sessions expires',
    ],
  },
  {
    name: 'columns of later migrations that are of another type',
    sql: 'alter table accounts modify refresh_lease int; alter table verification_tokens modify code char(32)',
    found: ['column-of-other-type accounts refresh_lease', 'column-too-narrow verification_tokens code'],
  },
  {
    name: 'defaults, comments and numbers that count up, which stay as they are',
    sql: `alter table users modify name varchar(20) default 'it''s' comment 'what people''s friends say',
        modify email varchar(20) character set utf8mb4 collate utf8mb4_bin;
      alter table accounts modify id int not null auto_increment, modify token_type varchar(20) not null default 'bearer'`,
    found: [
      'column-too-narrow users name',
      'column-too-narrow users email',
      'column-too-narrow accounts id',
      'column-too-narrow accounts token_type',
      'column-refuses-null accounts token_type',
    ],
    keeps: [
      ['users', 'name', "what people's friends say"],
      ['users', 'email', 'utf8mb4_bin'],
      ['accounts', 'id', 'auto_increment'],
    ],
  },
  {
    name: 'triggers',
    sql: 'create trigger of_my_own before insert on users for each row set new.name = new.name',
    found: ['table-has-triggers users'],
    needsMore: true,
  },
];

/** Collations that tell apart all that people's ids may differ in, and others. */
const EXACT = {
  mysql: ['utf8mb4_0900_as_cs', 'utf8mb4_ja_0900_as_cs_ks'],
  mariadb: ['utf8mb4_uca1400_as_cs', 'utf8mb4_nopad_bin'],
};
const LAX = {
  mysql: ['utf8mb4_0900_ai_ci', 'utf8mb4_0900_as_ci'],
  mariadb: ['utf8mb4_uca1400_ai_cs', 'utf8mb4_uca1400_as_ci'],
};

const setCollation = (collation: string) =>
  `alter table accounts modify provider_account_id varchar(512) character set utf8mb4 collate ${collation} not null`;

describe.each(servers)('the shape of tables on %s', (server) => {
  it.each(changes.map((change) => [change.name, change] as const))(
    'shows what is wrong, and statements that mend it: %s',
    SLOW,
    async (_name, { sql, found, needsMore = false, shows, keeps = [] }) => {
      const url = await productionDatabase(server);
      expect(await findIn(url)).toEqual([]);
      await runSql(url, sql);
      const findings = await findIn(url);
      expect(
        inShort(findings)
          .filter((line) => !line.startsWith('migration-obstacle'))
          .sort(),
      ).toEqual([...found].sort());
      if (shows) expect(statementsOf(findings)).toEqual(shows);
      if (needsMore) return;
      const statements = statementsOf(findings.filter(({ code }) => code !== 'migration-obstacle'));
      // Also in the other order, and twice: none undoes another.
      const altering = statements.filter((statement) => statement.includes(' MODIFY '));
      for (const statement of [...statements, ...altering.toReversed()]) await runSql(url, statement);
      expect(await findIn(url)).toEqual([]);
      for (const [table, column, part] of keeps) {
        const rows = await rowsOf<object>(url, `show full columns from ${table} where field = '${column}'`);
        expect(JSON.stringify(rows)).toContain(part);
      }
    },
  );

  it.each(EXACT[server])(
    'may have ids of accounts that mind case and accents: %s',
    SLOW,
    async (collation) => {
      const url = await productionDatabase(server);
      await runSql(url, setCollation(collation));
      expect(await findIn(url)).toEqual([]);
    },
  );

  it.each(LAX[server])(
    'may have no ids of accounts that mind no accents or no case: %s',
    SLOW,
    async (collation) => {
      const url = await productionDatabase(server);
      await runSql(url, setCollation(collation));
      expect(inShort(await findIn(url))).toEqual(['account-ids-not-binary accounts provider_account_id']);
    },
  );
});
