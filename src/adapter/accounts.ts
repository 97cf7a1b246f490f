import type { AdapterAccount, AdapterUser } from '@auth/core/adapters';
import { and, asc, eq, isNull, type SQL } from 'drizzle-orm';
import { type Database, isTransaction } from '../database/database.ts';
import { isUnsupported } from '../database/errors/database-error.ts';
import { read, write } from '../database/run.ts';
import type { Statement } from '../database/statement.ts';
import { canHoldKey, isSameAccount, keyIs, keyIsExactly, requireKey } from './account-key.ts';
import type { AdapterContext } from './context.ts';
import { exactly } from './identity.ts';
import type { AccountKey } from './methods.ts';
import type { SignUps } from './sign-ups.ts';
import { prepareDelete } from './statements/delete.ts';
import { prepareSelect } from './statements/select.ts';
import { columnsOf } from './tables/columns.ts';
import { selectionOf } from './tables/selection.ts';
import type { AdapterTables } from './tables/tables.ts';

/** Makes the methods that find accounts at providers and unlink them. */
export function makeAccountMethods(context: AdapterContext, signUps: SignUps) {
  const { connect } = context;
  const { accounts } = context.tables;
  const selectUser = prepareUserSelect(context);
  const selectAccount = prepareAccountSelect(context);
  const deleteByKey = prepareDelete(accounts, () => keyIsExactly(accounts));
  const deleteOwned = prepareOwnedDelete(accounts);

  return {
    async getUserByAccount(account: AccountKey): Promise<AdapterUser | null> {
      const key = requireKey(account);
      if (!canHoldKey(accounts, key)) return null;
      const rows = await read(await connect(), selectUser, key);
      const found = rows.find(
        ({ account, user }) => isSameAccount(account, key) && account.userId === user.id,
      );
      if (!found) return null;
      signUps.seen(found.user.id);
      return found.user;
    },

    async getAccount(providerAccountId: string, provider: string): Promise<AdapterAccount | null> {
      const key = requireKey({ providerAccountId, provider });
      if (!canHoldKey(accounts, key)) return null;
      const found = findOwned(await read(await connect(), selectAccount, key), key);
      return found && openTokens(context, found);
    },

    async unlinkAccount(account: AccountKey): Promise<undefined> {
      const key = requireKey(account);
      if (!canHoldKey(accounts, key)) return;
      const db = await connect();
      try {
        await write(db, deleteByKey, key);
      } catch (error) {
        // A second person may have the same id at another provider, on another shard. Refusing that, a sharded Vitess
        // ends a transaction, so nothing more may be sent in it.
        if (isTransaction(db) || !isUnsupported(error)) throw error;
        const rows = await read(db, selectAccount, key);
        for (const { account } of rows) if (isSameAccount(account, key)) await deleteOwned(db, account);
      }
    },
  };
}

type Accounts = AdapterTables['accounts'];

/** An account, which may only look like the one wanted, and its owner, who may be gone. */
export interface AccountRow {
  readonly account: AdapterAccount;
  readonly owner: { readonly id: string } | null;
}

/** Returns the account with a key whose user exists; without a unique index, the oldest of several. */
export function findOwned(rows: readonly AccountRow[], key: AccountKey): AdapterAccount | null {
  return rows.find((row) => isSameAccount(row.account, key) && hasOwner(row))?.account ?? null;
}

/** Returns an account with its tokens as they were given. */
export const openTokens = async ({ keyring }: AdapterContext, account: AdapterAccount) =>
  keyring ? keyring.open(account, account) : account;

/** Says whether the user of an account exists; a user whose id only looks alike is somebody else. */
export const hasOwner = ({ account, owner }: AccountRow): boolean => account.userId === owner?.id;

/** Prepares a SELECT of the accounts that the database finds by a key, with their owners, the oldest first. */
export function prepareAccountSelect({ tables, visible }: AdapterContext): Statement<AccountRow[]> {
  const { accounts, users } = tables;
  return prepareSelect(accounts, (db) =>
    db
      .select({ account: selectionOf(visible.accounts), owner: { id: users.id } })
      .from(accounts)
      .leftJoin(users, eq(users.id, accounts.userId))
      .where(keyIs(accounts))
      .orderBy(...oldestFirst(accounts)),
  );
}

/**
 * Prepares the deletion of an account of one user, or of nobody.
 *
 * The user's id comes bare as well, because a sharded database finds the shard by it.
 */
export function prepareOwnedDelete(accounts: Accounts, isRepeatable = true) {
  const { userId: column } = accounts;
  const deleteOf = (isOwner: () => SQL) =>
    prepareDelete(accounts, () => and(keyIsExactly(accounts), isOwner()), isRepeatable);
  const ofUser = deleteOf(() => exactly(column, 'userId'));
  const ofNobody = deleteOf(() => isNull(column));
  return (
    db: Database,
    { provider, providerAccountId, userId }: AccountKey & Pick<AdapterAccount, 'userId'>,
  ): Promise<number> =>
    write(db, userId === null ? ofNobody : ofUser, { provider, providerAccountId, userId });
}

function prepareUserSelect({ tables, visible }: AdapterContext) {
  const { accounts, users } = tables;
  const { provider, providerAccountId, userId } = accounts;
  interface Row {
    readonly user: AdapterUser;
    readonly account: AccountKey & Pick<AdapterAccount, 'userId'>;
  }
  return prepareSelect<Row>(accounts, (db) =>
    db
      .select({ user: selectionOf(visible.users), account: { provider, providerAccountId, userId } })
      .from(accounts)
      .innerJoin(users, eq(users.id, userId))
      .where(keyIs(accounts))
      .orderBy(...oldestFirst(accounts)),
  );
}

function oldestFirst(accounts: Accounts) {
  const { id } = columnsOf(accounts);
  return id ? [asc(id)] : [];
}
