import { expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';
import {
  callbackPath,
  codeFor,
  expectRefused,
  expectSignedIn,
  openCodeSite,
  requestCode,
  typeCode,
} from '../code-site.ts';

/** Requests for codes through Auth.js: when a mail goes, how long its code is good, and where it leads. */
export function emailCodeRequestsContract(backend: () => OpenBackend): void {
  it('are mailed once, however many requests come at once, and again after a minute', async () => {
    const site = openCodeSite(backend());
    const email = uniqueEmail();
    const request = () => requestCode(newVisitor(site.config), email);
    const answers = await Promise.all(Array.from({ length: 20 }, request));
    expect(site.mails).toHaveLength(1);
    const locations = answers.map((answer) => answer.headers.get('location')).sort();
    expect(locations).toEqual([
      ...Array(19).fill('http://app.test/auth/error?error=AccessDenied'),
      'http://app.test/auth/verify-request?provider=email&type=email',
    ]);
    expect(site.errors.splice(0)).toHaveLength(19);
    site.pass(59);
    await request();
    expect(site.mails).toHaveLength(1);
    expect(site.errors.splice(0)).toMatchObject([{ name: 'AccessDenied' }]);
    site.pass(1);
    await request();
    expect(site.mails).toHaveLength(2);
    await expectSignedIn(site, email, site.lastMail().code);
  });

  it('of the first mail stay good when somebody asks too soon, who is led where the site says', async () => {
    const site = openCodeSite(backend(), { limit: { redirectTo: '/code?again' } });
    const { email, code } = await codeFor(site);
    const response = await requestCode(newVisitor(site.config), email);
    expect(response.headers.get('location')).toBe('http://app.test/code?again');
    expect([site.mails.length, site.errors]).toEqual([1, []]);
    site.pass(61);
    await requestCode(newVisitor(site.config), email);
    expect(site.mails).toHaveLength(2);
    await expectRefused(site, email, code);
    await expectSignedIn(site, email, site.lastMail().code);
  });

  it('expire when their provider says, by the clock of the adapter and by that of Auth.js', async () => {
    const [site, late] = [openCodeSite(backend()), openCodeSite(backend(), { provider: { maxAge: -1 } })];
    const { email, code } = await codeFor(site);
    // Auth.js sets the date by the real time, which is ahead by now.
    site.pass(3600);
    await expectRefused(site, email, code);

    const expired = await codeFor(late);
    late.pass(-3600);
    await expectRefused(late, expired.email, expired.code);
  });

  it('lead to the page that the person wanted, and to no other site', async () => {
    const site = openCodeSite(backend());
    const { visitor, email, code } = await codeFor(site);
    const inside = await visitor.get(callbackPath(email, code, { callbackUrl: '/private' }));
    expect(inside.headers.get('location')).toBe('http://app.test/private');

    const wanted = newVisitor(site.config);
    const next = uniqueEmail();
    await wanted.post('/auth/signin/email', { email: next, callbackUrl: '/private' });
    expect(new URL(site.lastMail().url).searchParams.get('callbackUrl')).toBe('http://app.test/private');
    const remembered = await typeCode(wanted, next, site.lastMail().code);
    expect(remembered.headers.get('location')).toBe('http://app.test/private');

    const stranger = await codeFor(site);
    const path = callbackPath(stranger.email, stranger.code, { callbackUrl: 'https://evil.example/' });
    const outside = await newVisitor(site.config).get(path);
    expect(outside.headers.get('location')).toBe('http://app.test');
  });

  it('take the place of links that were sent before, and the other way around', async () => {
    for (const emailCodes of [true, false]) {
      const [before, after] = [
        openCodeSite(backend(), {
          emailCodes: !emailCodes,
          sendsLinks: true,
        }),
        openCodeSite(backend(), { emailCodes, sendsLinks: true }),
      ];
      const { email, code } = await codeFor(before);
      await expectRefused(after, email, code);
      after.pass(61);
      const next = await codeFor(after, email);
      await expectSignedIn(after, email, next.code);
    }
  });

  it('may be long, as those of links are, which work once', async () => {
    const site = openCodeSite(backend(), { sendsLinks: true });
    const { visitor, email, code, url } = await codeFor(site);
    expect(code).toMatch(/^[0-9a-f]{64}$/);
    const { pathname, search } = new URL(url);
    await visitor.get(pathname + search);
    expect(await signedInAs(visitor)).toBe(email);
    await expectRefused(site, email, code);
  });
}
