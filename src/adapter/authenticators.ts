import type { AdapterAuthenticator } from '@auth/core/adapters';
import { desc, eq, getTableName, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { oncePerDatabase } from '../database/prepared.ts';
import { type PreparedStatement, read } from '../database/run.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { AdapterContext } from './context.ts';
import { exactly, nameCheck, requireName, requireText } from './identity.ts';
import { inserter } from './insert.ts';
import type { AuthenticatorMethods } from './methods.ts';
import { requireRow } from './require-row.ts';
import type { SignUps } from './sign-ups.ts';
import { type AdapterTables, columnsOf, selectionOf, visibleColumns } from './tables.ts';
import { updater } from './update.ts';
import { userNotFound } from './user-errors.ts';

/** Makes the methods for passkeys, where the tables have one for them; Auth.js looks which methods are there. */
export function authenticatorMethods(
  context: AdapterContext,
  signUps: SignUps,
): Partial<AuthenticatorMethods> {
  const { authenticators } = context.tables;
  return authenticators ? methodsOn(authenticators, context, signUps) : {};
}

type Authenticators = NonNullable<AdapterTables['authenticators']>;

function methodsOn(
  authenticators: Authenticators,
  context: AdapterContext,
  signUps: SignUps,
): AuthenticatorMethods {
  const { connect, now } = context;
  const { users } = context.tables;
  const table = getTableName(authenticators);
  const visible = visibleColumns(authenticators);
  const onlyWhile = { table: users, condition: exactly(users.id, 'userId') };
  const insert = inserter<AdapterAuthenticator>(authenticators, { visible, now, onlyWhile });
  const where = exactly(authenticators.credentialID, 'where.credentialID');
  const update = updater(authenticators, { changeable: { counter: authenticators.counter }, now, where });
  const selectByCredential = selection(authenticators, authenticators.credentialID);
  const selectByUser = selection(authenticators, authenticators.userId);
  const canBeCredential = nameCheck(authenticators.credentialID);
  const canBeUser = nameCheck(authenticators.userId);

  return {
    async createAuthenticator(given) {
      const authenticator = requireRow(given, 'authenticator');
      const { userId } = authenticator;
      return signUps.afterPasskey(userId, 'createAuthenticator', async (open) => {
        requireName(authenticator.credentialID, 'credentialID');
        requireName(userId, 'userId');
        const { row, count } = await insert(await open(), { ...authenticator });
        if (count === 0) throw userNotFound(users);
        return row;
      });
    },

    async getAuthenticator(credentialID) {
      if (!canBeCredential(requireText(credentialID, 'credentialID'))) return null;
      const rows = await read(await connect(), { table }, selectByCredential, { value: credentialID });
      return rows.find((row) => row.credentialID === credentialID) ?? null;
    },

    async listAuthenticatorsByUserId(userId) {
      if (!canBeUser(requireText(userId, 'userId'))) return [];
      const rows = await read(await connect(), { table }, selectByUser, { value: userId });
      return rows.filter((row) => row.userId === userId);
    },

    async updateAuthenticatorCounter(credentialID, newCounter) {
      if (!canBeCredential(requireText(credentialID, 'credentialID'))) throw authenticatorNotFound(table);
      const db = await connect();
      await update(db, { counter: newCounter }, { 'where.credentialID': credentialID });
      const operation = 'unconfirmed write';
      const rows = await read(db, { table, operation }, selectByCredential, { value: credentialID });
      const changed = rows.find((row) => row.credentialID === credentialID);
      if (!changed) throw authenticatorNotFound(table);
      return changed;
    },
  };
}

/**
 * Makes the SELECT of the passkeys whose column has a value, the newest first.
 *
 * A browser is told of them in this order, and takes the first that it knows for the preferred one.
 */
function selection(authenticators: Authenticators, column: MySqlColumn) {
  const { id } = columnsOf(authenticators);
  return oncePerDatabase(
    (db): PreparedStatement<AdapterAuthenticator[]> =>
      db
        .select(selectionOf(authenticators))
        .from(authenticators)
        .where(eq(column, sql.placeholder('value')))
        .orderBy(...(id ? [desc(id)] : []))
        .$withCache(false)
        .prepare(),
  );
}

function authenticatorNotFound(table: string): MySqlAdapterError {
  const message = `Expected the passkey to exist in table ${table}; there is none with this credential id.`;
  return new MySqlAdapterError('AUTHENTICATOR_NOT_FOUND', message, { table });
}
