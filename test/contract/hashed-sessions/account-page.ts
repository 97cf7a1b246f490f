import { describe, expect, it } from 'vitest';
import { signInForTest } from '../../../src/testing.ts';
import { whoHas } from '../../support/calls/account-page.ts';
import { inAnHour, newUser, unique } from '../../support/rows/samples.ts';
import { hashOf, MODES, type Site, writesHashes } from './open-site.ts';

/** The page of a person's account, and people who are signed in for tests. */
export function accountPageSuite(site: () => Site): void {
  describe.each(MODES)('with %j', (mode) => {
    async function openPages(count: number) {
      const adapter = site().adapter(mode);
      const { id: userId } = await adapter.createUser(newUser());
      const tokens = Array.from({ length: count }, () => unique('session'));
      for (const sessionToken of tokens)
        await adapter.createSession({ sessionToken, userId, expires: inAnHour() });
      const pages = await Promise.all(tokens.map((token) => whoHas(adapter, token)));
      return { adapter, userId, tokens, pages };
    }

    it('knows which session is the current one, and tells neither its token nor what is stored', async () => {
      const { tokens, pages } = await openPages(3);
      for (const me of pages) {
        const listed = await me?.listSessions();
        expect(listed).toHaveLength(3);
        expect(listed?.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ id: me?.session.id }]);
        const said = JSON.stringify([listed, me?.session]);
        for (const token of tokens) {
          expect(said).not.toContain(token);
          expect(said).not.toContain(hashOf(token).slice(7));
        }
      }
    });

    it('ends the session that is chosen, all others, and all', async () => {
      const { adapter, userId, tokens, pages } = await openPages(4);
      const [me, phone] = pages;
      const stored = (token = '') => (writesHashes(mode) ? hashOf(token) : token);
      expect(await me?.revokeSession(phone?.session.id ?? '')).toBe(true);
      expect(await whoHas(adapter, tokens[1] ?? '')).toBeNull();
      expect([await me?.revokeOtherSessions(), await me?.revokeOtherSessions()]).toEqual([2, 0]);
      expect(await site().storedOf(userId)).toEqual([stored(tokens[0])]);
      expect(await whoHas(adapter, tokens[0] ?? '')).not.toBeNull();
      expect(await me?.revokeSessions()).toBe(1);
      expect(await whoHas(adapter, tokens[0] ?? '')).toBeNull();
    });

    it('signs people in for tests, and out', async () => {
      const adapter = site().adapter(mode);
      const ada = await signInForTest(adapter, { baseUrl: 'http://localhost:3000' });
      const token = ada.cookies[0]?.value ?? '';
      expect(ada.session.sessionToken).toBe(token);
      expect(token).not.toContain('sha256$');
      expect(await site().storedOf(ada.user.id)).toEqual([writesHashes(mode) ? hashOf(token) : token]);
      expect((await whoHas(adapter, token))?.user.id).toBe(ada.user.id);
      await ada.cleanUp();
      expect(await site().storedOf(ada.user.id)).toEqual([]);
    });
  });

  it('keeps the current session, of which the token is stored or its hash, when all others end', async () => {
    for (const mode of ['read', 'migrate'] as const)
      for (const kind of ['token', 'hash'] as const) {
        const { userId, sessionToken } = await site().newSession(kind);
        for (const other of [false, true])
          await site().adapter(other).createSession({ sessionToken: unique(), userId, expires: inAnHour() });
        const adapter = site().adapter(mode);
        const me = await whoHas(adapter, sessionToken);
        expect((await me?.listSessions())?.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
        expect(await me?.revokeOtherSessions()).toBe(2);
        expect(await whoHas(adapter, sessionToken)).not.toBeNull();
        expect(await site().storedOf(userId)).toHaveLength(1);
      }
  });
}
