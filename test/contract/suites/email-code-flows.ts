import { Auth } from '@auth/core';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { verificationTokens } from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { codeCalls, newCodeReader } from '../../support/calls/code-calls.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';
import { type CodeSite, callbackPath, openCodeSite, otherCode, requestCode, typeCode } from '../code-site.ts';
import { verbAndTable } from '../verb-and-table.ts';

const REFUSED = 'http://app.test/auth/error?error=Verification';
const tokens = (...verbs: string[]) => verbs.map((verb) => `${verb} verification_tokens`);

/** Whole sign-ins through Auth.js by codes that people type. */
export function emailCodeFlowsContract(backend: () => OpenBackend): void {
  const verbs = async (work: () => Promise<unknown>) =>
    (await backend().statementsOf(work))
      .map((statement) => verbAndTable(statement.replace(' ignore', '')))
      // New connections of a crowd set their isolation level first.
      .filter((statement) => !statement.startsWith('set '));

  /** Requests a code in a new browser, and returns it. */
  async function codeFor(site: CodeSite, email = uniqueEmail()) {
    const visitor = newVisitor(site.config);
    const sent = site.mails.length;
    const response = await requestCode(visitor, email);
    expect(site.mails).toHaveLength(sent + 1);
    expect(response.headers.get('location')).toBe(
      'http://app.test/auth/verify-request?provider=email&type=email',
    );
    return { visitor, email, ...site.lastMail() };
  }

  /** Expects that a code is refused, by Auth.js's page of errors, and signs nobody in. */
  async function expectRefused(site: CodeSite, email: string, code: string) {
    const visitor = newVisitor(site.config);
    const response = await typeCode(visitor, email, code);
    expect(response.headers.get('location')).toBe(REFUSED);
    expect(await signedInAs(visitor)).toBeUndefined();
    expect(site.errors.splice(0)).toMatchObject([{ name: 'Verification' }]);
  }

  async function expectSignedIn(site: CodeSite, email: string, code: string) {
    const visitor = newVisitor(site.config);
    await typeCode(visitor, email, code);
    expect(await signedInAs(visitor)).toBe(email);
    expect(site.errors).toEqual([]);
    return visitor;
  }

  it.each(codeCalls)('send $statements for $what', async ({ isGuess, statements, prepare }) => {
    const reader = newCodeReader(backend());
    const call = await prepare(reader);
    const attempts = async () => {
      const { identifier, attempts } = verificationTokens;
      const rows = await backend()
        .db.select({ attempts })
        .from(verificationTokens)
        .where(eq(identifier, reader.email));
      return rows[0]?.attempts ?? 0;
    };
    const before = await attempts();
    expect(await verbs(call)).toEqual(tokens(...statements));
    // The right code takes its row along.
    if (!statements.includes('delete')) expect(await attempts()).toBe(before + Number(isGuess));
  });

  it('sign a new person in with 4 statements for the mail and 7 for the code, and again with 3 and 8', async () => {
    const site = openCodeSite(backend());
    const [email, visitor] = [uniqueEmail(), newVisitor(site.config)];
    const requested = await verbs(() => requestCode(visitor, email));
    expect(requested).toEqual(['select users', ...tokens('update', 'insert', 'insert')]);
    const { to, code } = site.lastMail();
    expect([to, code.length]).toEqual([email, 6]);
    const typed = await verbs(() => typeCode(visitor, email, code));
    expect(typed).toEqual([
      ...tokens('update', 'select', 'delete'),
      ...['select users', 'select users', 'insert users', 'insert sessions'],
    ]);
    expect(await signedInAs(visitor)).toBe(email);
    await expectRefused(site, email, code);

    await codeFor(site, email);
    const again = site.lastMail();
    site.pass(61);
    const requestedAgain = await verbs(() => requestCode(visitor, email));
    expect(requestedAgain).toEqual(['select users', ...tokens('update', 'insert')]);
    await expectRefused(site, email, again.code);
    const known = newVisitor(site.config);
    const typedAgain = await verbs(() => typeCode(known, email, site.lastMail().code));
    expect(typedAgain).toEqual([
      ...tokens('update', 'select', 'delete'),
      ...['select users', 'select users', 'update users', 'select users', 'insert sessions'],
    ]);
    expect(await signedInAs(known)).toBe(email);
  });

  it('show the page of errors after a wrong code, and let the right one in afterwards, in any browser', async () => {
    const site = openCodeSite(backend());
    const { email, code } = await codeFor(site);
    for (let times = 0; times < 4; times++) await expectRefused(site, email, otherCode(code));
    await expectSignedIn(site, email, code);
  });

  it('void a code with the fifth wrong one, for nobody else, and take the next code', async () => {
    const site = openCodeSite(backend());
    const [first, other] = [await codeFor(site), await codeFor(site)];
    const before = await expectSignedIn(site, other.email, other.code);
    for (let times = 0; times < 5; times++) await expectRefused(site, first.email, otherCode(first.code));
    await expectRefused(site, first.email, first.code);
    site.pass(61);
    const { code } = await codeFor(site, first.email);
    await expectSignedIn(site, first.email, code);
    expect(await signedInAs(before)).toBe(other.email);
  });

  it('end no session of a person whose code is void', async () => {
    const site = openCodeSite(backend());
    const { email, code } = await codeFor(site);
    const visitor = await expectSignedIn(site, email, code);
    await codeFor(site, email);
    for (let times = 0; times < 5; times++) await expectRefused(site, email, otherCode(site.lastMail().code));
    expect(await signedInAs(visitor)).toBe(email);
  });

  it('tell two people apart who have the same code', async () => {
    const site = openCodeSite(backend(), { provider: { generateVerificationToken: () => '123456' } });
    const [ada, grace, eve] = [await codeFor(site), await codeFor(site), uniqueEmail()];
    await expectRefused(site, eve, '123456');
    await expectSignedIn(site, grace.email, '123456');
    await expectRefused(site, grace.email, '123456');
    await expectSignedIn(site, ada.email, '123456');
  });

  it('let in nobody who leaves out the address, and send nothing then', async () => {
    const site = openCodeSite(backend());
    const { email, code } = await codeFor(site);
    for (const query of [{ token: code }, { email: '', token: code }]) {
      const visitor = newVisitor(site.config);
      const path = `/auth/callback/email?${new URLSearchParams(query as Record<string, string>)}`;
      expect(await verbs(() => visitor.get(path))).toEqual([]);
      expect(await signedInAs(visitor)).toBeUndefined();
      expect(site.errors.splice(0)).toMatchObject([{ name: 'Verification' }]);
    }
    await expectSignedIn(site, email, code);
  });

  it('go by the address as Auth.js writes it, and count no guess for another spelling', async () => {
    const site = openCodeSite(backend());
    const email = uniqueEmail();
    const spelled = ` ${email.toUpperCase()} `;
    await requestCode(newVisitor(site.config), spelled);
    const { to, code } = site.lastMail();
    expect(to).toBe(email);
    for (let times = 0; times < 6; times++) {
      await expectRefused(site, spelled, code);
      await expectRefused(site, email.toUpperCase(), code);
    }
    await expectSignedIn(site, email, code);
  });

  it('are used up by GET and by POST at the address of Auth.js, and by no HEAD', async () => {
    const site = openCodeSite(backend());
    for (const method of ['GET', 'POST']) {
      const { email, code } = await codeFor(site);
      const send = (method: string) =>
        Auth(new Request(`http://app.test${callbackPath(email, code)}`, { method }), site.config);
      let response = new Response();
      const sent = await verbs(async () => {
        for (let times = 0; times < 6; times++) response = await send('HEAD');
      });
      expect([sent, response.status]).toEqual([[], 400]);
      expect(response.headers.getSetCookie()).toEqual([]);
      site.errors.splice(0);
      response = await send(method);
      expect(response.headers.get('location')).toBe('http://app.test');
      expect(response.headers.getSetCookie().join()).toContain('authjs.session-token=');
      await expectRefused(site, email, code);
    }
  });

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
    site.pass(601);
    await expectRefused(site, email, code);

    const expired = await codeFor(late);
    late.pass(-3600);
    await expectRefused(late, expired.email, expired.code);
  });

  it('sign in one of 20 browsers that send the right one at once', async () => {
    const site = openCodeSite(backend());
    const { email, code } = await codeFor(site);
    const visitors = Array.from({ length: 20 }, () => newVisitor(site.config));
    await Promise.all(visitors.map((visitor) => typeCode(visitor, email, code)));
    const people = await Promise.all(visitors.map(signedInAs));
    expect(people.filter(Boolean)).toEqual([email]);
    expect(site.errors.splice(0)).toHaveLength(19);
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
