import type { AdapterAccount } from '@auth/core/adapters';
import { getTableName } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { isDuplicate } from '../database/errors/database-error.ts';
import { once } from '../database/once.ts';
import { read } from '../database/run.ts';
import { MySqlAdapterError } from '../errors.ts';
import { requireKey } from './account-key.ts';
import {
  type AccountRow,
  findOwned,
  hasOwner,
  openTokens,
  prepareAccountSelect,
  prepareOwnedDelete,
} from './accounts.ts';
import { requireName, requireRow } from './arguments.ts';
import { columnValues } from './columns/values.ts';
import type { AdapterContext } from './context.ts';
import type { AccountKey } from './methods.ts';
import { accountLookalike } from './row-errors.ts';
import type { SignUps } from './sign-ups.ts';
import { prepareInsert } from './statements/insert.ts';
import { makeLenient } from './statements/lenient-write.ts';
import { type Columns, filterColumns, visibleColumns } from './tables/columns.ts';
import { hasUniqueIndex } from './tables/indexes.ts';
import type { AdapterTables } from './tables/tables.ts';
import { orNameWiderTables } from './wider-tables.ts';

/** How often an insert is tried: after the row in the way is gone, others may add one. */
const ATTEMPTS = 3;

type Accounts = AdapterTables['accounts'];

/** Makes the method that links an account to a user. */
export function makeLinkAccount(context: AdapterContext, signUps: SignUps) {
  const { keyring } = context;
  const { accounts } = context.tables;
  const link = once(() => prepareLink(context));
  const names = ['userId', 'provider', 'providerAccountId'] as const;

  return async function linkAccount(given: AdapterAccount): Promise<AdapterAccount> {
    const account = requireRow(given, 'account');
    requireName(account.userId, 'userId');
    const linking = signUps.linking(account.userId, async (open) => {
      const key = requireKey(account);
      const given = { ...account, ...key };
      // Before the lookup: a server may mistake what a column cannot hold for something else.
      for (const name of names) columnValues(accounts[name]).bind(requireName(given[name], name));
      const stored = keyring ? await keyring.seal(given, key) : given;
      return openTokens(context, await link()(await open(), stored, key));
    });
    return linking.catch(orNameWiderTables(context));
  };
}

/** Prepares the statements that link an account. */
function prepareLink(context: AdapterContext) {
  const { now, oversizedTokens, warn, visible } = context;
  const { accounts, users } = context.tables;
  const isPairUnique = hasUniqueIndex(accounts, [accounts.provider, accounts.providerAccountId]);
  const insert = makeLenient(
    prepareInsert<AdapterAccount>(accounts, { now, owner: users, visible: visible.accounts }),
    optionalColumns(accounts, oversizedTokens === 'drop'),
    warn,
  );
  const selectAccount = prepareAccountSelect(context);
  const deleteDead = prepareOwnedDelete(accounts, false);

  /** Deletes the accounts that are in the way of one although their user is gone. */
  async function clearTheWay(db: Database, rows: readonly AccountRow[]): Promise<void> {
    if (rows.some(hasOwner)) throw accountLookalike(accounts);
    for (const { account } of rows) await deleteDead(db, account);
  }

  return async (db: Database, account: AdapterAccount, key: AccountKey): Promise<AdapterAccount> => {
    const { userId } = account;
    // A unique index refuses a duplicate; without one, only a look beforehand tells who has the account.
    const known = isPairUnique ? null : requireOwn(accounts, await read(db, selectAccount, key), key, userId);
    if (known) return known;
    for (let attempt = 1; ; attempt++) {
      try {
        return (await insert(db, account)).row;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const rows = await read(db, selectAccount, key);
        const own = requireOwn(accounts, rows, key, userId);
        if (own) return own;
        // If no rows are left, others have deleted them.
        await clearTheWay(db, rows);
        if (attempt === ATTEMPTS) throw error;
      }
    }
  };
}

/** Returns the account if the user has it already, null if nobody has it. */
function requireOwn(
  accounts: Accounts,
  rows: readonly AccountRow[],
  key: AccountKey,
  userId: string,
): AdapterAccount | null {
  const linked = findOwned(rows, key);
  if (!linked || linked.userId === userId) return linked;
  const message = 'This provider account belongs to another user: sign in with it, or unlink it there first.';
  throw new MySqlAdapterError('ACCOUNT_ALREADY_LINKED', message, { table: getTableName(accounts) });
}

/** Returns the columns for a provider's extras: all but the key, the type, the owner and, if required, the tokens. */
function optionalColumns(accounts: Accounts, canDropTokens: boolean): Columns {
  const isRequired = (key: string) =>
    /^(userId|type|provider(AccountId)?)$/.test(key) || (!canDropTokens && /_token(_secret)?$/.test(key));
  return filterColumns(visibleColumns(accounts), (key) => !isRequired(key));
}
