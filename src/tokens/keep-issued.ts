import { type AccessToken, livingToken, toDate } from './access-token.ts';
import type { Refresh, Step } from './refresh-in-turn.ts';
import type { Issue } from './store-tokens.ts';

/** Stores what the provider issued and returns it, or the token of a sign-in that has come in between. */
export async function keepIssued(work: Refresh, issue: Issue): Promise<Step> {
  const { issued, used, expiresAt } = issue;
  const scope = issued.scope ?? used.scope;
  const result: AccessToken = { accessToken: issued.accessToken, expiresAt: toDate(expiresAt), scope };
  if (await work.storing.store(work.db, issue)) return { result };
  const seen = await work.find();
  if (!seen) return { result: null };
  // Stored all the same: an answer was lost, or the driver counts no row that stays as it is.
  if (seen.accessToken === issued.accessToken) return { result };
  await work.storing.replaceUsed(work.db, issue);
  return { result: livingToken(seen, 0, work.refusedToken) ?? result };
}
