import { expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import type { RunningExample } from './run-example.ts';
import { signInAt } from './sign-in-at.ts';

/** Describes who can use a session, what they learn of it, and when it ends. */
export function describeSessions(running: () => RunningExample): void {
  it('refuses forms of other sites', async () => {
    const { headers } = await signInAt(running());
    const answer = await fetch(`${running().site}/auth/signout`, {
      method: 'POST',
      headers: { origin: 'https://mallory.example', ...headers },
      body: new URLSearchParams(),
    });
    expect(answer.status).toBe(403);
    expect(await query(running().databaseUrl, 'select user_id from sessions')).toHaveLength(1);
  });

  it('tells the browser the id and the address of its user, and nothing else', async () => {
    const { headers, user } = await signInAt(running());
    const session = await (await fetch(`${running().site}/auth/session`, { headers })).json();
    const { id, email } = user;
    expect(session).toEqual({ user: { id, email }, expires: expect.any(String) });
  });

  it('keeps pages that were made in the build for everyone', async () => {
    const { headers } = await signInAt(running());
    const answer = await fetch(`${running().site}/about`, { headers });
    expect(await answer.text()).toContain('For null');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
}

/** Describes that a page renews the cookie of a session together with the session. */
export function describeRenewal(running: () => RunningExample): void {
  it('renews the cookie of a session with the session', async () => {
    const { headers } = await signInAt(running());
    const answer = await fetch(running().site, { headers });
    expect(renewalOf(answer)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    const sql = 'select max(expires) > utc_timestamp() + interval 29 day as isLong from sessions';
    expect(await query(running().databaseUrl, sql)).toEqual([{ isLong: 1 }]);
  });
}

/** Returns when the session cookie of an answer ends. */
export function renewalOf(answer: Response): number {
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('authjs.session-token='));
  return Date.parse(/expires=([^;]+)/i.exec(cookie ?? '')?.[1] ?? '');
}
