import { type AccessToken, livingToken, toDate } from './access-token.ts';
import type { Refresh, Step } from './refresh-in-turn.ts';
import type { Issue } from './store-tokens.ts';
import { isUnchanged } from './stored-tokens.ts';

/** How often tokens that somebody encrypts anew meanwhile are read again: nobody does so all the time. */
const LOOKS = 5;

/** Stores what the provider issued and returns it, or the token of a sign-in that has come in between. */
export async function keepIssued(work: Refresh, issue: Issue): Promise<Step> {
  const { issued, used: first, expiresAt } = issue;
  const scope = issued.scope ?? first.scope;
  const result: AccessToken = { accessToken: issued.accessToken, expiresAt: toDate(expiresAt), scope };
  let used = first;
  for (let look = 1; ; look++) {
    if (await work.storing.store(work.db, { ...issue, used })) return { result };
    const seen = await work.find();
    if (!seen) return { result: null };
    // Stored all the same: an answer was lost, or the driver counts no row that stays as it is.
    if (seen.accessToken === issued.accessToken) return { result };
    if (isUnchanged(seen, first) && look < LOOKS) {
      used = seen;
      continue;
    }
    // Recognized by what is stored now: a sign-in with the same refresh token has encrypted it anew.
    const isLeft = seen.refreshToken === first.refreshToken;
    if (isLeft && !(await work.storing.replaceUsed(work.db, { ...issue, used: seen })) && look < LOOKS)
      continue;
    return { result: livingToken(seen, 0, work.refusedToken) ?? result };
  }
}
