import type { MySqlAdapterOptions } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import type { Adapter, Backend, OpenBackend } from '../../backends/backend.ts';
import { productionSql } from '../../support/databases/production-sql.ts';

/** A database and the tables in it that users are deleted from. */
export interface Site {
  readonly open: OpenBackend;
  readonly tables: typeof basic | typeof production;
  /** Whether the tables have passkeys, and an index on the address of a link. */
  readonly isProduction: boolean;
  adapter(options?: Omit<MySqlAdapterOptions, 'tables'>): Adapter;
}

/** The names of the sets of tables, as test titles have them. */
export const sets = ['the basic tables', 'the tables for a growing site'] as const;

/** Makes a database with one of the two sets of tables. */
export async function openSite(
  backend: Backend,
  serverUrl: string,
  set: (typeof sets)[number],
  session?: string,
): Promise<Site> {
  const isProduction = set === sets[1];
  const tables = isProduction ? production : basic;
  const additions = isProduction ? await productionSql() : '';
  const open = await backend.open(serverUrl, {
    additions,
    hasLeastRights: true,
    ...(session !== undefined && backend.hasSessions && { session }),
  });
  return { open, tables, isProduction, adapter: (options) => open.adapter({ ...options, tables }) };
}

/** Returns the names of the tables with rows of a user. */
export const ownedTables = ({ isProduction }: Site): string[] =>
  isProduction ? ['sessions', 'accounts', 'authenticators'] : ['sessions', 'accounts'];
