import { expect, it } from 'vitest';
import { beginAtDemoId, FormVisitor, postForm } from '../form-visitor.ts';

const FORMS_OF_EVERYBODY = ['/reset', '/reset/new'];

const FORMS = [
  '/account/sign-out-device',
  '/account/sign-out-others',
  '/account/unlink',
  '/account/delete-passkey',
  '/account/delete',
  '/account/new-address',
  '/account/confirm-address',
  '/account/password',
  '/sign-out-everywhere',
];

/** Tests the site's answers to requests that need no browser. `site` returns its address. */
export function httpTests(site: () => string): void {
  it('says that it is healthy, by name and by IP address', async () => {
    for (const address of [site(), byNumber(site())]) {
      const answer = await fetch(`${address}/healthz`, { redirect: 'manual' });
      expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
    }
  });

  it('refuses forms on other sites', async () => {
    for (const path of [...FORMS, ...FORMS_OF_EVERYBODY]) {
      expect((await postForm(site() + path, { origin: 'http://127.0.0.1:1' })).status).toBe(403);
    }
  });

  it('does nothing for a person who is not signed in', async () => {
    for (const path of FORMS) {
      const answer = await new FormVisitor(site()).post(path);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?error=SessionRequired']);
    }
  });

  it('redirects from other names of this machine to its one address', async () => {
    for (const path of ['/?a=1', '//evil.example/x?a=1', '/auth/session', '/healthz/']) {
      const answer = await fetch(byNumber(site()) + path, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([302, site() + path]);
    }
  });

  it('lets the page run only its own scripts, and nobody frame it', async () => {
    const policy = (await fetch(site())).headers.get('content-security-policy')?.split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
  });

  it('redirects to the provider with state, nonce and PKCE', async () => {
    const { searchParams } = await beginAtDemoId(site());
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(searchParams.get(name)?.length, name).toBeGreaterThan(20);
    }
  });

  it('names its cookies after its port', async () => {
    const namesAt = async (address: string) =>
      (await fetch(address)).headers.getSetCookie().map((cookie) => cookie.split('=')[0]);
    const { port } = new URL(site());
    const ofEveryPage = [`authjs-${port}.csrf-token`, `authjs-${port}.callback-url`];
    expect(await namesAt(site())).toEqual(ofEveryPage);
    const question = `${site()}/auth/webauthn-options/passkey?action=authenticate`;
    expect(await namesAt(question)).toEqual([...ofEveryPage, `authjs-${port}.challenge`]);
  });
}

const byNumber = (address: string) => address.replace('localhost', '127.0.0.1');
