import type { Adapter } from '@auth/core/adapters';
import type { DatabaseSource } from '../database/database.ts';
import { accounts } from '../schema/accounts.ts';
import { sessions } from '../schema/sessions.ts';
import { users } from '../schema/users.ts';
import { verificationTokens } from '../schema/verification-tokens.ts';
import { makeAccountMethods } from './accounts.ts';
import { makeAuthenticatorMethods } from './authenticators.ts';
import { adapterContext } from './context.ts';
import { makeDeleteUser } from './delete-user.ts';
import { makeEmailCodeMethods } from './email-codes.ts';
import { makeLinkAccount } from './link-account.ts';
import type { MySqlAdapterMethods } from './methods.ts';
import type { MySqlAdapterOptions, OptionsOfAllTables, SessionValues } from './options.ts';
import { withParts } from './parts.ts';
import { makeSessionMethods } from './sessions.ts';
import { trackSignUps } from './sign-ups.ts';
import type { DrizzleAdapterTables } from './tables/given-tables.ts';
import type { AdapterTables } from './tables/tables.ts';
import { makeUserMethods } from './users.ts';
import { makeVerificationTokenMethods } from './verification-tokens.ts';

/** The default tables. */
const basicTables = { users, accounts, sessions, verificationTokens } satisfies AdapterTables;

/** The tables of an adapter that is given none. */
export type DefaultTables = typeof basicTables;

/**
 * Makes an Auth.js adapter on any Drizzle MySQL database.
 *
 * Give it a database, or a function that returns one now or later. The function is called once per method call, for
 * runtimes such as the edge, where every request has its own database. Nothing is sent until Auth.js calls a method.
 * Every failure is a `MySqlAdapterError`: at once, `UNSUPPORTED_CLIENT` for anything that is not a database, and
 * `INVALID_ARGUMENT` for tables or options that cannot be used. Tables may also be given under the names that Auth.js's
 * own Drizzle adapter uses (`usersTable`, ...); a table that is left out then has no methods.
 *
 * @see https://authjs.dev/guides/creating-a-database-adapter
 * @example
 * const { handlers, auth } = NextAuth({ adapter: MySqlAdapter(drizzle({ client: pool })), providers: [GitHub] });
 */
export function MySqlAdapter<
  Users extends AdapterTables['users'],
  Accounts extends AdapterTables['accounts'],
  Sessions extends AdapterTables['sessions'],
  Authenticators extends AdapterTables['authenticators'],
  Values extends object = SessionValues<TablesOf<Users, Accounts, Sessions, Authenticators>>,
>(
  db: DatabaseSource,
  options: DrizzleAdapterTables<Users, Accounts, Sessions, Authenticators> &
    OptionsOfAllTables<TablesOf<Users, Accounts, Sessions, Authenticators>, Values>,
): Adapter;
/**
 * Makes an adapter with every method that its tables allow, from the option `tables` or the tables of
 * `authjs-drizzle-mysql/schema`.
 */
export function MySqlAdapter<
  Given extends AdapterTables = DefaultTables,
  Values extends object = SessionValues<Given>,
>(
  db: DatabaseSource,
  options?: MySqlAdapterOptions<Given, Values> & Partial<DrizzleAdapterTables>,
): MySqlAdapterMethods;
export function MySqlAdapter(
  db: DatabaseSource,
  options: MySqlAdapterOptions & Partial<DrizzleAdapterTables> = {},
): Adapter {
  const context = adapterContext(db, options, basicTables);
  const signUps = trackSignUps(context);
  // A plain object of functions that do not use `this`: Auth.js lists its keys and calls them one by one.
  return withParts(context, signUps, {
    ...makeUserMethods(context, signUps),
    deleteUser: makeDeleteUser(context),
    ...makeAccountMethods(context, signUps),
    linkAccount: makeLinkAccount(context, signUps),
    ...makeSessionMethods(context, signUps),
    ...(options.emailCodes
      ? makeEmailCodeMethods(context, options.emailCodes)
      : makeVerificationTokenMethods(context)),
    ...makeAuthenticatorMethods(context, signUps),
  });
}

interface TablesOf<
  Users extends AdapterTables['users'],
  Accounts extends AdapterTables['accounts'],
  Sessions extends AdapterTables['sessions'],
  Authenticators extends AdapterTables['authenticators'],
> extends AdapterTables {
  readonly users: Users;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly authenticators: Authenticators;
}
