import { eq, sql } from 'drizzle-orm';
import { mysqlTable } from 'drizzle-orm/mysql-core';

import type { AdapterTables, MySqlAdapterOptions } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import { makeProviderTokens, type ProviderTokensOptions } from '../../../src/tokens/provider-tokens.ts';
import type { Timing } from '../../../src/tokens/timing.ts';
import type { Adapter, Backend, OpenBackend } from '../../backends/backend.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../../support/auth/token-endpoint.ts';
import { productionSql } from '../../support/databases/production-sql.ts';
import { newAccount, newUser, unique } from '../../support/rows/samples.ts';

/** The sets of tables that tokens are refreshed in, each with the SQL that makes it of the basic tables. */
export const sets = {
  'the basic tables with the columns of the lease': {
    tables: {
      ...basic,
      accounts: mysqlTable(
        'accounts',
        { ...basic.accountColumns(), ...basic.refreshLeaseColumns() },
        basic.accountIndexes,
      ),
    },
    additions: async () =>
      'alter table accounts add refresh_lease varchar(64), add refresh_lease_until datetime(3)',
  },
  'the tables for a growing site': { tables: production, additions: productionSql },
};

/** Times that are long enough for a crowd of callers on a slow machine. */
const PATIENT: Timing = {
  leaseSeconds: 60,
  takeLimitMs: 20_000,
  requestLimitMs: 30_000,
  refusedSeconds: 60,
  failedSeconds: 60,
  longestWaitMs: 300_000,
};

/** A row of a table of accounts in either set. */
type AccountRow = (typeof production.accounts)['$inferSelect'];

/** What is stored of an account at first, beyond its key. */
export interface StoredValues {
  readonly access_token?: string | null;
  readonly refresh_token?: string | null;
  /** Seconds from now, by the database's clock. */
  readonly expiresIn?: number;
  readonly scope?: string;
}

/** An account whose tokens a test is about. */
export interface Holder {
  readonly userId: string;
  readonly provider: string;
  readonly providerAccountId: string;
}

/** A database with one set of tables, and a provider. */
export interface Site {
  readonly open: OpenBackend;
  readonly tables: AdapterTables;
  readonly endpoint: TokenEndpoint;
  adapter(options?: Omit<MySqlAdapterOptions, 'tables'>): Adapter;
  /** Makes the functions under test, with other times or options of the adapter if a test needs some. */
  tokens(
    options?: ProviderTokensOptions,
    timing?: Partial<Timing>,
    adapterOptions?: Omit<MySqlAdapterOptions, 'tables'>,
  ): ReturnType<typeof makeProviderTokens>;
  /** Makes a person with an account; the tokens are stored past the adapter. */
  newHolder(values?: StoredValues, of?: Partial<Holder>): Promise<Holder>;
  /** Changes the row of an account, past the adapter. */
  change(holder: Holder, set: string): Promise<void>;
  rowOf(holder: Holder): Promise<AccountRow>;
  close(): Promise<void>;
}

/** Opens a database of a backend with one of the sets of tables. */
export async function openSite(backend: Backend, serverUrl: string, set: keyof typeof sets): Promise<Site> {
  const additions = await sets[set].additions();
  const open = await backend.open(serverUrl, { additions, hasLeastRights: true });
  const endpoint = await startTokenEndpoint();
  const { tables } = sets[set];
  const { accounts } = production;
  const adapter: Site['adapter'] = (options) => open.adapter({ ...options, tables });
  // vtgate finds the shard by the user's id.
  const isRow = ({ userId }: Holder) => eq(accounts.userId, userId);

  return {
    open,
    tables,
    endpoint,
    adapter,
    tokens: (options = {}, timing = {}, adapterOptions) =>
      makeProviderTokens(adapter(adapterOptions), options, { ...PATIENT, ...timing }),
    async newHolder({ expiresIn, ...values } = {}, of = {}) {
      const { id } = await adapter().createUser(newUser());
      const given = newAccount(of.userId ?? id, { provider: 'local', ...of });
      const { userId, provider, providerAccountId } = await adapter().linkAccount({
        ...given,
        ...values,
      } as never);
      const holder = { userId, provider, providerAccountId };
      if (expiresIn !== undefined) {
        const expires = sql.raw(`unix_timestamp() + ${expiresIn}`);
        await open.db.execute(
          sql`update accounts set expires_at = ${expires} where user_id = ${userId} and provider_account_id = ${providerAccountId}`,
        );
      }
      return holder;
    },
    async change({ userId, providerAccountId }, set) {
      await open.db.execute(
        sql`update accounts set ${sql.raw(set)} where user_id = ${userId} and provider_account_id = ${providerAccountId}`,
      );
    },
    async rowOf(holder) {
      const rows = await open.db.select().from(accounts).where(isRow(holder));
      const row = rows.find(({ providerAccountId }) => providerAccountId === holder.providerAccountId);
      if (!row) throw new Error('Expected the account to be there.');
      return row;
    },
    close: async () => {
      await endpoint.close();
      await open.close();
    },
  };
}

/** Values for an account whose access token is over. */
export const expired = (refreshToken: string): StoredValues => ({
  access_token: unique('old'),
  refresh_token: refreshToken,
  expiresIn: -10,
});
