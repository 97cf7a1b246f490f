import { MySqlAdapterError } from '../errors.ts';
import { accounts } from '../schema/accounts.ts';
import { sessions } from '../schema/sessions.ts';
import { users } from '../schema/users.ts';
import { verificationTokens } from '../schema/verification-tokens.ts';
import { type GivenTables, requireTables } from './require-tables.ts';
import type { AdapterTables, Tables } from './tables.ts';

/**
 * Is your tables by the names under which Auth.js's own Drizzle adapter takes them, in place of the option `tables`.
 *
 * Where the table of sessions, of verification tokens or of passkeys is left out, the adapter has no methods for it:
 * with JWT sessions the first is not needed, without sign-in links the second. The root entry alone takes them.
 *
 * @see https://authjs.dev/getting-started/adapters/drizzle
 * @example
 * MySqlAdapter(db, { usersTable: users, accountsTable: accounts, sessionsTable: sessions });
 */
export interface DrizzleAdapterTables {
  readonly usersTable: AdapterTables['users'];
  readonly accountsTable: AdapterTables['accounts'];
  readonly sessionsTable?: AdapterTables['sessions'] | undefined;
  readonly verificationTokensTable?: AdapterTables['verificationTokens'] | undefined;
  readonly authenticatorsTable?: AdapterTables['authenticators'];
}

const defaults: AdapterTables = { users, accounts, sessions, verificationTokens };

/** Returns the tables that an adapter is asked to work on, by whichever names they are given, and checks them. */
export function givenTables(
  options: { readonly tables?: AdapterTables | undefined } & Partial<DrizzleAdapterTables>,
): Tables {
  const named = namedTables(options);
  const isNamed = Object.values(named).some(Boolean);
  if (isNamed && options.tables) {
    const message =
      'Expected the option `tables`, or `usersTable` and those that go with it in its place, got both.';
    throw new MySqlAdapterError('INVALID_ARGUMENT', message);
  }
  // Also where all of them are undefined, as by a circular import: nobody means other tables then.
  if (isNamed || (options.tables === undefined && 'usersTable' in options)) {
    const mayLack = ['sessions', 'verificationTokens', 'authenticators'] as const;
    requireTables(named, { nameOf: (key) => `${key}Table`, mayLack });
    return named;
  }
  const { tables = defaults } = options;
  requireTables(tables, { nameOf: (key) => `tables.${key}`, mayLack: ['authenticators'] });
  return tables;
}

/** Returns the tables that are given by the names of Auth.js's adapter. */
const namedTables = (given: Partial<DrizzleAdapterTables>): GivenTables => ({
  users: given.usersTable,
  accounts: given.accountsTable,
  sessions: given.sessionsTable,
  verificationTokens: given.verificationTokensTable,
  authenticators: given.authenticatorsTable,
});
