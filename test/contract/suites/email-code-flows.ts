import { Auth } from '@auth/core';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { verificationTokens } from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { codeCalls, newCodeReader } from '../../support/calls/code-calls.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';
import {
  callbackPath,
  codeFor,
  expectRefused,
  expectSignedIn,
  openCodeSite,
  otherCode,
  requestCode,
  typeCode,
} from '../code-site.ts';
import { verbAndTable } from '../verb-and-table.ts';

const tokens = (...verbs: string[]) => verbs.map((verb) => `${verb} verification_tokens`);

/** Whole sign-ins through Auth.js by codes that people type. */
export function emailCodeFlowsContract(backend: () => OpenBackend): void {
  const verbs = async (work: () => Promise<unknown>) =>
    (await backend().statementsOf(work))
      .map((statement) => verbAndTable(statement.replace(' ignore', '')))
      // New connections of a crowd set their isolation level first.
      .filter((statement) => !statement.startsWith('set '));

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

  it('sign in one of 20 browsers that send the right one at once', async () => {
    const site = openCodeSite(backend());
    const { email, code } = await codeFor(site);
    const visitors = Array.from({ length: 20 }, () => newVisitor(site.config));
    await Promise.all(visitors.map((visitor) => typeCode(visitor, email, code)));
    const people = await Promise.all(visitors.map(signedInAs));
    expect(people.filter(Boolean)).toEqual([email]);
    expect(site.errors.splice(0)).toHaveLength(19);
  });
}
