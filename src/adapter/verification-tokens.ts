import type { VerificationToken } from '@auth/core/adapters';
import { and, eq, getTableName, sql } from 'drizzle-orm';
import { oncePerDatabase } from '../database/prepared.ts';
import { type PreparedStatement, read, write } from '../database/run.ts';
import type { AdapterContext } from './context.ts';
import { exactly, nameCheck, requireName, requireText } from './identity.ts';
import { inserter } from './insert.ts';
import { requireRow } from './require-row.ts';
import { visibleColumns } from './tables.ts';

/** Makes the methods that work on the tokens of sign-in links. */
export function verificationTokenMethods({ connect, tables: { verificationTokens }, now }: AdapterContext) {
  const table = getTableName(verificationTokens);
  const visible = visibleColumns(verificationTokens);
  const insert = inserter<VerificationToken>(verificationTokens, { visible, now });
  const selectByToken = oncePerDatabase(
    (db): PreparedStatement<VerificationToken[]> =>
      db
        .select(visible)
        .from(verificationTokens)
        .where(eq(verificationTokens.token, sql.placeholder('token')))
        .$withCache(false)
        .prepare(),
  );
  const canBeToken = nameCheck(verificationTokens.token);
  const canBeIdentifier = nameCheck(verificationTokens.identifier);
  const deleteOne = oncePerDatabase((db) =>
    db
      .delete(verificationTokens)
      .where(
        and(exactly(verificationTokens.token, 'token'), exactly(verificationTokens.identifier, 'identifier')),
      )
      .prepare(),
  );

  return {
    async createVerificationToken(given: VerificationToken): Promise<VerificationToken> {
      const verificationToken = requireRow(given, 'verificationToken');
      requireName(verificationToken.identifier, 'identifier');
      requireName(verificationToken.token, 'token');
      const { row } = await insert(await connect(), { ...verificationToken });
      return row;
    },

    async useVerificationToken(given: {
      identifier: string | undefined;
      token: string;
    }): Promise<VerificationToken | null> {
      const params = requireRow(given, 'params');
      const token = requireText(params.token, 'token');
      const identifier =
        params.identifier === undefined ? undefined : requireText(params.identifier, 'identifier');
      if (!canBeToken(token) || (identifier !== undefined && !canBeIdentifier(identifier))) return null;
      const db = await connect();
      const rows = await read(db, { table }, selectByToken, { token });
      const found = rows.find(
        (row) => row.token === token && (identifier === undefined || row.identifier === identifier),
      );
      if (!found) return null;
      const count = await write(db, { table }, deleteOne, { token, identifier: found.identifier });
      return count === 1 ? found : null;
    },
  };
}
