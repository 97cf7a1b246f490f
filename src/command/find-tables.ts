import { mysqlTable } from 'drizzle-orm/mysql-core';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import { toAdapterError } from '../database/errors/database-error.ts';
import * as basic from '../schema/index.ts';
import * as production from '../schema/production.ts';
import { CommandFailure } from './failure.ts';

/** Tables of the package that a database has. */
interface FoundTables {
  /** The set that they come nearest to: what `--tables` would be. */
  readonly name: 'basic' | 'production';
  /** The set itself. */
  readonly tables: AdapterTables;
  /** Each table in the form in which it is there; one that is missing may be left out. */
  readonly present: AdapterTables;
}

/**
 * Finds out which tables of the package a database has.
 *
 * Each is looked at, since migrations may have stopped half the way, and columns may have been added by hand: a wider
 * column than there is would cut what is written, an index that is missing would have `prune` sort the whole table.
 */
export async function findTables(pool: Pool): Promise<FoundTables> {
  const accounts = await describeAccounts(pool);
  const name = accounts.isProduction ? 'production' : 'basic';
  const [sessions, verificationTokens, hasAuthenticators] = await Promise.all([
    hasIndexOnExpires(pool, 'sessions'),
    hasIndexOnExpires(pool, 'verification_tokens'),
    accounts.isProduction && isThere(pool, 'authenticators'),
  ]);
  const tables = accounts.isProduction ? production : basic;
  const present = {
    users: tables.users,
    accounts: accountsOf(accounts),
    sessions: (sessions ? production : basic).sessions,
    verificationTokens: (verificationTokens ? production : basic).verificationTokens,
    ...(hasAuthenticators && { authenticators: production.authenticators }),
  };
  return { name, tables, present };
}

/** What the form of a table `accounts` is told by. */
interface AccountsForm {
  /** Whether it comes nearest to the production table. */
  readonly isProduction: boolean;
  /** Whether it holds tokens of more than 255 characters. */
  readonly isWide: boolean;
  readonly hasLease: boolean;
}

async function describeAccounts(pool: Pool): Promise<AccountsForm> {
  try {
    const [columns] = await pool.query<RowDataPacket[]>('show columns from accounts');
    const [indexes] = await pool.query<RowDataPacket[]>('show index from accounts');
    const types = new Map(columns.map(({ Field, Type }) => [String(Field).toLowerCase(), String(Type)]));
    const isText = (name: string) => /text/i.test(types.get(name) ?? '');
    return {
      isProduction: isText('access_token') || indexes.some(isUniqueFromAccountId),
      isWide: ['refresh_token', 'access_token', 'oauth_token', 'oauth_token_secret'].every(isText),
      hasLease: types.has('refresh_lease') && types.has('refresh_lease_until'),
    };
  } catch (thrown) {
    const error = toAdapterError(thrown, 'accounts', 'read');
    if (!isMissing(error)) throw error;
    throw new CommandFailure(
      'The database has no table accounts. Run the migrations (docs/migrating.md), check the name of the database in ' +
        'DATABASE_URL, or name your own tables with --tables.',
      { cause: error },
    );
  }
}

/** Says whether this is the first column of the unique index that only the production table has. */
const isUniqueFromAccountId = ({ Non_unique, Seq_in_index, Column_name }: RowDataPacket) =>
  Number(Non_unique) === 0 && Number(Seq_in_index) === 1 && /^provider_account_id$/i.test(Column_name);

/** Returns the table `accounts` with no column that is wider than the database's, and a lease if that has one. */
function accountsOf({ isWide, hasLease }: AccountsForm): AdapterTables['accounts'] {
  const { refreshLease: _, refreshLeaseUntil: __, ...wideColumns } = basic.productionAccountColumns();
  const columns = isWide ? wideColumns : basic.accountColumns();
  return hasLease
    ? mysqlTable('accounts', { ...columns, ...basic.refreshLeaseColumns() })
    : mysqlTable('accounts', columns);
}

/** Says whether a table has an index that begins with `expires`; the work itself says if it cannot be read. */
async function hasIndexOnExpires(pool: Pool, table: string): Promise<boolean> {
  const [indexes] = await pool.query<RowDataPacket[]>(`show index from ${table}`).catch(() => [[]] as const);
  return indexes.some(
    ({ Seq_in_index, Column_name }) => Number(Seq_in_index) === 1 && /^expires$/i.test(Column_name),
  );
}

/** Says whether there is a table; also if it cannot be read, which the work then says. */
const isThere = (pool: Pool, table: string): Promise<boolean> =>
  pool.query(`show columns from ${table}`).then(
    () => true,
    (thrown: unknown) => !isMissing(toAdapterError(thrown, table, 'read')),
  );

const isMissing = ({ message }: Error) => /\b(ER_NO_SUCH_TABLE|TABLE_NOT_FOUND|VT0500[45])\b/.test(message);
