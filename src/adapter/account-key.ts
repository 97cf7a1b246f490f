import { and, eq, type SQL, sql } from 'drizzle-orm';
import { exactly, requireProviderAccountId, requireText } from './identity.ts';
import type { AccountKey } from './methods.ts';
import { requireRow } from './require-row.ts';
import type { AdapterTables } from './tables.ts';

type Accounts = AdapterTables['accounts'];

/** Returns the key of an account as text, or says what is wrong with it. */
export function requireKey(account: AccountKey): AccountKey {
  const { provider, providerAccountId } = requireRow(account, 'account');
  return {
    provider: requireText(provider, 'provider'),
    providerAccountId: requireProviderAccountId(providerAccountId),
  };
}

/** Says whether two keys name one account, letter for letter. */
export const isSameAccount = (one: AccountKey, other: AccountKey) =>
  one.provider === other.provider && one.providerAccountId === other.providerAccountId;

/** Matches a key as the database compares, by a placeholder for each of its two parts. */
export const keyIs = ({ provider, providerAccountId }: Accounts) =>
  and(eq(providerAccountId, sql.placeholder('providerAccountId')), eq(provider, sql.placeholder('provider')));

/** Matches a key letter for letter, by a placeholder for each of its two parts. */
export const keyIsExactly = ({ provider, providerAccountId }: Accounts): SQL =>
  // and() of two conditions is never empty, which its type does not know.
  and(exactly(providerAccountId, 'providerAccountId'), exactly(provider, 'provider')) as SQL;
