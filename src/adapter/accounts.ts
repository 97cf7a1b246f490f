import type { AdapterAccount, AdapterUser } from '@auth/core/adapters';
import { and, asc, eq, getTableName, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { isDuplicate } from '../database/database-error.ts';
import { oncePerDatabase } from '../database/prepared.ts';
import { type PreparedStatement, read, write } from '../database/run.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { AdapterContext } from './context.ts';
import { exactly, requireProviderAccountId, requireText } from './identity.ts';
import { inserter } from './insert.ts';
import type { AccountKey } from './methods.ts';
import { columnsOf, visibleColumns } from './tables.ts';
import { hasUniqueKey } from './unique-key.ts';
import { userNotFound } from './users.ts';

/** Makes the methods that work on the accounts at providers. */
export function accountMethods({ connect, tables: { accounts, users }, now }: AdapterContext) {
  const table = getTableName(accounts);
  const visible = visibleColumns(accounts, ['id']);
  const isPairUnique = hasUniqueKey(accounts, [accounts.provider, accounts.providerAccountId]);
  const insert = inserter<AdapterAccount>(accounts, {
    visible,
    now,
    onlyWhile: { table: users, condition: exactly(users.id, 'userId') },
  });
  // Joined with users, because an account whose user is gone counts for nobody. Without a unique key two rows may
  // hold one account; the oldest counts, for every reader.
  const { id } = columnsOf(accounts);
  const ownerIs = eq(users.id, accounts.userId);
  const keyIs = and(
    eq(accounts.providerAccountId, sql.placeholder('providerAccountId')),
    eq(accounts.provider, sql.placeholder('provider')),
  );
  const order = id ? [asc(id)] : [];
  const selectUser = oncePerDatabase(
    (db): PreparedStatement<{ user: AdapterUser; account: AccountKey & Owned }[]> => {
      const { provider, providerAccountId, userId } = accounts;
      const fields = { user: visibleColumns(users), account: { provider, providerAccountId, userId } };
      return db
        .select(fields)
        .from(accounts)
        .innerJoin(users, ownerIs)
        .where(keyIs)
        .orderBy(...order)
        .prepare();
    },
  );
  const selectAccount = oncePerDatabase(
    (db): PreparedStatement<{ account: AdapterAccount; owner: Owner }[]> => {
      const fields = { account: visible, owner: { id: users.id } };
      return db
        .select(fields)
        .from(accounts)
        .innerJoin(users, ownerIs)
        .where(keyIs)
        .orderBy(...order)
        .prepare();
    },
  );
  const deleteByKey = oncePerDatabase((db) =>
    db
      .delete(accounts)
      .where(
        and(exactly(accounts.providerAccountId, 'providerAccountId'), exactly(accounts.provider, 'provider')),
      )
      .prepare(),
  );

  async function findAccount(db: Database, key: AccountKey): Promise<AdapterAccount | null> {
    const rows = await read(table, selectAccount(db), { ...key });
    const found = rows.find(
      ({ account, owner }) => isSameAccount(account, key) && account.userId === owner.id,
    );
    return found?.account ?? null;
  }

  /** Returns the account where the user has it already, null where nobody has it. */
  async function findOwn(db: Database, key: AccountKey, userId: string): Promise<AdapterAccount | null> {
    const linked = await findAccount(db, key);
    if (!linked || linked.userId === userId) return linked;
    throw new MySqlAdapterError(
      'ACCOUNT_ALREADY_LINKED',
      'This provider account belongs to another user: sign in with it, or unlink it there first.',
      { table },
    );
  }

  return {
    async getUserByAccount(account: AccountKey): Promise<AdapterUser | null> {
      const key = accountKey(account);
      const rows = await read(table, selectUser(await connect()), { ...key });
      const found = rows.find(
        ({ account, user }) => isSameAccount(account, key) && account.userId === user.id,
      );
      return found?.user ?? null;
    },

    async getAccount(providerAccountId: string, provider: string): Promise<AdapterAccount | null> {
      return findAccount(await connect(), accountKey({ providerAccountId, provider }));
    },

    async linkAccount(account: AdapterAccount): Promise<AdapterAccount> {
      const key = accountKey(account);
      const userId = requireText(account.userId, 'userId');
      const db = await connect();
      // A unique key answers by itself; without one, only a look beforehand tells who has the account.
      const known = isPairUnique ? null : await findOwn(db, key, userId);
      if (known) return known;
      try {
        const { row, count } = await insert(db, { ...account, ...key });
        if (count === 0) throw userNotFound(getTableName(users));
        return row;
      } catch (error) {
        const own = isDuplicate(error) ? await findOwn(db, key, userId) : null;
        if (own) return own;
        throw error;
      }
    },

    async unlinkAccount(account: AccountKey): Promise<undefined> {
      const key = accountKey(account);
      await write(table, deleteByKey(await connect()), { ...key });
    },
  };
}

interface Owner {
  readonly id: string;
}

interface Owned {
  readonly userId: string;
}

const accountKey = ({ provider, providerAccountId }: AccountKey): AccountKey => ({
  provider: requireText(provider, 'provider'),
  providerAccountId: requireProviderAccountId(providerAccountId),
});

const isSameAccount = (one: AccountKey, other: AccountKey) =>
  one.provider === other.provider && one.providerAccountId === other.providerAccountId;
