import type { AdapterContext } from '../adapter/context.ts';
import type { Keyring } from '../adapter/keyring.ts';
import type { Database } from '../database/database.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import type { Values } from '../database/statement.ts';
import { MySqlAdapterError } from '../errors.ts';
import { accountKey } from './row-keys.ts';
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
  /** Why the tokens of others were left as they are. */
  readonly errors: readonly MySqlAdapterError[];
}

/** The statements that go through the accounts of an adapter. */
export const prepareReencryption = /* @__PURE__ */ oncePerObject((context: AdapterContext) => {
  const { accounts } = context.tables;
  const key = accountKey(accounts);
  const find = prepareTokenRows(context, key);
  const replace = prepareReplace(context);
  const columns = Object.entries(tokenColumns(context));

  /** Returns those tokens of a row, as they were given to their columns, that are not encrypted with the current key. */
  function staleTokens({ stored }: TokenRow, keyring: Keyring): Values {
    const texts = columns.map(([name, column]) => {
      const value = stored[name];
      return [name, value == null ? null : column.mapFromDriverValue(value)] as const;
    });
    return Object.fromEntries(texts.filter(([, text]) => keyring.isStale(text)));
  }

  async function reencryptRow(db: Database, row: TokenRow, keyring: Keyring) {
    const stale = staleTokens(row, keyring);
    if (Object.keys(stale).length === 0) return 'current';
    try {
      const tokens = await keyring.seal(await keyring.open(stale, row), row);
      return (await replace(db, row, tokens)) ? 'reencrypted' : 'busy';
    } catch (error) {
      if (isAboutRow(error)) return error;
      throw error;
    }
  }

  return {
    requireStrictMode: prepareStrictMode(accounts),
    windows: prepareWindows(accounts, key),

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
      const errors: MySqlAdapterError[] = [];
      const busy = new Set<string>();
      let reencrypted = 0;
      for (const row of rows) {
        const result = await reencryptRow(db, row, keyring);
        if (result === 'reencrypted') reencrypted++;
        else if (result === 'busy') busy.add(nameOf(row));
        else if (result !== 'current') errors.push(result);
      }
      return { accounts: rows.length, reencrypted, busy, errors };
    },
  };
});

/** Returns a name for an account that no other has; of a table without a numeric id, two rows for one account share it. */
const nameOf = ({ rowId, userId, provider, providerAccountId }: TokenRow) =>
  JSON.stringify([rowId, userId, provider, providerAccountId]);

/** Says whether an error is about the tokens of one row, which are left as they are. */
const isAboutRow = (error: unknown): error is MySqlAdapterError =>
  error instanceof MySqlAdapterError && /^(DECRYPTION_FAILED|VALUE_TOO_LONG)$/.test(error.code);
