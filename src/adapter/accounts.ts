import type { AdapterAccount, AdapterUser } from '@auth/core/adapters';
import { asc, eq } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { read, type Statement, write } from '../database/run.ts';
import { deletion, selection } from '../database/statements.ts';
import { isSameAccount, keyIs, keyIsExactly, requireKey } from './account-key.ts';
import type { AdapterContext } from './context.ts';
import { nameCheck } from './identity.ts';
import type { AccountKey } from './methods.ts';
import type { SignUps } from './sign-ups.ts';
import { type AdapterTables, columnsOf, selectionOf } from './tables.ts';

/** Makes the methods that find accounts at providers and unlink them. */
export function accountMethods({ connect, tables: { accounts, users } }: AdapterContext, signUps: SignUps) {
  const selectUser = userSelection(accounts, users);
  const selectAccount = accountSelection(accounts, users);
  const deleteByKey = deletion(accounts, () => keyIsExactly(accounts));
  const canBeProvider = nameCheck(accounts.provider);
  const canBeAccountId = nameCheck(accounts.providerAccountId);
  const canBeKey = (key: AccountKey) => canBeProvider(key.provider) && canBeAccountId(key.providerAccountId);

  return {
    async getUserByAccount(account: AccountKey): Promise<AdapterUser | null> {
      const key = requireKey(account);
      if (!canBeKey(key)) return null;
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
      if (!canBeKey(key)) return null;
      return livingAccount(await read(await connect(), selectAccount, key), key);
    },

    async unlinkAccount(account: AccountKey): Promise<undefined> {
      const key = requireKey(account);
      if (!canBeKey(key)) return;
      await write(await connect(), deleteByKey, key);
    },
  };
}

type Accounts = AdapterTables['accounts'];
type Users = AdapterTables['users'];

/** An account that may only look like the one that was asked for, and its owner, who may be gone. */
export interface AccountRow {
  readonly account: AdapterAccount;
  readonly owner: { readonly id: string } | null;
}

/** Returns the account of a key whose user is there; without a unique key there may be more than one, oldest first. */
export function livingAccount(rows: readonly AccountRow[], key: AccountKey): AdapterAccount | null {
  return rows.find((row) => isSameAccount(row.account, key) && isLiving(row))?.account ?? null;
}

/** Says whether the user of an account is there; one whose id only looks alike is somebody else. */
export const isLiving = ({ account, owner }: AccountRow): boolean => account.userId === owner?.id;

/** Makes the SELECT of the accounts that the database takes for those of a key, with their owners, the oldest first. */
export function accountSelection(accounts: Accounts, users: Users): Statement<AccountRow[]> {
  return selection(accounts, (db) =>
    db
      .select({ account: selectionOf(accounts), owner: { id: users.id as MySqlColumn } })
      .from(accounts)
      .leftJoin(users, eq(users.id, accounts.userId))
      .where(keyIs(accounts))
      .orderBy(...oldestFirst(accounts)),
  );
}

function userSelection(accounts: Accounts, users: Users) {
  const { provider, providerAccountId, userId } = accounts;
  interface Row {
    readonly user: AdapterUser;
    readonly account: AccountKey & Pick<AdapterAccount, 'userId'>;
  }
  return selection<Row>(accounts, (db) =>
    db
      .select({ user: selectionOf(users), account: { provider, providerAccountId, userId } })
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
