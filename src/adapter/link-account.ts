import type { AdapterAccount } from '@auth/core/adapters';
import { and, getTableName } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { isDuplicate } from '../database/database-error.ts';
import { read, write } from '../database/run.ts';
import { deletion } from '../database/statements.ts';
import { MySqlAdapterError } from '../errors.ts';
import { keyIsExactly, requireKey } from './account-key.ts';
import { type AccountRow, accountSelection, isLiving, livingAccount } from './accounts.ts';
import { columnValues } from './columns/values.ts';
import type { AdapterContext } from './context.ts';
import { decoratedInserter } from './decorated-insert.ts';
import { exactlyOrNull, requireName } from './identity.ts';
import { inserter } from './insert.ts';
import { hasUniqueKey } from './keys.ts';
import type { AccountKey } from './methods.ts';
import { requireRow } from './require-row.ts';
import { accountLookalike } from './row-errors.ts';
import type { SignUps } from './sign-ups.ts';
import { type AdapterTables, type Columns, visibleColumns } from './tables.ts';

/** Each one more than the first follows a row that was in the way and is gone; others may put one there meanwhile. */
const ATTEMPTS = 3;

/** Makes the method that links an account to a user. */
export function linkAccountMethod(context: AdapterContext, signUps: SignUps) {
  const { now, oversizedTokens, warn } = context;
  const { accounts, users } = context.tables;
  const table = getTableName(accounts);
  const isPairUnique = hasUniqueKey(accounts, [accounts.provider, accounts.providerAccountId]);
  const insert = decoratedInserter(
    inserter<AdapterAccount>(accounts, now, users),
    decorations(accounts, oversizedTokens === 'drop'),
    warn,
  );
  const selectAccount = accountSelection(accounts, users);
  const deleteDead = deadRowDeletion(accounts);
  const names = (['userId', 'provider', 'providerAccountId'] as const).map((name) => {
    const { bind } = columnValues(accounts[name]);
    return { name, bind };
  });
  const withKey = (db: Database, key: AccountKey) => read(db, selectAccount, key);

  /** Returns the account where the user has it already, null where nobody has it. */
  function requireOwn(rows: readonly AccountRow[], key: AccountKey, userId: string): AdapterAccount | null {
    const linked = livingAccount(rows, key);
    if (!linked || linked.userId === userId) return linked;
    const message =
      'This provider account belongs to another user: sign in with it, or unlink it there first.';
    throw new MySqlAdapterError('ACCOUNT_ALREADY_LINKED', message, { table });
  }

  /** Deletes what is in the way of an account though its user is gone. */
  async function clearTheWay(db: Database, rows: readonly AccountRow[]): Promise<void> {
    if (rows.some(isLiving)) throw accountLookalike(accounts);
    for (const { account } of rows) {
      const { provider, providerAccountId, userId } = account;
      await write(db, deleteDead, { provider, providerAccountId, userId });
    }
  }

  async function link(db: Database, account: AdapterAccount, key: AccountKey): Promise<AdapterAccount> {
    const { userId } = account;
    // A unique key answers by itself; without one, only a look beforehand tells who has the account.
    const known = isPairUnique ? null : requireOwn(await withKey(db, key), key, userId);
    if (known) return known;
    for (let attempt = 1; ; attempt++) {
      try {
        return (await insert(db, { ...account, ...key })).row;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const rows = await withKey(db, key);
        const own = requireOwn(rows, key, userId);
        if (own) return own;
        // Where no row is found any more, others have cleared the way.
        await clearTheWay(db, rows);
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  return {
    async linkAccount(given: AdapterAccount): Promise<AdapterAccount> {
      const account = requireRow(given, 'account');
      requireName(account.userId, 'userId');
      return signUps.linking(account.userId, async (open) => {
        const key = requireKey(account);
        // Before the table is asked for them: a server may take what it cannot hold for something else.
        for (const { name, bind } of names) bind(requireName({ ...account, ...key }[name], name));
        return link(await open(), account, key);
      });
    },
  };
}

/** Returns the columns for what a provider adds to an account: all but its key, its owner and, if asked, its tokens. */
function decorations(accounts: AdapterTables['accounts'], dropsTokens: boolean): Columns {
  const isKept = ([key]: [string, unknown]) =>
    /^(userId|type|provider|providerAccountId)$/.test(key) || (!dropsTokens && /_token(_secret)?$/.test(key));
  return Object.fromEntries(Object.entries(visibleColumns(accounts)).filter((entry) => !isKept(entry)));
}

/** Makes the statement that deletes the account of a key while it belongs to one user, who may be null. */
function deadRowDeletion(accounts: AdapterTables['accounts']) {
  const isDead = () => and(keyIsExactly(accounts), exactlyOrNull(accounts.userId, 'userId'));
  return deletion(accounts, isDead, false);
}
