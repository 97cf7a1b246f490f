import { and, eq, sql } from 'drizzle-orm';
import { invalidArgument } from '../adapter/arguments.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { exactly } from '../adapter/identity.ts';
import { prepareDelete } from '../adapter/statements/delete.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import { makeVerificationTokenMethods } from '../adapter/verification-tokens.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { read, write } from '../database/run.ts';
import { isStoredToken } from './token-text.ts';

/** The key of a row. */
interface TokenKey {
  readonly identifier: string;
  readonly token: string;
}

/**
 * Prepares the statements on the rows of tokens, once for each adapter.
 *
 * They are those of sign-in links, also where the adapter sends codes.
 */
export const tokenRowsOf = /* @__PURE__ */ oncePerObject((context: AdapterContext) => {
  const { connect, now, tables } = context;
  const { createVerificationToken, useVerificationToken } = makeVerificationTokenMethods(context);
  const table = tables.verificationTokens;
  if (!table || !createVerificationToken || !useVerificationToken)
    throw invalidArgument('tables.verificationTokens', 'be a table, for one-time tokens', table);
  const { identifier, token } = table;
  // A scan where the identifier has no index, but one that locks nothing; the rows are deleted by their keys.
  const selectKeys = prepareSelect<TokenKey>(table, (db) =>
    db
      .select({ identifier, token })
      .from(table)
      .where(eq(identifier, sql.placeholder('identifier'))),
  );
  const deleteOne = prepareDelete(table, () =>
    and(exactly(token, 'token'), exactly(identifier, 'identifier')),
  );

  let last = 0;

  return {
    insert: createVerificationToken,

    /** Returns a moment for a new token, or a later one, so that no two of an adapter have the same. */
    nextMoment(moment: number): number {
      last = Math.max(moment, last + 1);
      return last;
    },

    /** Deletes a row, and says whether it was there, and not over. */
    async redeem(key: TokenKey): Promise<boolean> {
      const found = await useVerificationToken(key);
      return found !== null && found.expires > now();
    },

    /**
     * Deletes all rows of an identifier but that of the newest token, whose stored text it returns.
     *
     * They are read after the caller's own was written, so that of any number of callers at once, the last one to read
     * sees all of them. A row goes only where a newer one was seen, so that the newest of all is never deleted.
     */
    async removeOlder(scope: string): Promise<string | undefined> {
      const db = await connect();
      const rows = await read(db, selectKeys, { identifier: scope });
      const tokens = rows
        .filter((row) => row.identifier === scope && isStoredToken(row.token))
        .map((row) => row.token);
      const [newest, ...older] = tokens.sort().reverse();
      for (const token of older) await write(db, deleteOne, { identifier: scope, token });
      return newest;
    },
  };
});
