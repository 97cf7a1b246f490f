import { and, or, sql } from 'drizzle-orm';
import { rowIs } from '../adapter/account-row.ts';
import type { AdapterContext } from '../adapter/context.ts';
import type { LeaseColumns } from '../adapter/refresh-lease.ts';
import type { Database } from '../database/database.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { IssuedTokens } from './provider-answer.ts';
import type { StoredTokens } from './stored-tokens.ts';
import { refreshTokenIsAsRead, tokensAreAsRead, whereTokens } from './token-conditions.ts';
import { type HandedOut, prepareTokenUpdate } from './token-update.ts';

/** What a provider issued for tokens that were read. */
export interface Issue {
  readonly id: string;
  readonly used: StoredTokens;
  readonly issued: IssuedTokens;
  /** Seconds since 1970, by the clock of the database; null if the provider does not say. */
  readonly expiresAt: number | null;
}

/**
 * Prepares the UPDATEs that store what a provider issued.
 *
 * It is stored also when it is late and somebody else has the lease by now, since the refresh token is used up. Then a
 * plus sign before their id tells the other that they may replace it: the provider answers them later, so that theirs
 * is the token that counts.
 */
export function prepareStoreTokens(context: AdapterContext, { refreshLease }: LeaseColumns) {
  const { accounts } = context.tables;
  const [holder, lateMark] = [sql.placeholder('holder'), sql.placeholder('lateMark')];
  const where = and(rowIs(accounts), or(tokensAreAsRead(accounts), sql`${refreshLease} = ${lateMark}`));
  const isOver = sql`${refreshLease} in (${holder}, ${lateMark}, 'refused', 'failed')`;
  const fixed = {
    refreshLease: sql`case when ${isOver} then null else concat('+', ${refreshLease}) end`,
  };
  const prepareStore = (canDropTokens: boolean) =>
    prepareTokenUpdate(context, { where, fixed, canDropTokens });
  const canDropTokens = context.oversizedTokens === 'drop';
  const store = prepareStore(canDropTokens);
  const storeWhatFits = prepareStore(true);
  const replaceRefreshToken = prepareTokenUpdate(context, {
    where: and(rowIs(accounts), refreshTokenIsAsRead(accounts)),
    canDropTokens,
  });

  return {
    /**
     * Stores tokens, unless there are others by now; returns whether the driver counted a row.
     *
     * If one does not fit its column, the rest is stored before the error is thrown: the old refresh token may be void.
     */
    async store(db: Database, { id, used, issued, expiresAt }: Issue): Promise<boolean> {
      const handedOut: HandedOut = {
        access_token: issued.accessToken,
        refresh_token: issued.refreshToken,
        expires_at: expiresAt,
        scope: issued.scope,
        token_type: issued.tokenType,
        id_token: issued.idToken,
      };
      const given = { handedOut, where: { ...whereTokens(used), holder: id, lateMark: `+${id}` } };
      try {
        return (await store(db, given)) > 0;
      } catch (error) {
        if (isMisfit(error)) await storeWhatFits(db, given);
        throw error;
      }
    },

    /**
     * Replaces a refresh token that was used up by its successor, and leaves everything else alone; returns false if it
     * is there no more as it was read.
     */
    async replaceUsed(db: Database, { used, issued }: Issue): Promise<boolean> {
      if (issued.refreshToken === undefined || issued.refreshToken === used.refreshToken) return true;
      const handedOut = { refresh_token: issued.refreshToken };
      return (await replaceRefreshToken(db, { handedOut, where: whereTokens(used) })) > 0;
    },
  };
}

const isMisfit = (error: unknown) =>
  error instanceof MySqlAdapterError && /^(VALUE_TOO_LONG|INVALID_ARGUMENT)$/.test(error.code);
