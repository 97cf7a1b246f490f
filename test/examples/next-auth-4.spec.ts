import { expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import { askWithHeaders } from './ask-with-headers.ts';
import { describeSignIn } from './describe-sign-in.ts';

describeSignIn('next-auth-4', undefined, 'next-auth-4', (running) => {
  it('sends links to its own address, whatever a header says', async () => {
    const forged = { host: 'mallory.example', 'x-forwarded-host': 'mallory.example' };
    const link = await askWithHeaders(running(), '/api/auth/signin/email', forged);
    expect(new URL(link).origin).toBe(running().site);
  });

  it('tells scripts the id of a user, and not the token of a session', async () => {
    const { site, databaseUrl } = running();
    const link = await askWithHeaders(running(), '/api/auth/signin/email', {});
    const signedIn = await fetch(link, { redirect: 'manual' });
    const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]);
    const session = await fetch(`${site}/api/auth/session`, { headers: { cookie: cookie.join('; ') } });
    const [user] = await query(databaseUrl, 'select id, name, email, image from users');
    expect(await session.json()).toEqual({ user: { ...user }, expires: expect.any(String) });
  });
});
