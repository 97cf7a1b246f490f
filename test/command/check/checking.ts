import { drizzle } from 'drizzle-orm/mysql2';
import { createPool, type PoolOptions } from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import type { ServerKind } from '../../../dev/mysql.ts';
import type { Findings } from '../../../src/command/check/all-checks.ts';
import type { Finding } from '../../../src/command/check/finding.ts';
import { checkCommand } from '../../../src/command/check.ts';
import type { Work } from '../../../src/command/work.ts';
import type { AdapterTables } from '../../../src/index.ts';
import { MySqlAdapter } from '../../../src/mysql2.ts';
import * as basic from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import { fromDdl } from '../../support/databases/new-database.ts';
import { productionSql } from '../../support/databases/production-sql.ts';

/** Creating and checking a database, on a machine that is busy with other tests. */
export const SLOW = { timeout: 120_000 };

/** What a check is run with. */
interface Given {
  /** @default 'production' */
  readonly tablesName?: string;
  /** @default those of the package with that name */
  readonly tables?: AdapterTables;
  /** The first statement of each connection. */
  readonly session?: string;
  /** @default the address */
  readonly shownUrl?: string;
  readonly pool?: PoolOptions;
  readonly signal?: AbortSignal;
}

const own = { basic, production } as Record<string, AdapterTables>;

/** Runs the command on a database; returns its exit code and what it wrote. */
export async function runCheck(url: string, isJson: boolean, given: Given = {}) {
  const { tablesName = 'production', shownUrl = url, session, signal } = given;
  const tables = given.tables ?? own[tablesName] ?? production;
  const pool = createPool({ ...given.pool, uri: url });
  onTestFinished(() => pool.end());
  if (session) pool.pool.on('connection', (connection) => connection.query(session));
  const written = { stdout: '', stderr: '' };
  const work: Work = {
    db: drizzle({ client: pool }),
    tables,
    adapter: MySqlAdapter(pool, { tables }),
    tablesName,
    isJson,
    signal: signal ?? new AbortController().signal,
    terminal: {
      env: { DATABASE_URL: shownUrl },
      stdout: { write: (text) => (written.stdout += text) },
      stderr: { write: (text) => (written.stderr += text) },
    },
  };
  return { exitCode: await checkCommand(work), ...written };
}

/** Returns what the command finds in a database. */
export async function findIn(url: string, given?: Given): Promise<readonly Finding[]> {
  const { stdout } = await runCheck(url, true, given);
  return (JSON.parse(stdout) as Findings).findings;
}

/** Returns the code of each finding, with its table and column or index. */
export const inShort = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, table, column, index }) => [code, table, index ?? column].filter(Boolean).join(' '));

/** Makes a database with the production tables. */
export async function productionDatabase(server: ServerKind): Promise<string> {
  const url = await fromDdl(server);
  await runSql(url, await productionSql());
  return url;
}

/** Returns the statements that findings say would mend the database. */
export const statementsOf = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ fix }) => fix.match(/\b(ALTER|CREATE|DROP|DELETE|UPDATE) [^;]*;/g) ?? []);
