import { eq } from 'drizzle-orm';
import type { MySqlAdapterOptions } from '../../../src/index.ts';
import {
  type OneTimeTokens,
  type OneTimeTokensOptions,
  oneTimeTokens,
} from '../../../src/one-time-tokens.ts';
import * as basic from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import type { Adapter, Backend, OpenBackend } from '../../backends/backend.ts';
import { productionSql } from '../../support/databases/production-sql.ts';

/** The names of the sets of tables, as test titles have them. */
export const sets = ['the basic tables', 'the tables for a growing site'] as const;

type AdapterOptions = Omit<MySqlAdapterOptions, 'tables'>;

/** A row of the table of verification tokens, as far as both sets of tables have it. */
interface TokenRow {
  readonly identifier: string;
  readonly token: string;
  readonly expires: Date;
}

/** A database with one set of tables. */
export interface Site {
  readonly open: OpenBackend;
  /** Whether the tables can hold sign-in codes. */
  readonly isProduction: boolean;
  adapter(options?: AdapterOptions): Adapter;
  /** Makes the functions under test, for password resets if a test needs no others. */
  tokens(options?: Partial<OneTimeTokensOptions>, of?: AdapterOptions): OneTimeTokens;
  /** Reads the rows of an identifier with its purpose, past the adapter. */
  rowsOf(scope: string): Promise<TokenRow[]>;
}

/** Opens a database of a backend with one of the sets of tables. */
export async function openSite(
  backend: Backend,
  serverUrl: string,
  set: (typeof sets)[number],
): Promise<Site> {
  const isProduction = set === sets[1];
  const tables = isProduction ? production : basic;
  const additions = isProduction ? await productionSql() : '';
  const open = await backend.open(serverUrl, { additions, hasLeastRights: true });
  const adapter = (options?: AdapterOptions) => open.adapter({ ...options, tables });
  const { identifier, token, expires } = basic.verificationTokens;
  return {
    open,
    isProduction,
    adapter,
    tokens: (options, of) => oneTimeTokens(adapter(of), { purpose: 'password-reset', ...options }),
    async rowsOf(scope) {
      const query = open.db.select({ identifier, token, expires }).from(basic.verificationTokens);
      const rows = await query.where(eq(identifier, scope));
      return rows.filter((row) => row.identifier === scope);
    },
  };
}
