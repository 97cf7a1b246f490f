import type { AdapterAuthenticator } from '@auth/core/adapters';
import { desc, eq, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { read } from '../database/run.ts';
import { selection } from '../database/statements.ts';
import type { AdapterContext } from './context.ts';
import { exactly, nameCheck, requireName, requireText } from './identity.ts';
import { inserter } from './insert.ts';
import type { AuthenticatorMethods } from './methods.ts';
import { requireRow } from './require-row.ts';
import { authenticatorNotFound } from './row-errors.ts';
import type { SignUps } from './sign-ups.ts';
import { type AdapterTables, columnsOf, selectionOf } from './tables.ts';
import { updater } from './update.ts';

/** Makes the methods for passkeys, where the tables have one for them; Auth.js looks which methods are there. */
export function authenticatorMethods(
  context: AdapterContext,
  signUps: SignUps,
): Partial<AuthenticatorMethods> {
  const { connect, now } = context;
  const { authenticators, users } = context.tables;
  if (!authenticators) return {};
  const insert = inserter<AdapterAuthenticator>(authenticators, now, users);
  const where = exactly(authenticators.credentialID, 'where.credentialID');
  const update = updater(authenticators, { changeable: { counter: authenticators.counter }, now, where });
  const selectByCredential = authenticatorSelection(authenticators, authenticators.credentialID);
  const selectByUser = authenticatorSelection(authenticators, authenticators.userId);
  const canBeCredential = nameCheck(authenticators.credentialID);
  const canBeUser = nameCheck(authenticators.userId);

  return {
    async createAuthenticator(given) {
      const authenticator = requireRow(given, 'authenticator');
      const { userId } = authenticator;
      return signUps.afterPasskey(userId, async (open) => {
        requireName(authenticator.credentialID, 'credentialID');
        requireName(userId, 'userId');
        const { row } = await insert(await open(), authenticator);
        signUps.seen(userId);
        return row;
      });
    },

    async getAuthenticator(credentialID) {
      if (!canBeCredential(requireText(credentialID, 'credentialID'))) return null;
      const rows = await read(await connect(), selectByCredential, { value: credentialID });
      return rows.find((row) => row.credentialID === credentialID) ?? null;
    },

    async listAuthenticatorsByUserId(userId) {
      if (!canBeUser(requireText(userId, 'userId'))) return [];
      const rows = await read(await connect(), selectByUser, { value: userId });
      return rows.filter((row) => row.userId === userId);
    },

    async updateAuthenticatorCounter(credentialID, newCounter) {
      if (!canBeCredential(requireText(credentialID, 'credentialID')))
        throw authenticatorNotFound(authenticators);
      const db = await connect();
      await update(db, { counter: newCounter }, { 'where.credentialID': credentialID });
      const rows = await read(db, selectByCredential, { value: credentialID }, 'unconfirmed write');
      const changed = rows.find((row) => row.credentialID === credentialID);
      if (!changed) throw authenticatorNotFound(authenticators);
      return changed;
    },
  };
}

type Authenticators = NonNullable<AdapterTables['authenticators']>;

/**
 * Makes the SELECT of the passkeys whose column has a value, the newest first.
 *
 * A browser is told of them in this order, and takes the first that it knows for the preferred one.
 */
function authenticatorSelection(authenticators: Authenticators, column: MySqlColumn) {
  const { id } = columnsOf(authenticators);
  return selection<AdapterAuthenticator>(authenticators, (db) =>
    db
      .select(selectionOf(authenticators))
      .from(authenticators)
      .where(eq(column, sql.placeholder('value')))
      .orderBy(...(id ? [desc(id)] : [])),
  );
}
