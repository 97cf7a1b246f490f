import { and, isNull, or, type SQL, sql } from 'drizzle-orm';
import { hasStored, numericId, rowIs } from '../adapter/account-row.ts';
import { columnValues } from '../adapter/columns/values.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { exactly } from '../adapter/identity.ts';
import { isTokenColumn } from '../adapter/keyring.ts';
import { isLeaseOver, leaseColumnsOf } from '../adapter/refresh-lease.ts';
import { prepareColumnWrite } from '../adapter/statements/column-write.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import { withColumns } from '../adapter/statements/with-columns.ts';
import { columnsOf, filterColumns } from '../adapter/tables/columns.ts';
import type { Database } from '../database/database.ts';
import type { Values } from '../database/statement.ts';
import type { RowKey } from './row-keys.ts';
import { onAllShards } from './scatter.ts';
import { prepareInWindow } from './windows.ts';

/** An account with its tokens as the columns hold them. */
export interface TokenRow {
  readonly provider: string;
  readonly providerAccountId: string;
  readonly userId: string | null;
  readonly rowId?: string;
  readonly stored: Values;
}

/** Returns the columns of tokens that a table has, by property name. */
export const tokenColumns = ({ tables }: Pick<AdapterContext, 'tables'>) =>
  filterColumns(columnsOf(tables.accounts), isTokenColumn);

/** Prepares a SELECT of the accounts in a window of a key. */
export function prepareTokenRows(context: Pick<AdapterContext, 'tables'>, key: RowKey) {
  const { accounts } = context.tables;
  const rowId = numericId(accounts);
  // Without what Drizzle makes of them, to recognize them by.
  const stored = Object.entries(tokenColumns(context)).map(([name, column]) => [name, sql`${column}`]);
  return prepareInWindow(key, (isWithin) =>
    prepareSelect<TokenRow>(accounts, (db) =>
      db
        .select({
          provider: onAllShards<string>(accounts.provider).mapWith(accounts.provider),
          providerAccountId: accounts.providerAccountId,
          userId: accounts.userId,
          ...(rowId && { rowId: sql<string>`cast(${rowId} as char)` }),
          stored: Object.fromEntries(stored),
        })
        .from(accounts)
        .where(isWithin),
    ),
  );
}

/**
 * Prepares an UPDATE of tokens in the row that was read, as long as all its tokens are byte for byte what they were, and
 * nobody is refreshing them; the function returns whether they were replaced. It throws `VALUE_TOO_LONG`.
 *
 * It may be sent twice: the second one finds other tokens.
 */
export function prepareReplace(context: Pick<AdapterContext, 'tables'>) {
  const { accounts } = context.tables;
  const columns = tokenColumns(context);
  const lease = leaseColumnsOf(accounts);
  const isUnchanged = Object.entries(columns).map(([name, column]) => hasStored(column, `read_${name}`));
  // In the place of a lease, a note says for a while how a refresh ended.
  const isIdle =
    lease && sql`(${or(isLeaseOver(lease), sql`${lease.refreshLease} in ('refused', 'failed')`)})`;
  const prepare = (ownerIs: SQL) =>
    prepareColumnWrite(accounts, (db, values) =>
      db
        .update(withColumns(accounts, Object.keys(values)))
        .set(values)
        .where(and(rowIs(accounts, ownerIs), ...isUnchanged, isIdle))
        .prepare(),
    );
  const ofUser = prepare(exactly(accounts.userId, 'owner'));
  const ofNobody = prepare(isNull(accounts.userId));
  const binds = Object.entries(columns).map(([name, column]) => [name, columnValues(column).bind] as const);

  return async (db: Database, row: TokenRow, tokens: Values): Promise<boolean> => {
    const { rowId, provider, providerAccountId, userId, stored } = row;
    const bound = Object.fromEntries(
      binds.filter(([name]) => Object.hasOwn(tokens, name)).map(([name, bind]) => [name, bind(tokens[name])]),
    );
    const asRead = Object.entries(stored).map(([name, value]) => [`read_${name}`, value]);
    const where = { rowId, provider, providerAccountId, owner: userId, ...Object.fromEntries(asRead) };
    const replace = userId === null ? ofNobody : ofUser;
    return (await replace(db, { bound, expressions: {} }, where, true)) > 0;
  };
}
