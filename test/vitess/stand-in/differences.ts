import type { Subject } from './statements.ts';

/** A way in which the stand-in on MySQL answers otherwise than on a vtgate. */
export interface Difference {
  /** Its name in the table of dev/planetscale/README.md, which says why it stays. */
  readonly name: string;
  /** The parts of an answer that differ. */
  readonly parts: RegExp;
  /** The statements that show it, by their subject. */
  readonly statements: Readonly<Partial<Record<Subject, readonly string[]>>>;
}

/** Every known difference; each must still be there. */
export const differences: readonly Difference[] = [
  {
    name: 'values that vtgate writes into a statement',
    parts: /^fields\.\d\.(type|columnLength|decimals|flags)$/,
    statements: {
      'a select without a table': [
        'select 1.5 as d, 1e3 as f, -1 as n, 18446744073709551615 as big',
        "select timestamp '2024-01-02 03:04:05.678' as ts, date '2024-01-02' as d, time '01:02:03' as t",
        'select row_count() as n, found_rows() as f',
        'select @@sql_mode as m, @@time_zone as z, @@autocommit as a',
        'select @never as never',
      ],
      limits: ['select found_rows() as found'],
      writes: ['select last_insert_id() as last', 'select row_count() as n, last_insert_id() as last'],
      settings: ['select @mine as mine', 'select @@time_zone as zone'],
    },
  },
  {
    name: 'FOUND_ROWS()',
    parts: /^rows\./,
    statements: {
      'a select without a table': ['select row_count() as n, found_rows() as f'],
      limits: ['select found_rows() as found'],
    },
  },
  {
    name: 'views',
    parts: /^fields\.\d\.(orgTable|flags)$/,
    statements: { views: ['select * from seen'] },
  },
  {
    name: 'SHOW',
    parts: /^fields\./,
    statements: { statements: ["show tables like 'shown'", 'show warnings'] },
  },
  {
    name: 'errors that vtgate words itself',
    parts: /^error\.message$/,
    statements: {
      'errors of names': ['set no_such_variable = 1', 'set names klingon'],
      savepoints: ['release savepoint outside', 'rollback to savepoint outside'],
      statements: ['execute p', 'kill 1'],
    },
  },
  {
    name: 'syntax errors that one of them finds earlier',
    parts: /^error\.message$/,
    statements: {
      limits: ['select id from numbers limit -1'],
      'errors of syntax': [
        'select ?',
        'select :name',
        "delete from people 'x' y",
        "delete from people where 'it\\'s",
        'select 1.5.2 from people',
      ],
    },
  },
  {
    name: 'SQL that vtgate does not know',
    parts: /^(error|answered|fields|rows|session)\b/,
    statements: {
      'what vtgate does not know': [
        'create trigger t before insert on unknown_there for each row set new.id = 1',
        'create event e on schedule every 1 day do select 1',
        "signal sqlstate '45000'",
        'handler unknown_there open',
        'begin work',
        'commit work',
        'rollback work',
        'checksum table unknown_there',
        'table unknown_there',
        'values row(1, 2)',
        "select n'ü' as national from unknown_there",
        "select get_lock('x', 0) as got",
      ],
    },
  },
  {
    name: 'settings that vtgate does not check',
    parts: /^(error|answered)\b/,
    statements: { 'what vtgate does not know': ["set sql_mode = 'NO_SUCH_MODE'"] },
  },
];
