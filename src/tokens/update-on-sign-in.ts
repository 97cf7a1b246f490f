import { sql } from 'drizzle-orm';
import { canHoldKey, requireKey } from '../adapter/account-key.ts';
import { accountIs } from '../adapter/account-row.ts';
import { requireRow } from '../adapter/arguments.ts';
import { canHoldName } from '../adapter/columns/texts.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { leaseColumnsOf } from '../adapter/refresh-lease.ts';
import { orNameWiderTables } from '../adapter/wider-tables.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { type HandedOut, prepareTokenUpdate } from './token-update.ts';

/** What Auth.js says of a sign-in, in the types of `next-auth` 4 and of any version of `@auth/core`. */
export interface SignInEvent {
  readonly user: { readonly id?: string | undefined };
  readonly account?: SignedInAccount | null | undefined;
}

/** The account of a sign-in, with the tokens that came with it. */
export interface SignedInAccount extends HandedOut {
  readonly provider: string;
  readonly providerAccountId: string;
  readonly type?: string;
}

/**
 * Returns the account of a sign-in with what the provider handed out; undefined if that was no token, as for a sign-in by
 * e-mail, passkey or password.
 */
export function signedInAccountOf(account: SignInEvent['account']): SignedInAccount | undefined {
  if (!account) return undefined;
  const given = requireRow(account, 'account');
  return given.access_token || given.oauth_token ? given : undefined;
}

/** Stores the tokens of a sign-in in the account of its user. */
export async function updateTokens(
  context: AdapterContext,
  userId: string,
  account: SignedInAccount,
  endsLease: boolean,
): Promise<void> {
  const { accounts } = context.tables;
  const key = requireKey(account);
  if (!canHoldKey(accounts, key) || !canHoldName(accounts.userId, userId)) return;
  const update = endsLease ? withLease(context) : withoutLease(context);
  const where = { ...key, owner: userId };
  await update(await context.connect(), { handedOut: handedOutBy(account), where }).catch(
    orNameWiderTables(context),
  );
}

/** Returns what to store: no refresh token leaves the old one, of which many providers send just one; the rest is new. */
const handedOutBy = (account: SignedInAccount): HandedOut => ({
  access_token: account.access_token ?? null,
  refresh_token: account.refresh_token ?? undefined,
  expires_at: account.expires_at ?? null,
  scope: account.scope ?? null,
  token_type: account.token_type ?? null,
  id_token: account.id_token ?? null,
  session_state: account.session_state ?? null,
  // Those of OAuth 1, in providers of next-auth 4.
  oauth_token: account.oauth_token ?? undefined,
  oauth_token_secret: account.oauth_token_secret ?? undefined,
});

const prepare = (context: AdapterContext, lease: object | undefined) =>
  prepareTokenUpdate(context, {
    where: accountIs(context.tables.accounts),
    fixed: lease && { refreshLease: sql`null`, refreshLeaseUntil: sql`null` },
    canDropTokens: context.oversizedTokens === 'drop',
  });

const withoutLease = /* @__PURE__ */ oncePerObject((context: AdapterContext) => prepare(context, undefined));

const withLease = /* @__PURE__ */ oncePerObject((context: AdapterContext) =>
  prepare(context, leaseColumnsOf(context.tables.accounts)),
);
