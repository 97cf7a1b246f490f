import { sql } from 'drizzle-orm';
import { type Finding, finding } from './finding.ts';
import type { Inspection } from './inspection.ts';
import { readRows, textOf } from './rows.ts';
import { isOff } from './server.ts';

/** A setting that matters, when it does, and what to do. */
interface Setting {
  readonly code: Parameters<typeof finding>[0];
  /** Its names on MySQL and MariaDB. */
  readonly names: readonly string[];
  readonly isWrong: (value: string, inspection: Inspection) => boolean;
  readonly problem: string;
  readonly fix: string;
}

const SETTINGS: readonly Setting[] = [
  {
    code: 'sql-mode-not-strict',
    names: ['sql_mode'],
    isWrong: (mode) => !/STRICT_(TRANS|ALL)_TABLES/.test(mode),
    problem:
      'sql_mode is not strict: letters that a column lacks become question marks, and your own SQL cuts values.',
    fix: "SET PERSIST sql_mode = CONCAT(@@GLOBAL.sql_mode, ',STRICT_TRANS_TABLES'); (MariaDB: SET GLOBAL, and the same in its option file), then new connections.",
  },
  {
    code: 'no-backslash-escapes',
    names: ['sql_mode'],
    isWrong: (mode) => /NO_BACKSLASH_ESCAPES/.test(mode),
    problem:
      'sql_mode has NO_BACKSLASH_ESCAPES: over mysql2 the adapter is safe, but other drivers and your own SQL are open to injection.',
    fix: "SET PERSIST sql_mode = REPLACE(@@GLOBAL.sql_mode, 'NO_BACKSLASH_ESCAPES', ''); (MariaDB: SET GLOBAL, and its option file), then new connections.",
  },
  {
    code: 'autocommit-off',
    names: ['autocommit'],
    isWrong: isOff,
    problem:
      'autocommit is off: what the adapter writes is committed by chance, and every write rejects with OUTCOME_UNKNOWN.',
    fix: "SET GLOBAL autocommit = ON; remove it from the server's options and from your pool's init commands, then make new connections.",
  },
  {
    code: 'completion-type',
    names: ['completion_type'],
    isWrong: (value) => !/^(NO_CHAIN|0)$/i.test(value),
    problem:
      'completion_type is not NO_CHAIN: after a transaction of yours another begins, in which later writes are never committed.',
    fix: "SET GLOBAL completion_type = 'NO_CHAIN'; and remove it from the server's options, then make new connections.",
  },
  {
    code: 'timestamp-defaults-implicit',
    names: ['explicit_defaults_for_timestamp'],
    isWrong: (value, inspection) => isOff(value) && hasTimestamps(inspection),
    problem:
      'explicit_defaults_for_timestamp is off and there are TIMESTAMP columns: null becomes the current time, and MySQL adds ON UPDATE.',
    fix: 'SET PERSIST explicit_defaults_for_timestamp = ON; (MariaDB: SET GLOBAL, and its option file), then make the columns datetime, on a connection with the time zone of your site’s pool.',
  },
  {
    code: 'isolation-level',
    names: ['transaction_isolation', 'tx_isolation'],
    isWrong: (level) => !/^(REPEATABLE-READ|READ-COMMITTED)$/i.test(level),
    problem:
      'The isolation level is neither REPEATABLE-READ nor READ-COMMITTED, with which alone the package is tested: reads see what is not committed, or lock.',
    fix: "SET GLOBAL TRANSACTION ISOLATION LEVEL REPEATABLE READ; and remove it from the server's options, then make new connections.",
  },
];

/** Finds settings of this connection, as the database user and the address give it to every one, that do harm. */
export async function checkSettings(inspection: Inspection): Promise<Finding[]> {
  // vtgate answers for itself, and its tablets have settings of their own.
  if (inspection.server.isVitess) return [];
  const rows = await readRows<'Variable_name' | 'Value'>(
    inspection.work.db,
    'information_schema',
    sql.raw(
      `show session variables where variable_name in (${SETTINGS.flatMap(({ names }) => names)
        .map((name) => `'${name}'`)
        .join(', ')})`,
    ),
  );
  const values = new Map(rows.map((row) => [textOf(row.Variable_name).toLowerCase(), textOf(row.Value)]));
  return SETTINGS.flatMap(({ code, names, isWrong, problem, fix }) => {
    const value = names.map((name) => values.get(name)).find((value) => value !== undefined);
    return value !== undefined && isWrong(value, inspection) ? finding(code, { problem, fix }) : [];
  });
}

/** Says whether the tables have a TIMESTAMP column. */
export const hasTimestamps = ({ tables }: Inspection): boolean =>
  tables.present.some(({ actual }) =>
    [...actual.columns.values()].some(({ type }) => type.startsWith('timestamp')),
  );
