import { getTableName } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { MySqlAdapterError, type MySqlAdapterErrorDetails } from '../errors.ts';
import { placeOf } from './columns/invalid-value.ts';
import type { AdapterTables } from './tables/tables.ts';

type Users = AdapterTables['users'];

/** Makes the error for a user who does not exist, or no longer does. */
export const userNotFound = (users: Users) => notFound('USER_NOT_FOUND', 'user', users);

/** Makes the error for a user for whom the option `isActive` does not hold. */
export const userInactive = (users: Users) =>
  new MySqlAdapterError(
    'USER_INACTIVE',
    'Expected the user to be active: the option `isActive` says otherwise.',
    {
      table: getTableName(users),
    },
  );

/** Makes the error for a passkey that does not exist, or no longer does. */
export const authenticatorNotFound = (authenticators: MySqlTable) =>
  notFound('AUTHENTICATOR_NOT_FOUND', 'passkey', authenticators, 'credential id');

function notFound(
  code: `${string}_NOT_FOUND` & MySqlAdapterError['code'],
  what: string,
  from: MySqlTable,
  key = 'id',
) {
  const table = getTableName(from);
  const message = `Expected the ${what} to exist in table ${table}; there is none with this ${key}.`;
  return new MySqlAdapterError(code, message, { table });
}

/** Makes the error for an address that another user has. */
export const emailTaken = (users: Users) =>
  new MySqlAdapterError('EMAIL_TAKEN', 'Another user already has this e-mail address.', placeOf(users.email));

/** Makes the error for an address that the database cannot tell from another user's. */
export const emailLookalike = (users: Users) =>
  lookalike(
    'EMAIL_LOOKALIKE',
    'an e-mail address',
    'Ask for another address, or give the column',
    placeOf(users.email),
  );

/** Makes the error for a provider account that the database cannot tell from another user's. */
export const accountLookalike = (accounts: MySqlTable) =>
  lookalike('ACCOUNT_LOOKALIKE', 'a provider account', 'Give the columns of provider and account id', {
    table: getTableName(accounts),
  });

function lookalike(
  code: `${string}_LOOKALIKE` & MySqlAdapterError['code'],
  what: string,
  advice: string,
  where: MySqlAdapterErrorDetails,
) {
  const message =
    `Another user has ${what} that the database cannot tell from this one: its collation treats them as equal. ` +
    `${advice} a binary collation.`;
  return new MySqlAdapterError(code, message, where);
}
