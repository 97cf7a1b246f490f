import { getTableName } from 'drizzle-orm';
import { MySqlAdapterError } from '../errors.ts';
import type { AdapterTables } from './tables.ts';

type Users = AdapterTables['users'];

/** Makes the error for a user who does not exist, or not any more. */
export function userNotFound(users: Users): MySqlAdapterError {
  const table = getTableName(users);
  const message = `Expected the user to exist in table ${table}; there is none with this id.`;
  return new MySqlAdapterError('USER_NOT_FOUND', message, { table });
}

/** Makes the error for an address that another user has. */
export function emailTaken(users: Users): MySqlAdapterError {
  const details = { table: getTableName(users), column: users.email.name };
  return new MySqlAdapterError('EMAIL_TAKEN', 'Another user has this e-mail address already.', details);
}

/** Makes the error for an address that the database takes for the one of another user. */
export function emailLookalike(users: Users): MySqlAdapterError {
  const message =
    'Another user has an e-mail address that the database cannot tell from this one: its collation takes them ' +
    'for equal. Ask for another address, or give the column a binary collation.';
  return new MySqlAdapterError('EMAIL_LOOKALIKE', message, {
    table: getTableName(users),
    column: users.email.name,
  });
}
