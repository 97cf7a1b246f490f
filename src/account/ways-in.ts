import { and, isNotNull, not, or, type SQL, sql } from 'drizzle-orm';
import { keyIsExactly } from '../adapter/account-key.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { bytesOf, exactly, haveSameBytes } from '../adapter/identity.ts';
import type { Tables } from '../adapter/tables/tables.ts';

/** Which of a user's accounts is to go: one at a provider, or that of a passkey. */
export type Kind = 'account' | 'passkey';

/**
 * Matches the accounts of passkeys, letter for letter, as Auth.js compares; the type of an account is never null there,
 * but may be so in a table.
 *
 * In parentheses, since `not` binds more tightly under `HIGH_NOT_PRECEDENCE`.
 */
const isOfPasskey = ({ accounts }: Tables): SQL => sql`(${bytesOf(accounts.type)} <=> 'webauthn')`;

/**
 * Matches the accounts that are to go, by the placeholders `provider` and `providerAccountId`; the account of a passkey
 * by the second alone, which is the credential id.
 */
export const isIt = (tables: Tables, kind: Kind): SQL =>
  kind === 'passkey'
    ? sql`(${isOfPasskey(tables)} and ${exactly(tables.accounts.providerAccountId, 'providerAccountId')})`
    : sql`(${not(isOfPasskey(tables))} and ${keyIsExactly(tables.accounts)})`;

/**
 * Matches a user who could still sign in if an account were gone.
 *
 * Everything is counted by the user's row and not by an id, so that it is counted after that row is locked.
 */
export function hasOtherWayIn(context: AdapterContext, kind: Kind, emailSignIn: boolean): SQL | undefined {
  const { tables, otherSignIn } = context;
  const { users, accounts, authenticators } = tables;
  const isOther = not(isIt(tables, kind));
  const otherAccounts = sql`(select count(*) from ${accounts} where ${and(isOf(tables, accounts), not(isOfPasskey(tables)), isOther)}) > 0`;
  // A passkey whose account is gone lets nobody in.
  const otherPasskeys =
    authenticators &&
    sql`(select count(*) from ${accounts} inner join ${authenticators} on ${and(isOf(tables, authenticators), haveSameBytes(authenticators.providerAccountId, accounts.providerAccountId))} where ${and(isOf(tables, accounts), isOfPasskey(tables), isOther)}) > 0`;
  const verifiedAddress = emailSignIn
    ? and(sql`${users.email} <> ''`, isNotNull(users.emailVerified))
    : undefined;
  return or(otherAccounts, otherPasskeys, verifiedAddress, otherSignIn);
}

/** Matches the rows of a table that belong to the user of the row around the subquery. */
const isOf = ({ users }: Tables, { userId }: Tables['accounts'] | NonNullable<Tables['authenticators']>) =>
  and(sql`${userId} = ${users.id}`, haveSameBytes(userId, users.id));
