import type { AuthConfig } from '@auth/core';
import type { EmailConfig } from '@auth/core/providers';
import { expect, it } from 'vitest';
import { limitCodeRequests } from '../../../src/codes.ts';
import type { Adapter } from '../../backends/backend.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { byLink } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs, type Visitor } from '../../support/auth/visitor.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';
import type { Site } from './open-site.ts';

/** Sign-ins by code, through Auth.js. */
export function signInsSuite(site: () => Site): void {
  /** Makes a site where each mail has the next code. */
  function openAuth(adapter: Adapter, callbacks: AuthConfig['callbacks'] = {}) {
    const mails = new Map<string, string[]>();
    let next = 100_000;
    const provider: EmailConfig = {
      ...byLink(new Map()),
      maxAge: 600,
      generateVerificationToken: () => String(next++),
      sendVerificationRequest({ identifier, token }) {
        mails.set(identifier, [...(mails.get(identifier) ?? []), token]);
      },
    };
    const errors: Error[] = [];
    const config = { ...configureAuth(adapter, [provider], errors), callbacks };
    return { mails, errors, visitor: () => newVisitor(config) };
  }

  const request = (visitor: Visitor, email: string) => visitor.post('/auth/signin/email', { email });
  const enter = (visitor: Visitor, email: string, token: string) =>
    visitor.get(`/auth/callback/email?${new URLSearchParams({ email, token })}`);

  it('signs in who types the code that was sent, and nobody with another one', async () => {
    const { mails, visitor } = openAuth(site().adapter());
    const [ada, grace] = [uniqueEmail(), uniqueEmail()];
    const [adas, graces] = [visitor(), visitor()];
    await request(adas, ada);
    await request(graces, grace);
    const [adasCode = ''] = mails.get(ada) ?? [];
    const [gracesCode = ''] = mails.get(grace) ?? [];
    const refused = await enter(adas, ada, gracesCode);
    expect(refused.headers.get('location')).toContain('error=Verification');
    expect(await signedInAs(adas)).toBeUndefined();
    await enter(adas, ada, adasCode);
    expect(await signedInAs(adas)).toBe(ada);
    const again = visitor();
    await enter(again, ada, adasCode);
    expect(await signedInAs(again)).toBeUndefined();
    await enter(graces, grace, gracesCode);
    expect(await signedInAs(graces)).toBe(grace);
  });

  it('finds the code of an address that was typed in capitals under the one that Auth.js makes of it', async () => {
    const { mails, visitor } = openAuth(site().adapter());
    const email = uniqueEmail();
    const ada = visitor();
    await request(ada, ` ${email.toUpperCase()} `);
    const [code = ''] = mails.get(email) ?? [];
    await enter(ada, email.toUpperCase(), code);
    expect(await signedInAs(ada)).toBeUndefined();
    await enter(ada, email, code);
    expect(await signedInAs(ada)).toBe(email);
  });

  it('signs nobody in without an address, and uses up nothing', async () => {
    const { mails, visitor } = openAuth(site().adapter());
    const email = uniqueEmail();
    const ada = visitor();
    await request(ada, email);
    const [code = ''] = mails.get(email) ?? [];
    for (const query of [`token=${code}`, `token=${code}&email=`, `token=${code}&email=${email}%20`]) {
      const answer = await ada.get(`/auth/callback/email?${query}`);
      expect(answer.headers.get('location')).toContain('error=Verification');
    }
    await enter(ada, email, code);
    expect(await signedInAs(ada)).toBe(email);
  });

  it('signs nobody in with the right code after five wrong ones, and then with a new one', async () => {
    const { mails, visitor } = openAuth(site().adapter());
    const email = uniqueEmail();
    const ada = visitor();
    await request(ada, email);
    for (const token of ['0', '1', '2', '3', '4']) await enter(visitor(), email, token);
    await enter(ada, email, mails.get(email)?.[0] ?? '');
    expect(await signedInAs(ada)).toBeUndefined();
    await request(ada, email);
    await enter(ada, email, mails.get(email)?.[1] ?? '');
    expect(await signedInAs(ada)).toBe(email);
  });

  it('sends one mail for 20 requests at once where requests are limited, and the others to the page for the code', async () => {
    const adapter = site().adapter();
    const signIn = limitCodeRequests(adapter, { redirectTo: '/code?again' });
    const { mails, visitor, errors } = openAuth(adapter, { signIn });
    const email = uniqueEmail();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        // However it is typed.
        request(visitor(), index % 2 === 0 ? email : ` ${email.toUpperCase()}`),
      ),
    );
    const codes = mails.get(email) ?? [];
    expect(codes).toHaveLength(1);
    const pages = answers.map((answer) => answer.headers.get('location') ?? '');
    expect(pages.filter((page) => page.includes('verify-request'))).toHaveLength(1);
    expect(pages.filter((page) => page.includes('/code?again'))).toHaveLength(19);
    const ada = visitor();
    await enter(ada, email, codes[0] ?? '');
    expect(await signedInAs(ada)).toBe(email);
    expect(errors).toEqual([]);
  });

  it('sends no mail, and shows the error page, for a request that comes too soon or cannot be noted', async () => {
    const adapter = site().adapter();
    const { mails, visitor } = openAuth(adapter, { signIn: limitCodeRequests(adapter) });
    const email = uniqueEmail();
    await request(visitor(), email);
    const [soon, long] = [
      await request(visitor(), email),
      await request(visitor(), `${'x'.repeat(256)}@example.com`),
    ];
    for (const answer of [soon, long])
      expect(answer.headers.get('location')).toMatch(/\/auth\/error\?error=AccessDenied/);
    expect([...mails.values()].flat()).toHaveLength(1);
  });
}
