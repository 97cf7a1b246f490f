import { asc, eq, sql } from 'drizzle-orm';
import { canHoldKey, requireKey } from '../adapter/account-key.ts';
import type { AdapterContext } from '../adapter/context.ts';
import type { AccountKey } from '../adapter/methods.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import { countedIdOf } from '../adapter/tables/columns.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { read } from '../database/run.ts';
import { prepareGuardedDelete } from './guarded-delete.ts';
import { shownColumns, timestampFrom, timestampsOf } from './shown-columns.ts';

/**
 * An account on a person's own page, without its tokens; with your own columns of the table.
 */
export interface ListedAccount {
  readonly provider: string;
  readonly providerAccountId: string;
  readonly type: string;
  /** What the provider has allowed, as it said when the tokens were stored. */
  readonly scope?: string | null;
  /** When it was linked; null where the table does not have it. */
  readonly createdAt: Date | null;
  readonly [column: string]: unknown;
}

interface AccountRow {
  readonly userId: string | null;
  readonly provider: string;
  readonly providerAccountId: string;
  readonly type: string;
  readonly createdAt?: unknown;
  readonly shown?: Readonly<Record<string, unknown>>;
}

/** What Auth.js stores beside the key and the scope, and what is told of an account in another form. */
const HIDDEN = /^(id|userId|provider|providerAccountId|type|expires_at|token_type|session_state)$/;

const prepareRows = /* @__PURE__ */ oncePerObject((context: AdapterContext) => {
  const {
    visible,
    tables: { accounts },
  } = context;
  const { userId, provider, providerAccountId, type } = accounts;
  const shown = shownColumns(visible.accounts, HIDDEN);
  const { createdAt } = timestampsOf(accounts);
  const own = { userId, provider, providerAccountId, type, ...(createdAt && { createdAt }) };
  const id = countedIdOf(accounts);
  return prepareSelect<AccountRow>(accounts, (db) =>
    db
      .select(Object.keys(shown).length > 0 ? { ...own, shown } : own)
      .from(accounts)
      .where(eq(userId, sql.placeholder('userId')))
      .orderBy(...(id ? [asc(id)] : [])),
  );
});

/** The deletions of accounts: for sites with sign-in links and for those without. */
const prepareDeletes = /* @__PURE__ */ oncePerObject((context: AdapterContext) => ({
  withEmail: prepareGuardedDelete(context, 'account', true),
  withoutEmail: prepareGuardedDelete(context, 'account', false),
}));

/** Makes the functions that list and unlink the accounts of a user at providers. */
export function makeAccountFunctions(context: AdapterContext, userId: string, emailSignIn: boolean) {
  const { connect, tables } = context;
  const { accounts } = tables;
  const { withEmail, withoutEmail } = prepareDeletes(context);
  const deleteAccount = emailSignIn ? withEmail : withoutEmail;

  return {
    async listAccounts(): Promise<ListedAccount[]> {
      const rows = await read(await connect(), prepareRows(context), { userId });
      return rows
        .filter((row) => row.userId === userId && row.type !== 'webauthn')
        .map(({ provider, providerAccountId, type, createdAt, shown }) => ({
          ...shown,
          provider,
          providerAccountId,
          type,
          createdAt: timestampFrom(accounts, 'createdAt', createdAt),
        }));
    },

    async unlinkAccount(account: AccountKey): Promise<boolean> {
      const key = requireKey(account);
      return canHoldKey(accounts, key) && deleteAccount(await connect(), { ...key, userId });
    },
  };
}
