import { expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import type { RunningExample } from './run-example.ts';
import { storeSession } from './store-session.ts';

const EMAIL = 'ada@example.com';

/** Describes who can use a session, what they learn of it, and when it ends. */
export function describeSessions(running: () => RunningExample): void {
  it('refuses forms of other sites', async () => {
    const answer = await fetch(`${running().site}/auth/signout`, {
      method: 'POST',
      headers: { origin: 'https://mallory.example', cookie: await storeSession(running(), EMAIL) },
      body: new URLSearchParams(),
    });
    expect(answer.status).toBe(403);
    expect(await query(running().databaseUrl, 'select user_id from sessions')).toHaveLength(1);
  });

  it('tells the browser the id and the address of its user, and nothing else', async () => {
    const headers = { cookie: await storeSession(running(), EMAIL) };
    const session = await (await fetch(`${running().site}/auth/session`, { headers })).json();
    expect(session).toEqual({
      user: { id: expect.any(String), email: EMAIL },
      expires: expect.any(String),
    });
  });

  it('renews the cookie of a session with the session', async () => {
    const { site, databaseUrl } = running();
    const answer = await fetch(site, { headers: { cookie: await storeSession(running(), EMAIL) } });
    expect(renewalOf(answer)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    const sql = 'select max(expires) > utc_timestamp() + interval 29 day as isLong from sessions';
    expect(await query(databaseUrl, sql)).toEqual([{ isLong: 1 }]);
  });

  it('keeps pages that were made in the build for everyone', async () => {
    const headers = { cookie: await storeSession(running(), EMAIL) };
    const answer = await fetch(`${running().site}/about`, { headers });
    expect(await answer.text()).toContain('For null');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
}

/** Returns when the session cookie of an answer ends. */
export function renewalOf(answer: Response): number {
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('authjs.session-token='));
  return Date.parse(/expires=([^;]+)/i.exec(cookie ?? '')?.[1] ?? '');
}
