import { invalidArgument } from '../arguments.ts';
import { type GivenTables, requireTables } from './require-tables.ts';
import type { AdapterTables, Tables } from './tables.ts';

/**
 * Your tables under the names that Auth.js's own Drizzle adapter uses, in place of the option `tables`.
 *
 * If the table of sessions, of verification tokens or of passkeys is left out, the adapter has no methods for it: the
 * first is not needed with JWT sessions, the second without sign-in links. Only the root entry accepts these names.
 *
 * @see https://authjs.dev/getting-started/adapters/drizzle
 * @example
 * MySqlAdapter(db, { usersTable: users, accountsTable: accounts, sessionsTable: sessions });
 */
export interface DrizzleAdapterTables<
  Users extends AdapterTables['users'] = AdapterTables['users'],
  Accounts extends AdapterTables['accounts'] = AdapterTables['accounts'],
  Sessions extends AdapterTables['sessions'] = AdapterTables['sessions'],
  Authenticators extends AdapterTables['authenticators'] = AdapterTables['authenticators'],
> {
  readonly usersTable: Users;
  readonly accountsTable: Accounts;
  readonly sessionsTable?: Sessions | undefined;
  readonly verificationTokensTable?: AdapterTables['verificationTokens'] | undefined;
  readonly authenticatorsTable?: Authenticators | undefined;
}

/** Returns the tables given to an adapter, under either set of names, and checks them. */
export function givenTables(
  options: { readonly tables?: AdapterTables | undefined } & Partial<DrizzleAdapterTables>,
  defaults: AdapterTables,
): Tables {
  const named = namedTables(options);
  const isNamed = Object.values(named).some(Boolean);
  if (isNamed && options.tables)
    throw invalidArgument('tables', 'be left out when `usersTable` is given', options, 'both');
  // Also if all of them are undefined, as after a circular import: the default tables were not meant.
  if (isNamed || (options.tables === undefined && 'usersTable' in options)) {
    requireTables(named, (key) => `${key}Table`, ['sessions', 'verificationTokens', 'authenticators']);
    return named;
  }
  const { tables = defaults } = options;
  requireTables(tables, (key) => `tables.${key}`, ['authenticators']);
  return tables;
}

/** Returns the tables that are given under the names of Auth.js's adapter. */
const namedTables = (given: Partial<DrizzleAdapterTables>): GivenTables => ({
  users: given.usersTable,
  accounts: given.accountsTable,
  sessions: given.sessionsTable,
  verificationTokens: given.verificationTokensTable,
  authenticators: given.authenticatorsTable,
});
