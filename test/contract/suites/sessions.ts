import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { sessions } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { anHourAgo, inAnHour, lowerCaseId, newUser, signIn, unique } from '../../support/rows/samples.ts';

export function sessionsContract(backend: () => OpenBackend): void {
  const rowsOf = (sessionToken: string) =>
    backend().db.select().from(sessions).where(eq(sessions.sessionToken, sessionToken));

  it('creates a session and reads it with its user, without the bookkeeping of the table', async () => {
    const adapter = backend().adapter();
    const user = await adapter.createUser(newUser());
    const given = { sessionToken: unique('session'), userId: user.id, expires: inAnHour() };
    const session = await adapter.createSession(given);
    expect(session).toEqual(given);
    const read = await adapter.getSessionAndUser(given.sessionToken);
    expect(read).toEqual({ session, user });
    expect(structuredClone(read)).toEqual(read);
  });

  it('creates no session for a user who does not exist, or whose id differs in case', async () => {
    const adapter = backend().adapter({ generateUserId: lowerCaseId });
    const user = await adapter.createUser(newUser());
    for (const userId of ['000000000000', user.id.toUpperCase()]) {
      const session = { sessionToken: unique('session'), userId, expires: inAnHour() };
      const notFound = { code: 'USER_NOT_FOUND', table: 'users' };
      await expect(adapter.createSession(session)).rejects.toMatchObject(notFound);
      expect(await rowsOf(session.sessionToken)).toEqual([]);
    }
  });

  it('refuses a session token that exists', async () => {
    const adapter = backend().adapter();
    const session = await signIn(adapter);
    await expect(adapter.createSession(session)).rejects.toMatchObject({
      code: 'DUPLICATE',
      table: 'sessions',
    });
  });

  it('finds a session by its token alone, letter for letter', async () => {
    const adapter = backend().adapter();
    const { sessionToken } = await signIn(adapter);
    for (const token of [sessionToken.toUpperCase(), `${sessionToken} `, unique('session'), '']) {
      expect(await adapter.getSessionAndUser(token)).toBeNull();
      await adapter.deleteSession(token);
      await adapter.updateSession({ sessionToken: token, expires: anHourAgo() });
    }
    expect(await adapter.getSessionAndUser(sessionToken)).not.toBeNull();
  });

  it('reads no session whose user is gone', async () => {
    const adapter = backend().adapter();
    const sessionToken = unique('session');
    const now = new Date();
    await backend()
      .db.insert(sessions)
      .values({ sessionToken, userId: '000000000000', expires: inAnHour(), createdAt: now, updatedAt: now });
    expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
  });

  it('treats an expired session as none, and leaves its row alone', async () => {
    const adapter = backend().adapter();
    const { sessionToken } = await signIn(adapter, undefined, anHourAgo());
    const before = await rowsOf(sessionToken);
    const sent = await backend().statementsOf(async () => {
      expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
    });
    expect(sent).toEqual([expect.stringMatching(/^select /)]);
    expect(before).toHaveLength(1);
    expect(await rowsOf(sessionToken)).toEqual(before);
  });

  it('treats a session as expired from the very moment that it names', async () => {
    const expires = new Date('2026-06-01T00:00:00.500Z');
    const at = (now: Date) => backend().adapter({ now: () => now });
    const { sessionToken } = await signIn(backend().adapter(), undefined, expires);
    expect(await at(new Date(Number(expires) - 1)).getSessionAndUser(sessionToken)).not.toBeNull();
    await at(expires).updateSession({ sessionToken, expires: inAnHour() });
    expect(await at(expires).getSessionAndUser(sessionToken)).toBeNull();
  });

  it('extends a session and records when', async () => {
    const { userId, sessionToken } = await signIn(backend().adapter());
    const expires = new Date('2100-01-01T00:00:00.123Z');
    const adapter = backend().adapter({ now: () => new Date('2026-02-01T00:00:00.999Z') });
    expect(await adapter.updateSession({ sessionToken, expires })).toBeUndefined();
    expect(await adapter.getSessionAndUser(sessionToken)).toMatchObject({ session: { userId, expires } });
    const [row] = await rowsOf(sessionToken);
    expect(row?.updatedAt).toEqual(new Date('2026-02-01T00:00:00Z'));
  });

  it('never revives an expired session', async () => {
    const adapter = backend().adapter();
    const { sessionToken } = await signIn(adapter, undefined, anHourAgo());
    await adapter.updateSession({ sessionToken, expires: inAnHour() });
    expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
  });

  it('never hands a session to another user', async () => {
    const adapter = backend().adapter();
    const session = await signIn(adapter);
    const other = await adapter.createUser(newUser());
    const expires = new Date('2100-01-01T00:00:00Z');
    await adapter.updateSession({ ...session, userId: other.id, expires });
    expect((await adapter.getSessionAndUser(session.sessionToken))?.session).toEqual(session);
    await adapter.updateSession({ ...session, expires });
    expect((await adapter.getSessionAndUser(session.sessionToken))?.session).toEqual({ ...session, expires });
  });

  it('deletes the session that is named and no other', async () => {
    const adapter = backend().adapter();
    const kept = await signIn(adapter);
    const { sessionToken } = await signIn(adapter, kept.userId);
    expect(await adapter.deleteSession(sessionToken)).toBeUndefined();
    expect(await rowsOf(sessionToken)).toEqual([]);
    expect(await rowsOf(kept.sessionToken)).toHaveLength(1);
    await adapter.deleteSession(sessionToken);
  });

  it('refuses tokens that are not strings and values that are not dates before anything is sent', async () => {
    const adapter = backend().adapter();
    const refused = { code: 'INVALID_ARGUMENT' };
    const session = { sessionToken: unique('session'), userId: 'x', expires: inAnHour() };
    const statements = await backend().statementsOf(async () => {
      for (const value of [undefined, null, 0, {}, ['x']]) {
        const sessionToken = value as never;
        await expect(adapter.getSessionAndUser(sessionToken)).rejects.toMatchObject(refused);
        await expect(adapter.deleteSession(sessionToken)).rejects.toMatchObject(refused);
        await expect(adapter.updateSession({ sessionToken, expires: inAnHour() })).rejects.toMatchObject(
          refused,
        );
        await expect(adapter.createSession({ ...session, sessionToken })).rejects.toMatchObject(refused);
      }
      for (const expires of [
        new Date(Number.NaN),
        new Date(8e15),
        '2026-01-31',
        1,
        null,
        undefined,
      ] as never[]) {
        await expect(adapter.createSession({ ...session, expires })).rejects.toMatchObject(refused);
      }
    });
    expect(statements).toEqual([]);
  });
}
