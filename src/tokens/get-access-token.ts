import { requireProviderAccountId } from '../adapter/account-key.ts';
import { invalidArgument, requireRow, requireText } from '../adapter/arguments.ts';
import { canHoldName } from '../adapter/columns/texts.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { type Database, isTransaction } from '../database/database.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { type AccessToken, livingToken } from './access-token.ts';
import { prepareLease } from './lease.ts';
import { requireLeaseColumns } from './lease-columns.ts';
import type { RefreshFunction } from './refresh-function.ts';
import { refreshInTurn } from './refresh-in-turn.ts';
import { prepareStoreTokens } from './store-tokens.ts';
import { prepareFindTokens } from './stored-tokens.ts';
import type { Timing } from './timing.ts';

/** Whose access token is wanted. */
export interface AccessTokenRequest {
  /** The user's id, from a session that was checked. */
  readonly userId: string;
  /** The id of the provider, such as `google`. */
  readonly provider: string;
  /**
   * The account at the provider, for users who have several of them there.
   * @default the only one
   */
  readonly providerAccountId?: string | undefined;
  /**
   * An access token that the provider has just refused (401), so that another one is wanted although this one seems to
   * live, as it does for ever if the provider does not say when it ends.
   * @default none
   */
  readonly refusedToken?: string | undefined;
}

/** How a provider's tokens are refreshed. */
export interface Refreshing {
  readonly refresh: RefreshFunction;
  readonly marginSeconds: number;
  readonly timing: Timing;
}

/** Returns the stored access token while it lives, otherwise a new one if there is a way to get it; null without any. */
export async function getAccessToken(
  context: AdapterContext,
  request: AccessTokenRequest,
  refreshing: Refreshing | undefined,
): Promise<AccessToken | null> {
  const { userId, provider, providerAccountId, refusedToken } = requireRequest(request);
  const { accounts } = context.tables;
  const prepared = refreshing && preparedToRefresh(context);
  const findTokens = prepared?.find ?? preparedToRead(context);
  if (!canHoldName(accounts.userId, userId) || !canHoldName(accounts.provider, provider)) return null;
  const db = await context.connect();
  if (refreshing) requireNoTransaction(db);
  const owner = { userId, provider };
  const first = await findTokens(db, owner, (found) => onlyOne(found, providerAccountId));
  if (!first) return null;
  const living = livingToken(first, refreshing?.marginSeconds ?? 0, refusedToken);
  if (living || !refreshing || !prepared) return living ?? null;
  const find = () =>
    findTokens(db, owner, (found) =>
      found.find((each) => each.providerAccountId === first.providerAccountId),
    );
  const id = crypto.randomUUID();
  return refreshInTurn({ ...prepared, ...refreshing, id, db, accounts, refusedToken, first, find });
}

const preparedToRead = /* @__PURE__ */ oncePerObject((context: AdapterContext) =>
  prepareFindTokens(context, undefined),
);

const preparedToRefresh = /* @__PURE__ */ oncePerObject((context: AdapterContext) => {
  const columns = requireLeaseColumns(context.tables.accounts);
  return {
    find: prepareFindTokens(context, columns),
    lease: prepareLease(context, columns),
    storing: prepareStoreTokens(context, columns),
  };
});

function requireRequest(given: AccessTokenRequest): AccessTokenRequest {
  const { userId, provider, providerAccountId, refusedToken } = requireRow(given, 'request');
  if (refusedToken !== undefined) requireText(refusedToken, 'refusedToken');
  return {
    userId: requireText(userId, 'userId'),
    provider: requireText(provider, 'provider'),
    providerAccountId:
      providerAccountId === undefined ? undefined : requireProviderAccountId(providerAccountId),
    refusedToken,
  };
}

/** Refuses a transaction of the caller's: what others store meanwhile is not seen in it, and its locks last. */
function requireNoTransaction(db: Database): void {
  if (isTransaction(db))
    throw invalidArgument('adapter', 'be on a database for `refresh`', db, 'one in a transaction');
}

/** Returns the account that is meant; a table without a unique key may have several rows for it. */
function onlyOne<Found extends { readonly providerAccountId: string }>(
  found: readonly Found[],
  providerAccountId: string | undefined,
): Found | undefined {
  const meant = found.filter(
    (each) => providerAccountId === undefined || each.providerAccountId === providerAccountId,
  );
  const count = new Set(meant.map((each) => each.providerAccountId)).size;
  if (count <= 1) return meant[0];
  const expected = `name one of the ${count} accounts that the user has at this provider`;
  throw invalidArgument('providerAccountId', expected, providerAccountId);
}
