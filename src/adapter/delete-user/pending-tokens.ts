import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { isUnsupported } from '../../database/errors/database-error.ts';
import { read, write } from '../../database/run.ts';
import { canHoldName } from '../columns/texts.ts';
import { asciiLowerCase, exactly } from '../identity.ts';
import { prepareDelete } from '../statements/delete.ts';
import { prepareSelect } from '../statements/select.ts';
import { hasIndexFrom } from '../tables/indexes.ts';
import type { AdapterTables } from '../tables/tables.ts';

type VerificationTokens = AdapterTables['verificationTokens'];

/** A function that deletes the verification tokens of one spelling of an address. */
type DeleteTokens = (db: Database, email: string) => Promise<void>;

/** The most keys that one statement names. */
const BATCH = 500;

/**
 * Prepares the deletion of the tokens of sign-in links that were sent to an address.
 *
 * Auth.js lowercases an address before it sends a link, so both spellings are deleted, with one statement each, since a
 * sharded database may keep them on two shards.
 */
export function preparePendingTokenDelete(verificationTokens: VerificationTokens): DeleteTokens {
  const isIndexed = hasIndexFrom(verificationTokens, verificationTokens.identifier);
  const deleteTokens = (isIndexed ? prepareDeleteByIdentifier : prepareDeleteByKey)(verificationTokens);
  return async (db, email) => {
    for (const identifier of new Set([email, asciiLowerCase(email)]))
      if (canHoldName(verificationTokens.identifier, identifier)) await deleteTokens(db, identifier);
  };
}

function prepareDeleteByIdentifier(verificationTokens: VerificationTokens): DeleteTokens {
  const isOfIdentifier = () => exactly(verificationTokens.identifier, 'identifier');
  const deleteThem = prepareDelete(verificationTokens, isOfIdentifier);
  return async (db, identifier) => void (await write(db, deleteThem, { identifier }));
}

/**
 * Prepares the same for a table without an index on the identifier, where a DELETE by identifier would lock every row
 * until it commits: the keys are read, which locks nothing, and the rows are deleted by their keys.
 *
 * In a small table a server may prefer a scan to looking up some keys, and refuse it under `sql_safe_updates`: then the
 * rows are deleted one by one.
 */
function prepareDeleteByKey(verificationTokens: VerificationTokens): DeleteTokens {
  const { identifier, token } = verificationTokens;
  const isOfIdentifier = () => exactly(identifier, 'identifier');
  const deleteOne = prepareDelete(verificationTokens, () => and(exactly(token, 'token'), isOfIdentifier()));
  const selectKeys = prepareSelect<{ token: string; identifier: string }>(verificationTokens, (db) =>
    db
      .select({ token, identifier })
      .from(verificationTokens)
      .where(eq(identifier, sql.placeholder('identifier'))),
  );

  async function deleteBatch(db: Database, address: string, tokens: string[]): Promise<void> {
    const keys = Object.keys(tokens).map((index) => sql.placeholder(index));
    const where = () => and(inArray(token, keys), isOfIdentifier());
    try {
      await write(db, prepareDelete(verificationTokens, where), { ...tokens, identifier: address });
    } catch (error) {
      if (!isUnsupported(error)) throw error;
      for (const token of tokens) await write(db, deleteOne, { identifier: address, token });
    }
  }

  return async (db, address) => {
    const rows = await read(db, selectKeys, { identifier: address });
    const tokens = rows.filter((row) => row.identifier === address).map((row) => row.token);
    for (let start = 0; start < tokens.length; start += BATCH)
      await deleteBatch(db, address, tokens.slice(start, start + BATCH));
  };
}
