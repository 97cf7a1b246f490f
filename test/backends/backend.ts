import { readFile } from 'node:fs/promises';
import type { DrizzleConfig } from 'drizzle-orm';
import { withReplicas } from 'drizzle-orm/mysql-core';
import type { MySql2Database } from 'drizzle-orm/mysql2';
import type { Pool } from 'mysql2/promise';
import { runSql } from '../../dev/mysql/run-sql.ts';
import type { ServerKind } from '../../dev/mysql.ts';
import type { Database, DatabaseSource, MySqlAdapter, MySqlAdapterOptions } from '../../src/index.ts';

export type Adapter = ReturnType<typeof MySqlAdapter>;

/** One driver on one server. Every contract test runs on each of them. */
export interface Backend {
  /** The name that `BACKENDS` picks it by. */
  readonly name: string;
  /** The family of the server; a Vitess is of that of the MySQL beneath it. */
  readonly server: ServerKind;
  /** The tests of the contract that it does not pass. @default none */
  readonly gaps?: readonly Gap[];
  /** What is tested otherwise on it, and why. @default nothing */
  readonly differences?: readonly string[];
  /** Whether a client can set variables of its session, such as `sql_mode`. Over HTTP there is no session. */
  readonly hasSessions: boolean;
  /** Makes a database with the basic tables on the server, for one test file. */
  open(serverUrl: string, options?: OpenOptions): Promise<OpenBackend>;
}

/** Tests that a backend does not pass, and why. They are expected to fail, so that a gap that closes is noticed. */
export interface Gap {
  /** The name of the file that runs them. */
  readonly file: string;
  /** A part of the titles of their suites and their own, which are joined by ` > `. */
  readonly test: string;
  readonly reason: string;
  /** Whether they are left out, since they would fail by chance, or only after a long wait. @default false */
  readonly isLeftOut?: boolean;
}

/** Where backends have their databases: a server, and how to get a database with the basic tables there. */
export interface Place extends Pick<Backend, 'server' | 'gaps' | 'differences'> {
  /** The second part of the names of its backends. */
  readonly name: string;
  open(serverUrl: string, options: OpenOptions): Promise<OpenPlace>;
}

/** A database with the basic tables. */
interface OpenPlace extends Pick<OpenBackend, 'isSharded'> {
  /** Its address for the driver under test. */
  readonly url: string;
  /** A pool that reaches the same tables past the driver under test. */
  readonly direct: Pool;
  close(): Promise<void>;
}

export interface OpenOptions {
  /**
   * What the tables inherit, such as `character set latin1`.
   * @default what the server sets
   */
  readonly databaseDefaults?: string;
  /** SQL to run after the DDL of the basic tables. */
  readonly additions?: string;
  /** The first statement of each connection of the driver under test; for backends with sessions. */
  readonly session?: string;
  /**
   * Whether the driver under test connects as a user with the rights that the page on security grants, and no others.
   * @default false: as the user of the server's address
   */
  readonly hasLeastRights?: boolean;
}

export interface OpenBackend {
  /** Whether the rows are on several shards, which delete nothing from several tables in one statement. */
  readonly isSharded: boolean;
  /** Makes the adapter under test, through the driver under test. */
  adapter(options?: MySqlAdapterOptions): Adapter;
  /** Makes the driver's own Drizzle database, for `MySqlAdapter` of the root. */
  source(config?: Omit<DrizzleConfig, 'schema'>): Database;
  /** Makes a Drizzle database of the same driver at an address where nobody answers, with the password `hunter2`. */
  unreachable(): DatabaseSource;
  /** Looks into the same database past the driver under test. */
  readonly db: MySql2Database;
  /** Returns what reached the server while the work ran, which is told of it as it goes. */
  statementsOf(work: (sent: readonly string[]) => Promise<unknown>): Promise<string[]>;
  /** Ends the connection at each of so many statements to come: after the server has executed it, or before it gets it. */
  drop(statement: RegExp, drop: { readonly executed: boolean; readonly times?: number }): void;
  /** Has so many statements to come answered with an error, which does not reach the server; over HTTP its text alone tells. */
  refuse(statement: RegExp, refusal: Refusal & { readonly times?: number }): void;
  close(): Promise<void>;
}

/** What a server, or a proxy in front of it, says instead of executing a statement. */
export interface Refusal {
  readonly errno: number;
  readonly message: string;
}

/** Makes a database that reads from another one. Drizzle takes any driver's, though its types name the class of one. */
export const replicated = (primary: Database, replica: Database): Database =>
  withReplicas(primary as MySql2Database, [replica as MySql2Database]);

/** Reads the DDL that the basic tables mirror. */
export const basicSql = () => readFile(new URL('./basic.sql', import.meta.url), 'utf8');

/** Makes the basic tables in an empty database. */
export async function createTables(
  url: string,
  { databaseDefaults, additions = '' }: OpenOptions,
): Promise<void> {
  if (databaseDefaults) await runSql(url, `alter database ${databaseDefaults}`);
  await runSql(url, `${await basicSql()}\n${additions}`);
}
