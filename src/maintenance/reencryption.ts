import type { AdapterContext } from '../adapter/context.ts';
import type { Keyring } from '../adapter/keyring.ts';
import type { Database } from '../database/database.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import type { Values } from '../database/statement.ts';
import { isAboutRow, requireCurrentKey } from './current-key.ts';
import { prepareRequireLease } from './require-lease.ts';
import { accountKey } from './row-keys.ts';
import type { SkippedAccount } from './skipped-accounts.ts';
import { prepareStrictMode } from './strict-mode.ts';
import { prepareReplace, prepareTokenRows, type TokenRow, tokenColumns } from './token-rows.ts';
import { prepareWindows, type Window } from './windows.ts';

/** What became of the accounts in a window. */
export interface Reencryption {
  /** How many were looked at. */
  readonly accounts: number;
  readonly reencrypted: number;
  /** Accounts whose tokens somebody is refreshing, or has changed since they were read. */
  readonly busy: ReadonlySet<string>;
  /** Others whose tokens were left as they are. */
  readonly skipped: readonly SkippedAccount[];
}

/** The statements that go through the accounts of an adapter. */
export const prepareReencryption = /* @__PURE__ */ oncePerObject((context: AdapterContext) => {
  const { accounts } = context.tables;
  const key = accountKey(accounts);
  const find = prepareTokenRows(context, key);
  const replace = prepareReplace(context);
  const columns = Object.entries(tokenColumns(context));

  /** Returns the tokens of a row as they were given to their columns. */
  function tokensOf({ stored }: TokenRow): Values {
    const texts = columns.map(([name, column]) => {
      const value = stored[name];
      return [name, value == null ? null : column.mapFromDriverValue(value)] as const;
    });
    return Object.fromEntries(texts);
  }

  async function reencryptRow(db: Database, row: TokenRow, keyring: Keyring) {
    const tokens = tokensOf(row);
    const stale = Object.keys(tokens).filter((name) => keyring.isStale(tokens[name]));
    try {
      // Those of the current key as well: one that it does not open is nothing to remove an old key by.
      const opened = await keyring.open(tokens, row);
      if (stale.length === 0) return 'current';
      const changed = Object.fromEntries(stale.map((name) => [name, opened[name]]));
      return (await replace(db, row, await keyring.seal(changed, row))) ? 'reencrypted' : 'busy';
    } catch (error) {
      if (isAboutRow(error)) return error;
      throw error;
    }
  }

  const windows = prepareWindows(accounts, key);

  return {
    windows,

    requireStrictMode: prepareStrictMode(accounts),

    /** Rejects if the database lacks the columns that say who is refreshing tokens. */
    requireLease: prepareRequireLease(context),

    /** Rejects if tokens with the id of the current key were encrypted with another one; reads up to one that it opens. */
    async requireKey(
      db: Database,
      size: number,
      keyring: Keyring,
      signal: AbortSignal | undefined,
    ): Promise<void> {
      async function* batches() {
        for await (const window of windows(db, size)) {
          if (signal?.aborted) return;
          yield (await find(db, window)).map((row) => ({ account: row, tokens: tokensOf(row) }));
        }
      }
      await requireCurrentKey(keyring, batches());
    },

    /**
     * Encrypts the tokens of the accounts in a window that are not encrypted with the current key, one after the other; of
     * those that were busy before, if some are given.
     */
    async reencrypt(
      db: Database,
      window: Window,
      keyring: Keyring,
      only?: ReadonlySet<string>,
    ): Promise<Reencryption> {
      const found = await find(db, window);
      const rows = only ? found.filter((row) => only.has(nameOf(row))) : found;
      const skipped: SkippedAccount[] = [];
      const busy = new Set<string>();
      let reencrypted = 0;
      for (const row of rows) {
        const result = await reencryptRow(db, row, keyring);
        if (result === 'reencrypted') reencrypted++;
        else if (result === 'busy') busy.add(nameOf(row));
        else if (result !== 'current') skipped.push({ rowId: row.rowId, error: result });
      }
      return { accounts: rows.length, reencrypted, busy, skipped };
    },
  };
});

/** Returns a name for an account that no other has; of a table without a numeric id, two rows for one account share it. */
const nameOf = ({ rowId, userId, provider, providerAccountId }: TokenRow) =>
  JSON.stringify([rowId, userId, provider, providerAccountId]);
