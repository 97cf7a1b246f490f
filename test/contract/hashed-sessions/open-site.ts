import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { AdapterTables, MySqlAdapterOptions, SessionTokenHashing } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import type { Adapter, Backend, OpenBackend, OpenOptions } from '../../backends/backend.ts';
import { productionSql } from '../../support/databases/production-sql.ts';
import { signIn } from '../../support/rows/samples.ts';

/** The sets of tables that hold hashes, each with the SQL that makes it of the basic tables. */
export const sets = {
  'the basic tables': { tables: basic, additions: async () => undefined },
  'the tables for a growing site': { tables: production, additions: productionSql },
};

/** Every value of the option. */
export const MODES: readonly SessionTokenHashing[] = [false, 'read', 'migrate', true];

/** Those that find tokens as well as hashes. */
export const BOTH: readonly SessionTokenHashing[] = ['read', 'migrate'];

/** Returns what is stored of a token, as Node's own crypto makes it. */
export const hashOf = (token: string) => `sha256$${createHash('sha256').update(token).digest('base64url')}`;

/** Says whether a value of the option makes new rows of hashes. */
export const writesHashes = (mode: SessionTokenHashing) => mode === 'migrate' || mode === true;

/** A database whose adapters store the tokens of sessions in one form or the other. */
export interface Site {
  readonly open: OpenBackend;
  readonly tables: AdapterTables;
  adapter(
    hashSessionTokens: SessionTokenHashing,
    options?: Omit<MySqlAdapterOptions, 'tables' | 'hashSessionTokens'>,
  ): Adapter;
  /** Signs a new user in, with what a row then holds. */
  newSession(
    stored: 'token' | 'hash',
    expires?: Date,
  ): Promise<Awaited<ReturnType<typeof signIn>> & { readonly stored: string }>;
  /** Returns the rows of a user's sessions. */
  rowsOf(userId: string): Promise<(typeof production.sessions.$inferSelect)[]>;
  /** Returns what is stored of the tokens of a user's sessions. */
  storedOf(userId: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens a database of a backend with one of the sets of tables. */
export async function openSite(
  backend: Backend,
  serverUrl: string,
  set: keyof typeof sets,
  options: OpenOptions = {},
): Promise<Site> {
  const { tables } = sets[set];
  const additions = await sets[set].additions();
  const open = await backend.open(serverUrl, {
    hasLeastRights: true,
    ...options,
    ...(additions !== undefined && { additions }),
  });
  const { sessions } = production;
  const adapter: Site['adapter'] = (hashSessionTokens, options) =>
    open.adapter({ ...options, hashSessionTokens, tables });
  const rowsOf = (userId: string) => open.db.select().from(sessions).where(eq(sessions.userId, userId));
  return {
    open,
    tables,
    adapter,
    rowsOf,
    async newSession(stored, expires) {
      const session = await signIn(adapter(stored === 'hash'), undefined, expires);
      const { sessionToken } = session;
      return { ...session, stored: stored === 'hash' ? hashOf(sessionToken) : sessionToken };
    },
    storedOf: async (userId) => (await rowsOf(userId)).map(({ sessionToken }) => sessionToken),
    close: () => open.close(),
  };
}
