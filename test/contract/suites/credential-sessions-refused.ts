import { isNull } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { openPasswordSite, tokenOf } from '../password-site.ts';
import { type Base, makePrivateTables, privateTables } from '../private-tables.ts';
import { verbAndTable } from '../verb-and-table.ts';

const DENIED =
  'target: app.-.primary: vttablet: rpc error: code = PermissionDenied desc = denied (errno 1142) (sqlstate 42000)';

type Site = ReturnType<typeof openPasswordSite>;

/** Sign-ins with a password that end without a session: no cookie, no row, no event. */
export function credentialSessionsRefusedContract(backend: () => OpenBackend, base: Base = 'basic'): void {
  const tables = privateTables(base);
  beforeAll(() => makePrivateTables(backend(), base));

  /** Expects that somebody with the right password is turned away, and why. */
  async function expectTurnedAway(site: Site, reason: object, email?: string) {
    const person = await site.newPerson();
    const visitor = newVisitor(site.config);
    const response = await site.signIn(visitor, email ?? person.email);
    expect(response.headers.get('location')).toBe('http://app.test/auth/error?error=Configuration');
    expect(tokenOf(visitor)).toBe('');
    expect(await signedInAs(visitor)).toBeUndefined();
    expect(await site.sessionsOf(person.id)).toEqual([]);
    expect(site.signedIn).toEqual([]);
    const [error, ...others] = site.errors.splice(0);
    expect(others).toEqual([]);
    const { err } = (error?.cause ?? {}) as { readonly err?: Error };
    expect(err).toMatchObject(reason);
    expect(`${err?.message}${err?.stack}`).not.toContain(person.email);
  }

  it('sends nothing more than authorize() does after a wrong password', async () => {
    const site = openPasswordSite(backend(), base);
    const [{ id, email }, visitor] = [await site.newPerson(), newVisitor(site.config)];
    const sent = await backend().statementsOf(async () => {
      const response = await site.signIn(visitor, email, 'hunter2');
      expect(response.headers.get('location')).toMatch(/\/auth\/signin\?error=CredentialsSignin/);
    });
    expect(sent.map(verbAndTable)).toEqual(['select private_users']);
    expect([tokenOf(visitor), await site.sessionsOf(id), site.signedIn]).toEqual(['', [], []]);
  });

  it('ends at callbacks.signIn, before there is a session', async () => {
    const site = openPasswordSite(backend(), base, {
      config: { callbacks: { signIn: ({ account }) => account?.provider !== 'credentials' } },
    });
    const [{ id, email }, visitor] = [await site.newPerson(), newVisitor(site.config)];
    const sent = await backend().statementsOf(async () => {
      const response = await site.signIn(visitor, email);
      expect(response.headers.get('location')).toMatch(/\/auth\/error\?error=AccessDenied$/);
    });
    expect(sent.map(verbAndTable)).toEqual(['select private_users']);
    expect([tokenOf(visitor), await site.sessionsOf(id), site.signedIn]).toEqual(['', [], []]);
  });

  it('is USER_NOT_FOUND, with what to do, where authorize() returns no id: Auth.js invents one', async () => {
    const site = openPasswordSite(backend(), base, { authorized: ({ email }) => ({ email }) });
    await expectTurnedAway(site, {
      code: 'USER_NOT_FOUND',
      message: expect.stringContaining('authorize() to return a user with the id of their row'),
    });
  });

  it('is USER_NOT_FOUND where nobody has the id, whether a row could have it or not', async () => {
    for (const id of ['nobody', 'x'.repeat(300), 'half \ud800', 'z'.repeat(12)]) {
      const site = openPasswordSite(backend(), base, { authorized: () => ({ id }) });
      await expectTurnedAway(site, {
        code: 'USER_NOT_FOUND',
        message: expect.stringContaining('authorize()'),
        cause: expect.objectContaining({ name: 'MySqlAdapterError' }),
      });
    }
  });

  it('is still VALUE_TOO_LONG where the token of the site has no room', async () => {
    const generateSessionToken = () => 'x'.repeat(256);
    const site = openPasswordSite(backend(), base, { config: { session: { generateSessionToken } } });
    await expectTurnedAway(site, { code: 'VALUE_TOO_LONG', column: tables.sessions.sessionToken.name });
  });

  it('is USER_INACTIVE for somebody who is banned, and not for others', async () => {
    const { users } = tables;
    const options = { isActive: () => isNull(users.image) };
    const site = openPasswordSite(backend(), base, { options });
    await expectTurnedAway(site, { code: 'USER_INACTIVE' });
    const [active, visitor] = [await site.newPerson({ image: null }), newVisitor(site.config)];
    await site.signIn(visitor, active.email);
    expect(await signedInAs(visitor)).toBe(active.email);
  });

  it('is the error of the database where the session cannot be written', async () => {
    const site = openPasswordSite(backend(), base);
    backend().refuse(/^insert into `private_sessions`/, { errno: 1142, message: DENIED });
    await expectTurnedAway(site, { code: 'DATABASE' });
  });

  it('is CONNECTION_LOST where the database is down for createSession', async () => {
    const { createSession } = MySqlAdapter(backend().unreachable(), { tables });
    const change = (adapter: Site['adapter']) => ({ ...adapter, createSession });
    await expectTurnedAway(openPasswordSite(backend(), base, { change }), { code: 'CONNECTION_LOST' });
  });

  it('is INVALID_ARGUMENT where callbacks.jwt leaves out whose session it is, but not where it copies', async () => {
    const jwt = ({ token: { sub: _, ...token } }: { token: { sub?: string } }) => token;
    const site = openPasswordSite(backend(), base, { config: { callbacks: { jwt } } });
    await expectTurnedAway(site, {
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/^Expected `token\.sub` to be the id of the user.*callbacks\.jwt/),
    });
    const copying = openPasswordSite(backend(), base, {
      config: { callbacks: { jwt: ({ token }) => ({ ...token, plan: 'free' }) } },
    });
    const { email, visitor } = await copying.newSignIn();
    expect(await signedInAs(visitor)).toBe(email);
  });

  it('takes the cookie from the browser where callbacks.jwt returns null, as Auth.js has it', async () => {
    const site = openPasswordSite(backend(), base, { config: { callbacks: { jwt: () => null } } });
    const { id, visitor } = await site.newSignIn();
    expect([tokenOf(visitor), await site.sessionsOf(id), site.encoded]).toEqual(['', [], []]);
  });
}
