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
import { type AdapterTables, type Columns, columnsOf, visibleColumns } from './tables.ts';
import { hasUniqueKey } from './unique-key.ts';
import { userNotFound } from './users.ts';

/** Makes the methods that work on the accounts at providers. */
export function accountMethods({ connect, tables: { accounts, users }, now }: AdapterContext) {
  const table = getTableName(accounts);
  const isPairUnique = hasUniqueKey(accounts, [accounts.provider, accounts.providerAccountId]);
  const onlyWhile = { table: users, condition: exactly(users.id, 'userId') };
  const insert = inserter<AdapterAccount>(accounts, { visible: visibleColumns(accounts), now, onlyWhile });
  const { selectUser, selectAccount, deleteByKey } = accountStatements(accounts, users);

  async function findAccount(db: Database, key: AccountKey): Promise<AdapterAccount | null> {
    const rows = await read(table, selectAccount(db), key);
    const found = rows.find(
      ({ account, owner }) => isSameAccount(account, key) && account.userId === owner.id,
    );
    return found?.account ?? null;
  }

  /** Returns the account where the user has it already, null where nobody has it. */
  async function findOwn(db: Database, key: AccountKey, userId: string): Promise<AdapterAccount | null> {
    const linked = await findAccount(db, key);
    if (!linked || linked.userId === userId) return linked;
    const message =
      'This provider account belongs to another user: sign in with it, or unlink it there first.';
    throw new MySqlAdapterError('ACCOUNT_ALREADY_LINKED', message, { table });
  }

  return {
    async getUserByAccount(account: AccountKey): Promise<AdapterUser | null> {
      const key = requireKey(account);
      const rows = await read(table, selectUser(await connect()), key);
      const found = rows.find(
        ({ account, user }) => isSameAccount(account, key) && account.userId === user.id,
      );
      return found?.user ?? null;
    },

    async getAccount(providerAccountId: string, provider: string): Promise<AdapterAccount | null> {
      const key = requireKey({ providerAccountId, provider });
      return findAccount(await connect(), key);
    },

    async linkAccount(account: AdapterAccount): Promise<AdapterAccount> {
      const key = requireKey(account);
      const userId = requireText(account.userId, 'userId');
      const db = await connect();
      // A unique key answers by itself; without one, only a look beforehand tells who has the account.
      const known = isPairUnique ? null : await findOwn(db, key, userId);
      if (known) return known;
      try {
        const { row, count } = await insert(db, { ...account, ...key });
        if (count === 0) throw userNotFound(users);
        return row;
      } catch (error) {
        const own = isDuplicate(error) ? await findOwn(db, key, userId) : null;
        if (own) return own;
        throw error;
      }
    },

    async unlinkAccount(account: AccountKey): Promise<undefined> {
      const key = requireKey(account);
      await write(table, deleteByKey(await connect()), key);
    },
  };
}

/**
 * Makes the statements on accounts, which all take a provider and an account id.
 *
 * The reads join users, because an account whose user is gone counts for nobody. Without a unique key two rows may
 * hold one account; the one with the lowest id counts, for every reader.
 */
function accountStatements(accounts: AdapterTables['accounts'], users: AdapterTables['users']) {
  const { provider, providerAccountId, userId } = accounts;
  const { id } = columnsOf(accounts);
  const order = id ? [asc(id)] : [];
  const ownerIs = eq(users.id, userId);
  const keyIs = and(
    eq(providerAccountId, sql.placeholder('providerAccountId')),
    eq(provider, sql.placeholder('provider')),
  );
  const keyIsExactly = and(exactly(providerAccountId, 'providerAccountId'), exactly(provider, 'provider'));

  const select = <Row>(fields: SelectedFields) =>
    oncePerDatabase(
      (db): PreparedStatement<Row[]> =>
        db
          .select(fields)
          .from(accounts)
          .innerJoin(users, ownerIs)
          .where(keyIs)
          .orderBy(...order)
          .prepare(),
    );

  return {
    selectUser: select<{ user: AdapterUser; account: OwnedKey }>({
      user: visibleColumns(users),
      account: { provider, providerAccountId, userId },
    }),
    selectAccount: select<{ account: AdapterAccount; owner: { id: string } }>({
      account: visibleColumns(accounts),
      owner: { id: users.id },
    }),
    deleteByKey: oncePerDatabase((db) => db.delete(accounts).where(keyIsExactly).prepare()),
  };
}

type SelectedFields = Record<string, Columns>;
type OwnedKey = AccountKey & Pick<AdapterAccount, 'userId'>;

const requireKey = ({ provider, providerAccountId }: AccountKey): AccountKey => ({
  provider: requireText(provider, 'provider'),
  providerAccountId: requireProviderAccountId(providerAccountId),
});

const isSameAccount = (one: AccountKey, other: AccountKey) =>
  one.provider === other.provider && one.providerAccountId === other.providerAccountId;
