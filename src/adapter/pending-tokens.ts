import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { isUnsupported } from '../database/database-error.ts';
import { read, write } from '../database/run.ts';
import { deletion, selection } from '../database/statements.ts';
import { asciiLowerCase, exactly, nameCheck } from './identity.ts';
import { hasKeyFrom } from './keys.ts';
import type { AdapterTables } from './tables.ts';

type VerificationTokens = AdapterTables['verificationTokens'];

/** Deletes the verification tokens that were sent to an address, one spelling after another. */
type TokenDeletion = (db: Database, email: string) => Promise<void>;

/** How many keys one statement names. */
const BATCH = 500;

/**
 * Makes a function that deletes the tokens of sign-in links that were sent to an address.
 *
 * Auth.js makes an address lower case before it sends a link, so both spellings are looked for: with a statement each,
 * since on a sharded database they may lie on two shards.
 */
export function pendingTokenDeletion(verificationTokens: VerificationTokens): TokenDeletion {
  const canBeIdentifier = nameCheck(verificationTokens.identifier);
  const isIndexed = hasKeyFrom(verificationTokens, verificationTokens.identifier);
  const deleteFor = isIndexed ? deletionByIdentifier(verificationTokens) : deletionByKey(verificationTokens);
  return async (db, email) => {
    for (const identifier of new Set([email, asciiLowerCase(email)]))
      if (canBeIdentifier(identifier)) await deleteFor(db, identifier);
  };
}

function deletionByIdentifier(verificationTokens: VerificationTokens): TokenDeletion {
  const deleteThem = deletion(verificationTokens, () => exactly(verificationTokens.identifier, 'identifier'));
  return async (db, identifier) => void (await write(db, deleteThem, { identifier }));
}

/**
 * Makes the same for a table without an index on the identifier, where a DELETE by it would lock every row until it is
 * committed: the keys are read, which locks nothing, and the rows deleted by them.
 *
 * In a small table a server may rather look at every row than at some keys, which it refuses under
 * `sql_safe_updates`: then they go one by one.
 */
function deletionByKey(verificationTokens: VerificationTokens): TokenDeletion {
  const { identifier, token } = verificationTokens;
  const isOfIdentifier = () => exactly(identifier, 'identifier');
  const deleteOne = deletion(verificationTokens, () => and(exactly(token, 'token'), isOfIdentifier()));
  const selectKeys = selection<{ token: string; identifier: string }>(verificationTokens, (db) =>
    db
      .select({ token, identifier })
      .from(verificationTokens)
      .where(eq(identifier, sql.placeholder('identifier'))),
  );

  async function deleteBatch(db: Database, address: string, tokens: string[]): Promise<void> {
    const keys = Object.keys(tokens).map((index) => sql.placeholder(index));
    const where = () => and(inArray(token, keys), isOfIdentifier());
    try {
      await write(db, deletion(verificationTokens, where), { ...tokens, identifier: address });
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
