import { describe, expect, it } from 'vitest';
import { userById } from '../../src/account.ts';
import { openSite, versions } from './password-site.ts';

const RIGHT = { email: 'ada@example.com', password: 'correct horse' };
const names = Object.keys(versions) as (keyof typeof versions)[];
const v4 = 'next-auth 4.24.15';
/** What the session of nobody is. */
const nobody = (version: string) => (version === v4 ? {} : null);
const endOf = (response: Response) => {
  const line = response.headers.getSetCookie().find((line) => /session-token=[^;]/.test(line)) ?? '';
  return Date.parse(/expires=([^;]+)/i.exec(line)?.[1] ?? '');
};

describe.each(names)('a password, with %s', (version) => {
  it.each(['plain', 'written', 'with links'])(
    'signs in, reads the session and signs out: %s',
    async (name) => {
      const site = await openSite(version, name);
      const browser = site.browser();
      await browser.post('callback/password', RIGHT);
      const [row, ...others] = await site.sessions();
      expect(others).toEqual([]);
      expect(row?.user_id).toBe(site.ada.id);
      expect(browser.tokens()).toEqual([
        [expect.stringMatching(/^(next-auth|authjs)\.session-token$/), row?.session_token],
      ]);
      expect(await browser.session()).toMatchObject({ user: { email: RIGHT.email } });
      await browser.post('signout');
      expect(await site.sessions()).toEqual([]);
      expect(await browser.session()).toEqual(nobody(version));
      expect(await site.ask('/encoded')).toBe(1);
    },
  );

  it('cannot sign in without this: refused where the strategy is written, of no use where it is not', async () => {
    const written = await openSite(version, 'written', { isBare: true });
    const refused = written.browser();
    await refused.send('/api/auth/callback/password', { method: 'POST', body: new URLSearchParams(RIGHT) });
    expect([await written.sessions(), refused.tokens()]).toEqual([[], []]);
    const plain = await openSite(version, 'plain', { isBare: true });
    const browser = plain.browser();
    await browser.post('callback/password', RIGHT);
    expect(browser.tokens()).toHaveLength(1);
    expect(await browser.session()).toEqual(nobody(version));
  });

  it('has a row and a cookie that end together, when session.maxAge says, and are prolonged by a visit', async () => {
    const site = await openSite(version, 'short');
    const browser = site.browser();
    const response = await browser.post('callback/password', RIGHT);
    const end = Number((await site.sessions())[0]?.expires);
    // The cookie says whole seconds, and Auth.js looks at the clock once more for it.
    expect(Math.abs(endOf(response) - end)).toBeLessThanOrEqual(1000 + (Date.now() - (end - 3_600_000)));
    expect(Math.abs(end - 3_600_000 - Date.now())).toBeLessThan(60_000);
    await browser.session();
    expect(Number((await site.sessions())[0]?.expires)).toBeGreaterThan(end);
  });

  it('has a session that ends when it expires, and everywhere with revokeSessions()', async () => {
    const site = await openSite(version, 'plain');
    const [one, two] = [site.browser(), site.browser()];
    for (const browser of [one, two]) await browser.post('callback/password', RIGHT);
    expect(await (await userById(site.adapter, site.ada.id))?.revokeSessions()).toBe(2);
    for (const browser of [one, two]) expect(await browser.session()).toEqual(nobody(version));
    await one.post('callback/password', RIGHT);
    expect(await one.session()).toMatchObject({ user: { email: RIGHT.email } });
    await site.endAll();
    expect(await one.session()).toEqual(nobody(version));
  });

  it('lets in nobody who is not known, whose password is wrong or of whom authorize() returns no id', async () => {
    const site = await openSite(version, 'without id');
    const browser = site.browser();
    for (const wrong of [{ email: 'ben@example.com' }, { password: 'hunter2' }]) {
      const response = await browser.post('callback/password', { ...RIGHT, ...wrong });
      expect(response.headers.get('location')).toContain('error=CredentialsSignin');
    }
    const response = await browser.post('callback/password', RIGHT);
    if (version === v4) {
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({
        code: 'INVALID_ARGUMENT',
        said: expect.stringContaining('Expected `token.sub` to be the id of the user'),
      });
    } else {
      expect(response.headers.get('location')).toContain('error=Configuration');
      expect(await site.ask('/said')).toMatch(/^USER_NOT_FOUND: Expected authorize\(\) to return a user/);
    }
    expect([await site.sessions(), browser.tokens()]).toEqual([[], []]);
  });

  it('has a new token each time, and takes away what JWT sessions left', async () => {
    const site = await openSite(version, 'plain');
    const browser = site.browser();
    await browser.post('callback/password', RIGHT);
    const [[name = '', first] = []] = browser.tokens();
    for (const chunk of ['.0', '.1']) browser.cookies.set(`${name}${chunk}`, 'x'.repeat(3000));
    await browser.post('callback/password', RIGHT);
    const tokens = browser.tokens();
    expect(tokens).toEqual([[name, expect.any(String)]]);
    expect(tokens[0]?.[1]).not.toBe(first);
    expect(await browser.session()).toMatchObject({ user: { email: RIGHT.email } });
    expect(await site.sessions()).toHaveLength(2);
  });

  it('is one way in beside a link, which encodes nothing', async () => {
    const site = await openSite(version, 'with links');
    const browser = site.browser();
    await browser.post('signin/email', { email: 'ben@example.com' });
    await browser.send(await site.ask('/link'));
    expect(await browser.session()).toMatchObject({ user: { email: 'ben@example.com' } });
    expect(await site.ask('/encoded')).toBe(0);
    await browser.post('callback/password', RIGHT);
    expect(await browser.session()).toMatchObject({ user: { email: RIGHT.email } });
    expect(await site.sessions()).toHaveLength(2);
  });

  it('has a session whose update() reaches callbacks.session, beside a callbacks.jwt that copies', async () => {
    const site = await openSite(version, 'callbacks');
    const browser = site.browser();
    await browser.post('callback/password', RIGHT);
    expect(await browser.update({ theme: 'dark' })).toMatchObject({ user: {}, theme: 'dark' });
    expect(await browser.session()).toMatchObject({ user: { email: RIGHT.email } });
    expect(await site.ask('/encoded')).toBe(1);
  });
});

it('next-auth 5 takes it from a function, with an adapter for each request, and auth() reads it', async () => {
  const site = await openSite('next-auth 5.0.0-beta.32', 'lazy');
  const browser = site.browser();
  await browser.post('callback/password', RIGHT);
  expect(await (await browser.send('/')).json()).toMatchObject({ email: RIGHT.email });
  const [row] = await site.sessions();
  expect(Math.abs(Number(row?.expires) - 3_600_000 - Date.now())).toBeLessThan(60_000);
  // One for authorize(), and one for each request: two of the browser for a sign-in, one for the page.
  expect(await site.ask('/made')).toBe(1 + 3);
});

it('next-auth 4 reads it in getServerSession()', async () => {
  const site = await openSite(v4, 'plain');
  const browser = site.browser();
  expect(await (await browser.send('/')).json()).toBeNull();
  await browser.post('callback/password', RIGHT);
  expect(await (await browser.send('/')).json()).toMatchObject({ email: RIGHT.email });
});
