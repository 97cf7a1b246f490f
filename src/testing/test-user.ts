import type { AdapterUser } from '@auth/core/adapters';
import { getTableName } from 'drizzle-orm';
import { invalidArgument, requireRow, requireText } from '../adapter/arguments.ts';
import type { AdapterParts } from '../adapter/parts.ts';
import { userNotFound } from '../adapter/row-errors.ts';
import { visibleColumns } from '../adapter/tables/columns.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import { MySqlAdapterError } from '../errors.ts';

/**
 * Who is to sign in: with an `id`, the user who has it, of whom nothing is changed; otherwise a new user with these
 * values, for any column of the table of users.
 *
 * A new user has the name `Test User` and an address of their own at example.com, unless you give others.
 */
export type TestUser =
  | { readonly id: string }
  | (Readonly<Partial<Omit<AdapterUser, 'id'>>> & {
      readonly [column: string]: unknown;
      readonly id?: undefined;
    });

type Users = AdapterTables['users'];

/** Returns the user who is to sign in, and whether they were made for it. */
export async function findOrCreate(parts: AdapterParts, given: TestUser) {
  const { users } = parts.context.tables;
  const { id, ...values } = requireRow<{ readonly id?: unknown }>(given, 'user');
  return id === undefined
    ? { user: await create(parts, values), isNew: true }
    : { user: await find(parts, users, requireText(id, 'user.id')), isNew: false };
}

async function find({ methods }: AdapterParts, users: Users, id: string): Promise<AdapterUser> {
  const user = await methods.getUser(id);
  if (!user) throw userNotFound(users);
  return user;
}

async function create(
  { context, methods }: AdapterParts,
  values: Partial<AdapterUser>,
): Promise<AdapterUser> {
  requireColumns(context.tables.users, values);
  const { name = 'Test User', email = uniqueAddress(), emailVerified = null } = values;
  // A project may require columns of its own in the type; the table may have defaults for them.
  const user = { ...values, id: 'not used', name, email, emailVerified } as AdapterUser;
  try {
    return await methods.createUser(user);
  } catch (error) {
    // They may exist all the same, if no answer came. Looking for them removes whom a failed sign-up has left.
    if (email && error instanceof MySqlAdapterError && error.code === 'OUTCOME_UNKNOWN')
      await methods.getUserByEmail(email).catch(() => {});
    throw error;
  }
}

/** Refuses values that createUser, to which providers give more than there are columns for, would leave out. */
function requireColumns(users: Users, values: object): void {
  const { id: _, ...columns } = visibleColumns(users);
  const known = Object.keys(columns);
  const other = Object.keys(values).find((key) => !known.includes(key));
  if (other === undefined) return;
  const expected = `have only columns of table ${getTableName(users)} (${known.join(', ')})`;
  throw invalidArgument('user', expected, values, JSON.stringify(other));
}

// The last part of a UUID is random throughout: 48 bits.
const uniqueAddress = () => `test-${crypto.randomUUID().slice(-12)}@example.com`;
