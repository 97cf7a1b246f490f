import type { AdapterAuthenticator } from '@auth/core/adapters';
import { desc, eq, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import type { Operation } from '../database/errors/database-error.ts';
import { read } from '../database/run.ts';
import { requireName, requireRow, requireText } from './arguments.ts';
import { canHoldName } from './columns/texts.ts';
import type { AdapterContext } from './context.ts';
import { exactly } from './identity.ts';
import type { AuthenticatorMethods } from './methods.ts';
import { prepareUnkeyedRemoval } from './passkey-accounts.ts';
import { authenticatorNotFound } from './row-errors.ts';
import type { SignUps } from './sign-ups.ts';
import { prepareInsert } from './statements/insert.ts';
import { makeLenient } from './statements/lenient-write.ts';
import { prepareSelect } from './statements/select.ts';
import { prepareUpdate } from './statements/update.ts';
import { type Columns, columnsOf } from './tables/columns.ts';
import { selectionOf } from './tables/selection.ts';
import type { AdapterTables } from './tables/tables.ts';

/** Makes the methods for passkeys, if there is a table for them; Auth.js checks which methods exist. */
export function makeAuthenticatorMethods(
  context: AdapterContext,
  signUps: SignUps,
): Partial<AuthenticatorMethods> {
  const { connect, now, visible, warn } = context;
  const { authenticators, users } = context.tables;
  if (!authenticators) return {};
  const { credentialID: idColumn, counter } = authenticators;
  const insertStrictly = prepareInsert<AdapterAuthenticator>(authenticators, {
    now,
    owner: users,
    visible: visible.authenticators,
  });
  // How a browser reaches a passkey: it finds out without that, too.
  const insert = makeLenient(insertStrictly, { transports: authenticators.transports }, warn);
  const removeUnkeyed = prepareUnkeyedRemoval(context);
  const where = exactly(idColumn, 'where.id');
  const update = prepareUpdate(authenticators, { changeable: { counter }, now, where });
  const findByCredential = prepareFind(authenticators, visible.authenticators, 'credentialID');
  const findByUser = prepareFind(authenticators, visible.authenticators, 'userId');

  return {
    async createAuthenticator(given) {
      const authenticator = requireRow(given, 'authenticator');
      const { userId } = authenticator;
      return signUps.afterPasskey(userId, async (open) => {
        requireName(userId, 'userId');
        const db = await open();
        try {
          requireName(authenticator.credentialID, 'credentialID');
          const { row } = await insert(db, authenticator);
          signUps.seen(userId);
          return row;
        } catch (error) {
          await removeUnkeyed(db, userId, String(authenticator.providerAccountId));
          throw error;
        }
      });
    },

    async getAuthenticator(credentialID) {
      const [found = null] = await findByCredential(connect, credentialID);
      return found;
    },

    listAuthenticatorsByUserId: (userId) => findByUser(connect, userId),

    async updateAuthenticatorCounter(credentialID, newCounter) {
      if (!canHoldName(idColumn, requireText(credentialID, 'credentialID')))
        throw authenticatorNotFound(authenticators);
      const db = await connect();
      await update(db, { counter: newCounter }, { 'where.id': credentialID });
      const [changed] = await findByCredential(() => db, credentialID, 'unconfirmed write');
      if (!changed) throw authenticatorNotFound(authenticators);
      return changed;
    },
  };
}

type Authenticators = NonNullable<AdapterTables['authenticators']>;

/**
 * Prepares a SELECT of the passkeys with a value in a column, the newest first.
 *
 * A browser is given them in this order, and prefers the first that it knows.
 */
function prepareFind(authenticators: Authenticators, visible: Columns, key: 'credentialID' | 'userId') {
  const column: MySqlColumn = authenticators[key];
  const { id } = columnsOf(authenticators);
  const select = prepareSelect<AdapterAuthenticator>(authenticators, (db) =>
    db
      .select(selectionOf(visible))
      .from(authenticators)
      .where(eq(column, sql.placeholder('value')))
      .orderBy(...(id ? [desc(id)] : [])),
  );
  return async (open: AdapterContext['connect'], value: string, operation?: Operation) => {
    if (!canHoldName(column, requireText(value, key))) return [];
    const rows = await read(await open(), select, { value }, operation);
    return rows.filter((row) => row[key] === value);
  };
}
