import type { VerificationToken } from '@auth/core/adapters';
import { and, eq, getTableName, type SQL, sql } from 'drizzle-orm';
import { prepareDelete } from '../database/prepare-delete.ts';
import { oncePerDatabase } from '../database/prepared.ts';
import { type PreparedStatement, read, write } from '../database/run.ts';
import { readMoment } from './columns/dates.ts';
import type { AdapterContext } from './context.ts';
import { exactly, nameCheck, requireName, requireText } from './identity.ts';
import { inserter } from './insert.ts';
import type { MySqlAdapterMethods } from './methods.ts';
import { requireRow } from './require-row.ts';
import { type AdapterTables, selectionOf, visibleColumns } from './tables.ts';

/** Makes the methods that work on the tokens of sign-in links, where there is a table for them. */
export function verificationTokenMethods(context: AdapterContext): Partial<VerificationTokenMethods> {
  const { verificationTokens } = context.tables;
  return verificationTokens ? methodsOn(verificationTokens, context) : {};
}

type VerificationTokenMethods = Pick<MySqlAdapterMethods, 'createVerificationToken' | 'useVerificationToken'>;

function methodsOn(
  verificationTokens: AdapterTables['verificationTokens'],
  { connect, now }: AdapterContext,
): VerificationTokenMethods {
  const table = getTableName(verificationTokens);
  const insert = inserter<VerificationToken>(verificationTokens, {
    visible: visibleColumns(verificationTokens),
    now,
  });
  const { selectByToken, selectByPair, deleteOne } = tokenStatements(verificationTokens);
  const canBeToken = nameCheck(verificationTokens.token);
  const canBeIdentifier = nameCheck(verificationTokens.identifier);

  return {
    async createVerificationToken(given) {
      const verificationToken = requireRow(given, 'verificationToken');
      requireName(verificationToken.identifier, 'identifier');
      requireName(verificationToken.token, 'token');
      const { row } = await insert(await connect(), { ...verificationToken });
      return row;
    },

    async useVerificationToken(given) {
      const params = requireRow(given, 'params');
      const token = requireText(params.token, 'token');
      const identifier =
        params.identifier === undefined ? undefined : requireText(params.identifier, 'identifier');
      if (!canBeToken(token) || (identifier !== undefined && !canBeIdentifier(identifier))) return null;
      const db = await connect();
      const rows =
        identifier === undefined
          ? await read(db, { table }, selectByToken, { token })
          : await read(db, { table }, selectByPair, { token, identifier });
      const found = rows.find(
        (row) => row.token === token && (identifier === undefined || row.identifier === identifier),
      );
      if (!found) return null;
      const expires = readMoment(found.expires, verificationTokens.expires);
      const count = await write(db, { table }, deleteOne, { token, identifier: found.identifier });
      return count === 1 ? { ...found, expires } : null;
    },
  };
}

function tokenStatements(verificationTokens: AdapterTables['verificationTokens']) {
  const { token, identifier } = verificationTokens;
  const isToken = eq(token, sql.placeholder('token'));
  const select = (where: SQL | undefined) =>
    oncePerDatabase(
      (db): PreparedStatement<VerificationToken[]> =>
        db
          .select(selectionOf(verificationTokens))
          .from(verificationTokens)
          .where(where)
          .$withCache(false)
          .prepare(),
    );
  return {
    selectByToken: select(isToken),
    // By both, because the primary key of other people's tables begins with the identifier.
    selectByPair: select(and(isToken, eq(identifier, sql.placeholder('identifier')))),
    deleteOne: oncePerDatabase((db) =>
      prepareDelete(db, verificationTokens, and(exactly(token, 'token'), exactly(identifier, 'identifier'))),
    ),
  };
}
