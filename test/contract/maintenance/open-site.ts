import type { AdapterTables, MySqlAdapterOptions } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import type { Adapter, Backend, OpenBackend } from '../../backends/backend.ts';
import { productionSql } from '../../support/databases/production-sql.ts';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { newAccount, newUser, unique, uniqueEmail } from '../../support/rows/samples.ts';

/** The names of the sets of tables, as test titles have them. */
export const sets = ['the basic tables', 'the tables for a growing site'] as const;

/** A database with one set of tables, which each test begins with empty ones. */
export interface Site {
  readonly open: OpenBackend;
  readonly tables: typeof basic | typeof production;
  readonly isProduction: boolean;
  adapter(options?: Omit<MySqlAdapterOptions, 'tables'> & { readonly tables?: AdapterTables }): Adapter;
  /** Empties all tables. */
  clear(): Promise<void>;
  /** Stores so many sessions of users who need not exist, past the adapter, and returns their tokens. */
  addSessions(count: number, expires: Date, userId?: string): Promise<string[]>;
  /** Stores so many links, each to an address of its own if none is given, and returns their tokens. */
  addLinks(count: number, expires: Date, identifier?: string, prefix?: string): Promise<string[]>;
  /** Stores an account of somebody, or of nobody, and returns its id at the provider. */
  addAccount(userId: string | null): Promise<string>;
  /** Stores a passkey of somebody; returns its id, or undefined where the tables have none. */
  addPasskey(userId: string): Promise<string | undefined>;
  /** Creates a user, and returns the id. */
  addUser(id?: string): Promise<string>;
  /** Returns the tokens of all sessions, in order. */
  sessions(): Promise<string[]>;
  /** Returns the tokens of all links, in order. */
  links(): Promise<string[]>;
  /** Returns the ids of all accounts at their providers, in order. */
  accounts(): Promise<string[]>;
}

const bookkeeping = () => ({ createdAt: new Date(), updatedAt: new Date() });
const times = <Value>(count: number, make: () => Value) => Array.from({ length: count }, make);

/** Makes a database with one of the two sets of tables. */
export async function openSite(
  backend: Backend,
  serverUrl: string,
  set: (typeof sets)[number],
  session?: string,
): Promise<Site> {
  const isProduction = set === sets[1];
  const additions = isProduction ? await productionSql() : '';
  const open = await backend.open(serverUrl, {
    additions,
    hasLeastRights: true,
    ...(session !== undefined && backend.hasSessions && { session }),
  });
  const tables = isProduction ? production : basic;
  const { db } = open;
  const { sessions, accounts, verificationTokens } = basic;
  return {
    open,
    tables,
    isProduction,
    adapter: (options) => open.adapter({ tables, ...options }),

    async clear() {
      for (const table of [basic.users, accounts, sessions, verificationTokens]) await db.delete(table);
      if (isProduction) await db.delete(production.authenticators);
    },

    async addSessions(count, expires, userId) {
      const rows = times(count, () => ({
        sessionToken: unique('s'),
        userId: userId ?? unique('u').slice(0, 12),
        expires,
        ...bookkeeping(),
      }));
      await db.insert(sessions).values(rows);
      return rows.map((row) => row.sessionToken).sort();
    },

    async addLinks(count, expires, identifier, prefix = '') {
      const rows = times(count, () => ({
        identifier: identifier ?? uniqueEmail(),
        token: `${prefix}${unique('t')}`,
        expires,
        ...bookkeeping(),
      }));
      await db.insert(verificationTokens).values(rows);
      return rows.map((row) => row.token).sort();
    },

    async addAccount(userId) {
      const account = newAccount('nobody');
      await db.insert(accounts).values({ ...account, userId });
      return account.providerAccountId;
    },

    async addPasskey(userId) {
      if (!isProduction) return undefined;
      const passkey = { ...newPasskey(userId), ...bookkeeping(), transports: null };
      await db.insert(production.authenticators).values(passkey);
      return passkey.credentialID;
    },

    async addUser(id) {
      const options = id === undefined ? {} : { generateUserId: () => id };
      return (await open.adapter({ ...options, tables }).createUser(newUser())).id;
    },

    sessions: async () =>
      (await db.select({ token: sessions.sessionToken }).from(sessions)).map(({ token }) => token).sort(),
    links: async () =>
      (await db.select({ token: verificationTokens.token }).from(verificationTokens))
        .map(({ token }) => token)
        .sort(),
    accounts: async () =>
      (await db.select({ id: accounts.providerAccountId }).from(accounts)).map(({ id }) => id).sort(),
  };
}

/** A moment so many hours from now, in milliseconds that every column keeps. */
export const inHours = (hours: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + hours * 3_600_000);
