import type { MySql2Database } from 'drizzle-orm/mysql2';
import { expect, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { whoHas } from '../../support/calls/account-page.ts';
import { inAnHour, unique } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { hashOf, type Site } from './open-site.ts';

/** What becomes of the row of a session that is met with 'migrate'. */
export function rewritingSuite(site: () => Site): void {
  it.each([
    [
      'getSessionAndUser()',
      (sessionToken: string) => site().adapter('migrate').getSessionAndUser(sessionToken),
    ],
    ['currentUser()', (sessionToken: string) => whoHas(site().adapter('migrate'), sessionToken)],
  ])('is given the hash by %s, and keeps everything else', async (_name, meet) => {
    const { userId, sessionToken } = await site().newSession('token');
    const [before] = await site().rowsOf(userId);
    expect(await meet(sessionToken)).not.toBeNull();
    const [after, ...others] = await site().rowsOf(userId);
    expect(others).toEqual([]);
    expect(after).toEqual({ ...before, sessionToken: hashOf(sessionToken), updatedAt: expect.any(Date) });
  });

  it.each([
    [1142, "UPDATE command denied to user 'app'@'%' for table 'sessions'"],
    [1205, 'Lock wait timeout exceeded; try restarting transaction'],
    [1290, 'The MySQL server is running with the --read-only option so it cannot execute this statement'],
  ])('stays as it is while error %i prevents that, and the person is signed in', async (errno, message) => {
    const { userId, sessionToken } = await site().newSession('token');
    const adapter = site().adapter('migrate');
    const sent = await site().open.statementsOf(async () => {
      // More than it is tried; none is left over for another session.
      site().open.refuse(new RegExp(`^update .*${sessionToken}`, 's'), { errno, message, times: 100 });
      expect((await adapter.getSessionAndUser(sessionToken))?.session.sessionToken).toBe(sessionToken);
    });
    expect(sent.map(verbAndTable).slice(0, 2)).toEqual(['select sessions', 'update sessions']);
    expect(await site().storedOf(userId)).toEqual([sessionToken]);
  });

  it('is left alone in a transaction of the caller’s, which the change could undo', async () => {
    const { userId, sessionToken } = await site().newSession('token');
    const db = site().open.source() as MySql2Database;
    const { tables } = site();
    const sent = await site().open.statementsOf(() =>
      db.transaction(async (transaction) => {
        const adapter = MySqlAdapter(transaction, { tables, hashSessionTokens: 'migrate' });
        expect(await adapter.getSessionAndUser(sessionToken)).not.toBeNull();
      }),
    );
    expect(sent.filter((each) => each.startsWith('update'))).toEqual([]);
    expect(await site().storedOf(userId)).toEqual([sessionToken]);
  });

  it('is read, extended and ended by those with ’read’ and ’migrate’, whichever of them made it', async () => {
    const [reading, migrating] = [site().adapter('read'), site().adapter('migrate')];
    const { userId } = await site().newSession('token');
    const expires = new Date('2100-01-01T00:00:00Z');
    for (const [maker, other] of [
      [reading, migrating],
      [migrating, reading],
    ] as const) {
      const session = { sessionToken: unique('session'), userId, expires };
      const { sessionToken } = session;
      await maker.createSession({ ...session, expires: inAnHour() });
      expect((await other.getSessionAndUser(sessionToken))?.user.id).toBe(userId);
      await other.updateSession({ sessionToken, expires });
      for (const each of [maker, other])
        expect((await each.getSessionAndUser(sessionToken))?.session).toEqual(session);
      await other.deleteSession(sessionToken);
      expect(await maker.getSessionAndUser(sessionToken)).toBeNull();
    }
  });
}
