import { and, eq, sql } from 'drizzle-orm';
import { invalidArgument } from '../adapter/arguments.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { exactly } from '../adapter/identity.ts';
import { prepareDelete } from '../adapter/statements/delete.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import { makeVerificationTokenMethods } from '../adapter/verification-tokens.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { read, write } from '../database/run.ts';

/** The row of a token. */
interface TokenRow {
  readonly identifier: string;
  readonly token: string;
  readonly expires: Date;
}

/**
 * Prepares the statements on the rows of tokens, once for each adapter.
 *
 * They are those of sign-in links, also where the adapter sends codes.
 */
export const tokenRowsOf = oncePerObject((context: AdapterContext) => {
  const { connect, tables } = context;
  const { createVerificationToken, useVerificationToken } = makeVerificationTokenMethods(context);
  const table = tables.verificationTokens;
  if (!table || !createVerificationToken || !useVerificationToken)
    throw invalidArgument('tables.verificationTokens', 'be a table', table);
  const { identifier, token, expires } = table;
  // A scan where the identifier has no index, but one that locks nothing; the rows are deleted by their keys.
  const selectAll = prepareSelect<TokenRow>(table, (db) =>
    db
      .select({ identifier, token, expires })
      .from(table)
      .where(eq(identifier, sql.placeholder('identifier'))),
  );
  const deleteOne = prepareDelete(table, () =>
    and(exactly(token, 'token'), exactly(identifier, 'identifier')),
  );

  return {
    insert: createVerificationToken,
    redeem: useVerificationToken,

    /**
     * Deletes all rows of an identifier but the one that ends last.
     *
     * They are read after the new one was written, so that of any number of callers at once, the last one to read sees
     * all of them, and one is left.
     */
    async removeOlder(of: string): Promise<void> {
      const db = await connect();
      const rows = (await read(db, selectAll, { identifier: of })).filter((row) => row.identifier === of);
      const [, ...older] = rows.sort((one, other) => rank(other, one));
      for (const { identifier, token } of older) await write(db, deleteOne, { identifier, token });
    },
  };
});

/** Compares by the end, and where that is the same, by the hash, so that all callers keep the same one. */
const rank = (one: TokenRow, other: TokenRow) =>
  Number(one.expires) - Number(other.expires) || (one.token < other.token ? -1 : 1);
