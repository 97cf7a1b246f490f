import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { limitCodeRequests } from '../../../src/codes.ts';
import { prune } from '../../../src/maintenance.ts';
import { oneTimeTokens } from '../../../src/one-time-tokens.ts';
import * as basic from '../../../src/schema/index.ts';
import { signIn, uniqueEmail } from '../../support/rows/samples.ts';
import { inHours, type Site } from './open-site.ts';
import { whileLocked } from './while-locked.ts';

export function pruneSuite(site: () => Site): void {
  it('deletes expired sessions and links, says how many, and leaves all others', async () => {
    await site().addSessions(3, inHours(-1));
    await site().addLinks(2, inHours(-100));
    const [live, pending] = [await site().addSessions(4, inHours(1)), await site().addLinks(5, inHours(1))];
    expect(await prune(site().adapter())).toEqual({ sessions: 3, verificationTokens: 2, done: true });
    expect([await site().sessions(), await site().links()]).toEqual([live, pending]);
    expect(await prune(site().adapter())).toEqual({ sessions: 0, verificationTokens: 0, done: true });
  });

  it('is content with empty tables', async () => {
    expect(await prune(site().adapter())).toEqual({ sessions: 0, verificationTokens: 0, done: true });
  });

  it('deletes a session when the adapter has long refused it, and not a moment before its end', async () => {
    const end = inHours(-2);
    const [token = ''] = await site().addSessions(1, end, await site().addUser());
    const at = (ms: number) => site().adapter({ now: () => new Date(Number(end) + ms) });
    expect(await prune(at(-1))).toMatchObject({ sessions: 0 });
    expect(await at(-1).getSessionAndUser?.(token)).not.toBeNull();
    expect(await prune(at(0))).toMatchObject({ sessions: 0 });
    expect(await at(0).getSessionAndUser?.(token)).toBeNull();
    expect(await prune(at(1))).toMatchObject({ sessions: 1 });
  });

  it('deletes only what expired before the moment that it is given', async () => {
    await site().addSessions(2, inHours(-30));
    const kept = await site().addSessions(2, inHours(-10));
    expect(await prune(site().adapter(), { before: inHours(-20) })).toMatchObject({ sessions: 2 });
    expect(await site().sessions()).toEqual(kept);
  });

  it('keeps rows of codes and of requests for them for a day after their end', async () => {
    const kept = await site().addLinks(2, inHours(-23), undefined, 'codes:');
    await site().addLinks(3, inHours(-25), undefined, 'codes:');
    await site().addLinks(4, inHours(-1));
    expect(await prune(site().adapter())).toEqual({ sessions: 0, verificationTokens: 7, done: true });
    expect(await site().links()).toEqual(kept);
  });

  it('keeps the row that counts guesses and requests until the day of its address is over', async () => {
    const identifier = uniqueEmail();
    let now = new Date();
    const options = { now: () => now, ...(site().isProduction && { emailCodes: true as const }) };
    const adapter = site().adapter(options);
    const ask = limitCodeRequests(adapter);
    await ask({ account: { providerAccountId: identifier }, email: { verificationRequest: true } });
    if (site().isProduction) {
      const expires = new Date(Number(now) + 600_000);
      await adapter.createVerificationToken?.({ identifier, token: '123456', expires });
    }
    const start = Number(now);
    now = new Date(start + 86_000_000);
    expect(await prune(adapter)).toMatchObject({ verificationTokens: 0 });
    now = new Date(start + 2 * 86_400_000);
    expect(await prune(adapter)).toMatchObject({ verificationTokens: 1 });
  });

  it('deletes one-time tokens that are over, and no others', async () => {
    let now = new Date();
    const adapter = site().adapter({ now: () => now });
    const tokens = oneTimeTokens(adapter, { purpose: 'password-reset', maxAgeSeconds: 60 });
    const [old, live] = [uniqueEmail(), uniqueEmail()];
    await tokens.create(old);
    now = new Date(Number(now) + 61_000);
    const token = await tokens.create(live);
    expect(await prune(adapter)).toMatchObject({ verificationTokens: 1 });
    expect(await tokens.use(live, token)).toBe(true);
  });

  it('deletes hashed sessions that are over, and no others', async () => {
    const adapter = site().adapter({ hashSessionTokens: true });
    const live = await signIn(adapter);
    await signIn(adapter, live.userId, inHours(-1));
    const stored = await site().sessions();
    expect(stored.map((token) => token.slice(0, 7))).toEqual(['sha256$', 'sha256$']);
    expect(await prune(adapter)).toMatchObject({ sessions: 1 });
    expect(await adapter.getSessionAndUser?.(live.sessionToken)).not.toBeNull();
  });

  it('keeps a session that is refreshed after it was found to be over', async () => {
    const [token = ''] = await site().addSessions(1, inHours(-1));
    await site().addSessions(2, inHours(-1));
    const pruned = await whileLocked(
      site().open,
      (transaction) =>
        transaction
          .update(basic.sessions)
          .set({ expires: inHours(1) })
          .where(eq(basic.sessions.sessionToken, token)),
      () => prune(site().adapter()),
    );
    expect(pruned).toMatchObject({ sessions: 2, done: true });
    expect(await site().sessions()).toEqual([token]);
  });
}
