import type { SQL } from 'drizzle-orm';
import type { AdapterContext } from '../adapter/context.ts';
import type { AccountKey } from '../adapter/methods.ts';
import type { ColumnSql } from '../adapter/statements/column-write.ts';
import { makeLenient } from '../adapter/statements/lenient-write.ts';
import { prepareUpdate } from '../adapter/statements/update.ts';
import { columnsOf, filterColumns } from '../adapter/tables/columns.ts';
import type { Database } from '../database/database.ts';
import type { Values } from '../database/statement.ts';

/** What a provider hands out, by the properties of the table of accounts: undefined leaves a column alone, null clears it. */
export interface HandedOut {
  readonly access_token?: unknown;
  readonly refresh_token?: unknown;
  readonly expires_at?: unknown;
  readonly scope?: unknown;
  readonly token_type?: unknown;
  readonly id_token?: unknown;
  readonly session_state?: unknown;
  readonly oauth_token?: unknown;
  readonly oauth_token_secret?: unknown;
}

const IS_HANDED_OUT =
  /^(access_token|refresh_token|expires_at|scope|token_type|id_token|session_state|oauth_token(_secret)?)$/;

interface TokenUpdateOptions {
  /** The row to update. */
  readonly where: SQL | undefined;
  /** What becomes of the lease. @default nothing */
  readonly fixed?: ColumnSql | undefined;
  /** Whether a token that does not fit its column is left out, as details are. */
  readonly canDropTokens: boolean;
}

/** What is given to an UPDATE of tokens: the values, and those for the placeholders of its condition. */
interface Given {
  readonly handedOut: HandedOut;
  readonly where: Values & AccountKey;
}

/**
 * Prepares an UPDATE of the tokens in a row, whose function returns the driver's count of rows.
 *
 * Details that do not fit their column are left out, so that they prevent no sign-in. It may be sent twice: the second
 * one writes the same, or finds other tokens and writes nothing.
 */
export function prepareTokenUpdate(
  { now, warn, keyring, tables: { accounts } }: AdapterContext,
  { canDropTokens, ...options }: TokenUpdateOptions,
) {
  const changeable = filterColumns(columnsOf(accounts), (key) => IS_HANDED_OUT.test(key));
  const details = filterColumns(changeable, (key) => canDropTokens || !/_token(_secret)?$/.test(key));
  const update = prepareUpdate(accounts, { ...options, changeable, now, isRepeatable: true });
  const lenient = makeLenient(
    (db, given) => {
      const { where, ...handedOut } = given as HandedOut & Pick<Given, 'where'>;
      // One that does not fit leaves the old one there: without a refresh token, nobody could go on.
      const refresh_token = handedOut.refresh_token ?? undefined;
      return update(db, { ...handedOut, refresh_token }, where);
    },
    details,
    warn,
  );
  return async (db: Database, { handedOut, where }: Given): Promise<number> => {
    const stored = keyring ? await keyring.seal(handedOut, where) : handedOut;
    return (await lenient(db, { ...stored, where })) ?? 0;
  };
}
