import { and, asc, eq, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { numericId } from '../adapter/account-row.ts';
import type { AdapterContext } from '../adapter/context.ts';
import type { Keyring } from '../adapter/keyring.ts';
import type { LeaseColumns } from '../adapter/refresh-lease.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import { columnsOf } from '../adapter/tables/columns.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import type { Database } from '../database/database.ts';
import { read } from '../database/run.ts';

type Accounts = AdapterTables['accounts'];

/** The tokens of an account, with the database's own view of the time. */
export interface StoredTokens {
  /** The numeric id of the row in digits; undefined for a table without one. */
  readonly rowId: string | undefined;
  readonly userId: string;
  readonly provider: string;
  readonly providerAccountId: string;
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  /** Why the refresh token cannot be decrypted, which matters only to a refresh; undefined if it can. */
  readonly refreshTokenError: unknown;
  /** Seconds since 1970; null if the provider does not say. */
  readonly expiresAt: number | null;
  readonly scope: string | null;
  /** The tokens and the expiry as the columns hold them, to recognize them by. */
  readonly raw: RawTokens;
  /** Seconds since 1970 by the clock of the database. */
  readonly now: number;
  /** When this process had read it, by `performance.now()`, which nobody sets. */
  readonly readAtMs: number;
  /** Who refreshes the tokens, or how that ended. */
  readonly lease: string | null;
  /** Milliseconds until the lease ends, by the clock of the database; 0 or less if it is over. */
  readonly leaseLeftMs: number;
}

/** The tokens and the expiry as the columns hold them. */
interface RawTokens {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly expiresAt: string | null;
}

/** Which accounts are looked for: those of a user at a provider. */
interface Owner {
  readonly userId: string;
  readonly provider: string;
}

/** A row of the SELECT; over HTTP, MySQL's 64-bit numbers are text. */
interface Row extends RawTokens, Owner {
  readonly rowId?: string;
  readonly providerAccountId: string;
  readonly ownerId: string;
  readonly scope: string | null;
  readonly now: number | string;
  readonly lease?: string | null;
  readonly leaseLeft?: number | string | null;
}

/**
 * Prepares a SELECT of the accounts that a user has at a provider, the oldest first; without columns, of no lease.
 *
 * Its function returns the tokens of the account that is picked among them, and decrypts those of no other.
 */
export function prepareFindTokens(
  { keyring, tables: { accounts, users } }: Pick<AdapterContext, 'tables' | 'keyring'>,
  lease: LeaseColumns | undefined,
) {
  const { id } = columnsOf(accounts);
  const rowId = numericId(accounts);
  const select = prepareSelect<Row>(accounts, (db) =>
    db
      .select({
        ...(rowId && { rowId: sql<string>`cast(${rowId} as char)` }),
        userId: accounts.userId,
        provider: accounts.provider,
        providerAccountId: accounts.providerAccountId,
        ownerId: users.id,
        accessToken: asStored(accounts.access_token),
        refreshToken: asStored(accounts.refresh_token),
        expiresAt: sql<string | null>`cast(${accounts.expires_at} as char)`,
        scope: accounts.scope,
        now: sql<string>`unix_timestamp()`,
        ...(lease && {
          lease: lease.refreshLease,
          leaseLeft: sql`timestampdiff(microsecond, utc_timestamp(3), ${lease.refreshLeaseUntil})`,
        }),
      })
      .from(accounts)
      .innerJoin(users, eq(users.id, accounts.userId))
      .where(
        and(
          eq(accounts.userId, sql.placeholder('userId')),
          eq(accounts.provider, sql.placeholder('provider')),
        ),
      )
      .orderBy(...(id ? [asc(id)] : [])),
  );
  return async (
    db: Database,
    { userId, provider }: Owner,
    pick: PickOne,
  ): Promise<StoredTokens | undefined> => {
    const rows = await read(db, select, { userId, provider });
    const readAtMs = performance.now();
    const isTheirs = (row: Row) =>
      row.userId === userId && row.ownerId === userId && row.provider === provider;
    const picked = pick(rows.filter(isTheirs));
    return picked && toTokens(accounts, keyring, picked, readAtMs);
  };
}

/** Picks one of several accounts. */
type PickOne = <Found extends { readonly providerAccountId: string }>(
  found: readonly Found[],
) => Found | undefined;

/** Selects a column without what Drizzle makes of its values. */
const asStored = (column: MySqlColumn) => sql<string | null>`${column}`;

async function toTokens(
  accounts: Accounts,
  keyring: Keyring | undefined,
  row: Row,
  readAtMs: number,
): Promise<StoredTokens> {
  const { rowId, userId, provider, providerAccountId, accessToken, refreshToken, expiresAt, scope } = row;
  const open = async <Tokens extends object>(stored: Tokens) =>
    keyring ? keyring.open(stored, row) : stored;
  const { access_token } = await open({ access_token: asText(accounts.access_token, accessToken) });
  const stored = { refresh_token: asText(accounts.refresh_token, refreshToken) };
  const { refresh_token, refreshTokenError } = await open(stored).then(
    (opened) => ({ ...opened, refreshTokenError: undefined }),
    (error: unknown) => ({ refresh_token: null, refreshTokenError: error }),
  );
  return {
    rowId,
    userId,
    provider,
    providerAccountId,
    accessToken: access_token,
    refreshToken: refresh_token,
    refreshTokenError,
    expiresAt: expiresAt === null ? null : Number(expiresAt),
    scope,
    raw: { accessToken, refreshToken, expiresAt },
    now: Number(row.now),
    readAtMs,
    lease: row.lease ?? null,
    leaseLeftMs: Number(row.leaseLeft ?? 0) / 1000,
  };
}

/** Returns a token as it was given to its column; null for an empty one, which is none. */
const asText = (column: MySqlColumn, stored: string | null) =>
  stored === null ? null : String(column.mapFromDriverValue(stored)) || null;

/** Says whether two reads saw the same tokens, which may have been encrypted anew in between. */
export const isUnchanged = (one: StoredTokens, other: StoredTokens) =>
  one.accessToken === other.accessToken &&
  one.refreshToken === other.refreshToken &&
  one.expiresAt === other.expiresAt;
