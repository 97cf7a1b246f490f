import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';

/**
 * The columns that each table must have, by property name, with the kind of their values.
 *
 * Names and dates are compared, so they must come back as they were stored; the other kinds are only for the types.
 */
export const TABLE_COLUMNS = {
  users: { id: 'name', email: 'name', emailVerified: 'date', name: 'text', image: 'text' },
  accounts: {
    userId: 'name',
    provider: 'name',
    providerAccountId: 'name',
    type: 'text',
    refresh_token: 'text',
    access_token: 'text',
    expires_at: 'seconds',
    token_type: 'text',
    scope: 'text',
    id_token: 'text',
    session_state: 'text',
  },
  sessions: { sessionToken: 'name', userId: 'name', expires: 'date' },
  verificationTokens: { identifier: 'name', token: 'name', expires: 'date' },
  authenticators: {
    credentialID: 'name',
    userId: 'name',
    providerAccountId: 'text',
    credentialPublicKey: 'text',
    counter: 'count',
    credentialDeviceType: 'text',
    credentialBackedUp: 'boolean',
    transports: 'text',
  },
} as const satisfies Record<string, Record<string, keyof ValueOfKind>>;

/** The JavaScript values of each kind of column. */
interface ValueOfKind {
  readonly name: string;
  readonly text: string;
  readonly date: Date;
  readonly seconds: number | bigint;
  readonly count: number;
  readonly boolean: boolean;
}

/**
 * A Drizzle table whose rows have at least these values; other values are also returned and accepted.
 *
 * Columns may be nullable or not, so that only a missing column or one of another type is an error.
 */
type TableWith<Kinds extends Record<string, keyof ValueOfKind>> = {
  readonly $inferSelect: { readonly [Key in keyof Kinds]: ValueOfKind[Kinds[Key]] | null };
} & MySqlTable &
  Readonly<Record<keyof Kinds, MySqlColumn>>;

type Kinds = typeof TABLE_COLUMNS;

/**
 * What the option `tables` takes: the module `authjs-drizzle-mysql/schema`, or tables of your own with the same
 * property names.
 *
 * `createdAt`, `updatedAt` and auto-increment ids are optional, and so is the table for passkeys: without it, the
 * adapter has no methods for them.
 *
 * @example
 * const tables: AdapterTables = createTables({ base: 'production', prefix: 'auth_' });
 */
export interface AdapterTables {
  readonly users: TableWith<Kinds['users']>;
  readonly accounts: TableWith<Kinds['accounts']>;
  readonly sessions: TableWith<Kinds['sessions']>;
  readonly verificationTokens: TableWith<Kinds['verificationTokens']>;
  readonly authenticators?: TableWith<Kinds['authenticators']> | undefined;
}

/** The tables of one adapter; a table that is left out has no methods. */
export interface Tables extends Pick<AdapterTables, 'users' | 'accounts' | 'authenticators'> {
  readonly sessions: AdapterTables['sessions'] | undefined;
  readonly verificationTokens: AdapterTables['verificationTokens'] | undefined;
}

/** Returns the tables whose rows belong to a user, by their column `userId`. */
export const ownedTables = ({ sessions, accounts, authenticators }: Tables) =>
  [sessions, accounts, authenticators].filter((table) => table != null);
