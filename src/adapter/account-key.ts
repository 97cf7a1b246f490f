import { and, eq, type SQL, sql } from 'drizzle-orm';
import { requireRow, requireText } from './arguments.ts';
import { canHoldName } from './columns/texts.ts';
import { exactly } from './identity.ts';
import type { AccountKey } from './methods.ts';
import type { AdapterTables } from './tables/tables.ts';

type Accounts = AdapterTables['accounts'];

/** Requires the key of an account and returns it as text. */
export function requireKey(account: AccountKey): AccountKey {
  const { provider, providerAccountId } = requireRow(account, 'account');
  return {
    provider: requireText(provider, 'provider'),
    providerAccountId: requireProviderAccountId(providerAccountId),
  };
}

/** Returns a provider's account id as text; some providers (VK, Strava) and custom profiles give a number. */
export function requireProviderAccountId(value: unknown): string {
  if (Number.isSafeInteger(value) || typeof value === 'bigint') return String(value);
  return requireText(value, 'providerAccountId');
}

/** Says whether any row can have a key. */
export const canHoldKey = (accounts: Accounts, { provider, providerAccountId }: AccountKey): boolean =>
  canHoldName(accounts.provider, provider) && canHoldName(accounts.providerAccountId, providerAccountId);

/** Says whether two keys name the same account, letter for letter. */
export const isSameAccount = (one: AccountKey, other: AccountKey) =>
  one.provider === other.provider && one.providerAccountId === other.providerAccountId;

/** Matches a key as the database compares, with a placeholder for each of its two parts. */
export const keyIs = ({ provider, providerAccountId }: Accounts) =>
  and(eq(providerAccountId, sql.placeholder('providerAccountId')), eq(provider, sql.placeholder('provider')));

/** Matches a key letter for letter, with a placeholder for each of its two parts. */
export const keyIsExactly = ({ provider, providerAccountId }: Accounts): SQL =>
  sql`(${exactly(providerAccountId, 'providerAccountId')} and ${exactly(provider, 'provider')})`;
