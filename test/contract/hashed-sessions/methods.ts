import { describe, expect, it } from 'vitest';
import type { SessionTokenHashing } from '../../../src/index.ts';
import { whoHas } from '../../support/calls/account-page.ts';
import { anHourAgo, inAnHour, newUser, unique } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { BOTH, hashOf, MODES, type Site, writesHashes } from './open-site.ts';

const LATER = new Date('2100-01-01T00:00:00.123Z');

/** Says whether sessions that are stored so are found. */
const finds = (mode: SessionTokenHashing, stored: 'token' | 'hash') =>
  BOTH.includes(mode) || stored === (mode === true ? 'hash' : 'token');

/** Every method of sessions, with each value of the option. */
export function methodsSuite(site: () => Site): void {
  const sentBy = async (work: () => Promise<unknown>) =>
    (await site().open.statementsOf(work)).map(verbAndTable);

  describe.each(MODES)('with %j', (mode) => {
    it('creates, reads, extends and ends a session, stores what it is to store, and tells the token alone', async () => {
      const adapter = site().adapter(mode);
      const user = await adapter.createUser(newUser());
      const given = { sessionToken: unique('session'), userId: user.id, expires: inAnHour() };
      const copy = { ...given };
      expect(await adapter.createSession(given)).toEqual(given);
      expect(given).toEqual(copy);
      const { sessionToken, userId } = given;
      const stored = [writesHashes(mode) ? hashOf(sessionToken) : sessionToken];
      expect(await site().storedOf(userId)).toEqual(stored);
      const read = await adapter.getSessionAndUser(sessionToken);
      expect(read).toEqual({ session: given, user });
      expect(JSON.stringify(read)).not.toContain('sha256$');
      for (const owner of [{}, { userId }]) {
        const expires = new Date(Number(LATER) + Object.keys(owner).length * 1000);
        expect(await adapter.updateSession({ sessionToken, ...owner, expires })).toBeUndefined();
        expect((await adapter.getSessionAndUser(sessionToken))?.session).toEqual({ ...given, expires });
      }
      expect(await site().storedOf(userId)).toEqual(stored);
      expect(await adapter.deleteSession(sessionToken)).toBeUndefined();
      expect(await site().storedOf(userId)).toEqual([]);
      expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
    });

    it.each(['token', 'hash'] as const)(
      'finds sessions of which a %s is stored, or leaves them alone',
      async (kind) => {
        const adapter = site().adapter(mode);
        const isFound = finds(mode, kind);
        const [read, extended, ended] = [
          await site().newSession(kind),
          await site().newSession(kind),
          await site().newSession(kind),
        ];
        const session = await adapter.getSessionAndUser(read.sessionToken);
        expect(session?.session.sessionToken).toBe(isFound ? read.sessionToken : undefined);
        expect((await whoHas(adapter, read.sessionToken))?.user.id).toBe(isFound ? read.userId : undefined);
        await adapter.updateSession({ sessionToken: extended.sessionToken, expires: LATER });
        const [row] = await site().rowsOf(extended.userId);
        expect(row).toMatchObject({
          sessionToken: extended.stored,
          expires: isFound ? LATER : extended.expires,
        });
        await adapter.deleteSession(ended.sessionToken);
        expect(await site().storedOf(ended.userId)).toEqual(isFound ? [] : [ended.stored]);
      },
    );

    it('takes what is stored for nobody’s cookie, and does not ask', async () => {
      const adapter = site().adapter(mode);
      const { userId, stored, expires } = await site().newSession('hash');
      const alike = [stored.toUpperCase(), ` ${stored}`, `\u00ad${stored}`, stored.slice(7)];
      const same = [stored, `${stored} `, `${stored}\0`, 'sha256$'];
      const try_ = async (cookie: string) => {
        expect(await adapter.getSessionAndUser(cookie), cookie).toBeNull();
        expect(await whoHas(adapter, cookie)).toBeNull();
        await adapter.updateSession({ sessionToken: cookie, expires: LATER });
        await adapter.updateSession({ sessionToken: cookie, userId, expires: LATER });
        await adapter.deleteSession(cookie);
      };
      for (const cookie of alike) await try_(cookie);
      expect(
        await sentBy(async () => {
          for (const cookie of same) await try_(cookie);
        }),
      ).toEqual([]);
      expect(await site().rowsOf(userId)).toMatchObject([{ sessionToken: stored, expires }]);
    });

    it('refuses to make a session whose token looks like what is stored, and does not quote it', async () => {
      const adapter = site().adapter(mode);
      const { userId, stored } = await site().newSession('hash');
      let error: unknown;
      const sent = await sentBy(async () => {
        const session = { sessionToken: stored, userId, expires: inAnHour() };
        error = await adapter.createSession(session).catch((thrown: unknown) => thrown);
      });
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(String(error)).not.toContain(stored.slice(7));
      expect(sent).toEqual([]);
    });

    it('sends as many statements as without the option, but one more for a session that it rewrites', async () => {
      const adapter = site().adapter(mode);
      const { userId } = await site().newSession('token');
      const sessionToken = unique('session');
      const create = () => adapter.createSession({ sessionToken, userId, expires: inAnHour() });
      expect(await sentBy(create)).toEqual(['insert sessions']);
      const read = () => adapter.getSessionAndUser(sessionToken);
      expect(await sentBy(read)).toEqual(['select sessions']);
      const extend = () => adapter.updateSession({ sessionToken, expires: LATER });
      expect(await sentBy(extend)).toEqual(['update sessions']);
      expect(await sentBy(() => adapter.deleteSession(sessionToken))).toEqual(['delete sessions']);
      const older = await site().newSession('token');
      const readOlder = () => adapter.getSessionAndUser(older.sessionToken);
      const first = mode === 'migrate' ? ['select sessions', 'update sessions'] : ['select sessions'];
      expect(await sentBy(readOlder)).toEqual(first);
      expect(await sentBy(readOlder)).toEqual(['select sessions']);
      // Another request may have put one form in the other's place since it was looked for.
      const times = [1, 2, 3, 1][MODES.indexOf(mode)];
      const stranger = unique('session');
      const reads = Array(BOTH.includes(mode) ? 2 : 1).fill('select sessions');
      expect(await sentBy(() => adapter.getSessionAndUser(stranger))).toEqual(reads);
      expect(await sentBy(() => adapter.deleteSession(stranger))).toEqual(
        Array(times).fill('delete sessions'),
      );
      const extendStranger = () => adapter.updateSession({ sessionToken: stranger, expires: LATER });
      expect(await sentBy(extendStranger)).toEqual(Array(times).fill('update sessions'));
    });

    it('finds letter for letter, whatever the collation takes for the same', async () => {
      const adapter = site().adapter(mode);
      const kind = mode === true ? 'hash' : 'token';
      const { userId, sessionToken, stored, expires } = await site().newSession(kind);
      for (const other of [sessionToken.toUpperCase(), `${sessionToken} `, `${sessionToken}\u00ad`, '']) {
        expect(await adapter.getSessionAndUser(other)).toBeNull();
        await adapter.updateSession({ sessionToken: other, expires: LATER });
        await adapter.deleteSession(other);
      }
      expect(await site().rowsOf(userId)).toMatchObject([{ sessionToken: stored, expires }]);
    });

    it('takes text that no token is for nobody’s, and makes no session of it', async () => {
      const adapter = site().adapter(mode);
      const { userId } = await site().newSession('token');
      const texts = ['\ud800', `${unique()}\udc00`, 'x'.repeat(256), '😀'.repeat(256), `${unique()}\0`, ''];
      const sent = await sentBy(async () => {
        for (const sessionToken of texts) {
          expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
          await adapter.updateSession({ sessionToken, expires: LATER });
          await adapter.deleteSession(sessionToken);
          const session = { sessionToken, userId, expires: inAnHour() };
          await expect(adapter.createSession(session)).rejects.toMatchObject({
            code: expect.toBeOneOf(['INVALID_ARGUMENT', 'VALUE_TOO_LONG']),
          });
        }
      });
      expect(sent).toEqual([]);
    });

    it('takes tokens of the site’s own making, of any letters and as long as the column', async () => {
      const adapter = site().adapter(mode);
      const { id: userId } = await adapter.createUser(newUser());
      for (const letters of ["it's \\", '字😀é', 'x'.repeat(230), 'SHA256$', 'sha256']) {
        const sessionToken = `${letters}${unique('own')}`;
        const session = { sessionToken, userId, expires: inAnHour() };
        expect(await adapter.createSession(session)).toEqual(session);
        const stored = writesHashes(mode) ? hashOf(sessionToken) : sessionToken;
        expect(await site().storedOf(userId)).toEqual([stored]);
        expect((await adapter.getSessionAndUser(sessionToken))?.session).toEqual(session);
        await adapter.deleteSession(sessionToken);
        expect(await site().storedOf(userId)).toEqual([]);
      }
    });

    it('treats an expired session as none, and leaves its row alone', async () => {
      const adapter = site().adapter(mode);
      const { userId, sessionToken } = await site().newSession(mode === true ? 'hash' : 'token', anHourAgo());
      const before = await site().rowsOf(userId);
      expect(await sentBy(() => adapter.getSessionAndUser(sessionToken))).toEqual(['select sessions']);
      expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
      await adapter.updateSession({ sessionToken, expires: LATER });
      expect(await site().rowsOf(userId)).toEqual(before);
    });

    it('keeps the token out of copies where it is private', async () => {
      const adapter = site().adapter(mode, { privateColumns: { sessions: ['sessionToken'] } });
      const { id: userId } = await adapter.createUser(newUser());
      const sessionToken = unique('session');
      const created = await adapter.createSession({ sessionToken, userId, expires: inAnHour() });
      const read = await adapter.getSessionAndUser(sessionToken);
      for (const session of [created, read?.session]) {
        expect(session?.sessionToken).toBe(sessionToken);
        expect(JSON.stringify({ ...session })).not.toMatch(/sha256|session-/);
      }
    });
  });
}
