import type { VerificationToken } from '@auth/core/adapters';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { read, write } from '../database/run.ts';
import { requireName, requireRow, requireText } from './arguments.ts';
import { dateFrom } from './columns/dates.ts';
import { canHoldName } from './columns/texts.ts';
import type { AdapterContext } from './context.ts';
import { exactly } from './identity.ts';
import type { MySqlAdapterMethods } from './methods.ts';
import { prepareDelete } from './statements/delete.ts';
import { prepareInsert } from './statements/insert.ts';
import { prepareSelect } from './statements/select.ts';
import { selectionOf } from './tables/selection.ts';

type VerificationTokenMethods = Pick<MySqlAdapterMethods, 'createVerificationToken' | 'useVerificationToken'>;

/** Makes the methods that work on the tokens of sign-in links, if there is a table for them. */
export function makeVerificationTokenMethods(context: AdapterContext): Partial<VerificationTokenMethods> {
  const { connect, now, tables, visible } = context;
  const { verificationTokens } = tables;
  if (!verificationTokens) return {};
  const { token: tokenColumn, identifier: identifierColumn } = verificationTokens;
  const insert = prepareInsert<VerificationToken>(verificationTokens, {
    now,
    visible: visible.verificationTokens,
  });
  const select = (where: SQL | undefined) =>
    prepareSelect<VerificationToken>(verificationTokens, (db) =>
      db.select(selectionOf(visible.verificationTokens)).from(verificationTokens).where(where),
    );
  const isToken = eq(tokenColumn, sql.placeholder('token'));
  const selectByToken = select(isToken);
  // By both, because the primary key of other people's tables begins with the identifier.
  const selectByPair = select(and(isToken, eq(identifierColumn, sql.placeholder('identifier'))));
  const isExactlyIt = () => and(exactly(tokenColumn, 'token'), exactly(identifierColumn, 'identifier'));
  // Not sent again if no answer comes: only the call that has deleted a token may redeem it.
  const deleteOne = prepareDelete(verificationTokens, isExactlyIt, false);

  return {
    async createVerificationToken(given) {
      const verificationToken = requireRow(given, 'verificationToken');
      requireName(verificationToken.identifier, 'identifier');
      requireName(verificationToken.token, 'token');
      const { row } = await insert(await connect(), verificationToken);
      return row;
    },

    async useVerificationToken(given) {
      const params = requireRow(given, 'params');
      const token = requireText(params.token, 'token');
      const isPair = params.identifier !== undefined;
      const identifier = isPair ? requireText(params.identifier, 'identifier') : '';
      if (!canHoldName(tokenColumn, token)) return null;
      if (isPair && !canHoldName(identifierColumn, identifier)) return null;
      const db = await connect();
      const rows = await read(db, isPair ? selectByPair : selectByToken, { token, identifier });
      const found = rows.find((row) => row.token === token && (!isPair || row.identifier === identifier));
      if (!found) return null;
      const expires = dateFrom(found.expires, verificationTokens.expires);
      const count = await write(db, deleteOne, { token, identifier: found.identifier });
      return count === 1 ? { ...found, expires } : null;
    },
  };
}
