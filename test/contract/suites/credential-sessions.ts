import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { userById } from '../../../src/account.ts';
import { deviceFrom } from '../../../src/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { anHourAgo, unique } from '../../support/rows/samples.ts';
import { openPasswordSite, tokenOf } from '../password-site.ts';
import { type Base, makePrivateTables, privateTables } from '../private-tables.ts';
import { verbAndTable } from '../verb-and-table.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The sessions of people who sign in with a password, through Auth.js. */
export function credentialSessionsContract(backend: () => OpenBackend, base: Base = 'basic'): void {
  const { sessions, users } = privateTables(base);
  beforeAll(() => makePrivateTables(backend(), base));

  it('are rows like all others, read by their cookie, which ends with them', async () => {
    const site = openPasswordSite(backend(), base);
    const person = await site.newPerson();
    const visitor = newVisitor(site.config);
    const before = Date.now();
    const response = await site.signIn(visitor, person.email);
    expect(response.headers.get('location')).toBe('http://app.test');
    const [row, ...others] = await site.sessionsOf(person.id);
    expect(others).toEqual([]);
    expect(row?.sessionToken).toBe(tokenOf(visitor));
    expect(row?.sessionToken).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    const cookie = response.headers.getSetCookie().find((line) => line.includes('session-token')) ?? '';
    const ends = [Number(row?.expires), Date.parse(/expires=([^;]+)/i.exec(cookie)?.[1] ?? '')];
    for (const end of ends) {
      expect(end).toBeGreaterThanOrEqual(before + 30 * DAY_MS - 1000);
      expect(end).toBeLessThanOrEqual(Date.now() + 30 * DAY_MS);
    }
    expect(Math.abs(Number(ends[0]) - Number(ends[1]))).toBeLessThan(5000);
    const session = await (await visitor.get('/auth/session')).json();
    expect(session).toEqual({
      user: expect.objectContaining({ email: person.email }),
      expires: expect.any(String),
    });
    expect(site.signedIn).toEqual([person.id]);
    expect(site.errors).toEqual([]);
  });

  it('cost one statement more than authorize() sends', async () => {
    const site = openPasswordSite(backend(), base);
    const [{ email }, visitor] = [await site.newPerson(), newVisitor(site.config)];
    const sent = await backend().statementsOf(() => site.signIn(visitor, email));
    expect(sent.map(verbAndTable)).toEqual(['select private_users', 'insert private_sessions']);
    const read = await backend().statementsOf(() => signedInAs(visitor));
    expect(read.map(verbAndTable)).toEqual(['select private_sessions']);
  });

  it('end with a sign-out, which deletes their row', async () => {
    const site = openPasswordSite(backend(), base);
    const { id, email, visitor } = await site.newSignIn();
    expect(await signedInAs(visitor)).toBe(email);
    const cookies = new Map(visitor.cookies);
    await visitor.post('/auth/signout');
    expect(await site.sessionsOf(id)).toEqual([]);
    expect(await signedInAs(newVisitor(site.config, { cookies }))).toBeUndefined();
  });

  it('end when they expire', async () => {
    const site = openPasswordSite(backend(), base);
    const { id, email, visitor } = await site.newSignIn();
    expect(await signedInAs(visitor)).toBe(email);
    await backend().db.update(sessions).set({ expires: anHourAgo() }).where(eq(sessions.userId, id));
    expect(await signedInAs(visitor)).toBeUndefined();
  });

  it('last as long as session.maxAge says, from the sign-in and then from each visit', async () => {
    const site = openPasswordSite(backend(), base, {
      config: { session: { maxAge: 3600, updateAge: 0 } },
    });
    const { id, email, visitor } = await site.newSignIn();
    const end = async () => Number((await site.sessionsOf(id))[0]?.expires);
    expect(Math.abs((await end()) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    const soon = new Date(Date.now() + 600_000);
    await backend().db.update(sessions).set({ expires: soon }).where(eq(sessions.userId, id));
    expect(await signedInAs(visitor)).toBe(email);
    expect(Math.abs((await end()) - Date.now() - 3_600_000)).toBeLessThan(60_000);
  });

  it('end on every browser with revokeSessions() of the account', async () => {
    const site = openPasswordSite(backend(), base);
    const { id, email, visitor } = await site.newSignIn();
    const phone = newVisitor(site.config);
    await site.signIn(phone, email);
    expect(await (await userById(site.adapter, id))?.revokeSessions()).toBe(2);
    expect([await signedInAs(visitor), await signedInAs(phone)]).toEqual([undefined, undefined]);
  });

  it('have a new token each time, never one that the browser had', async () => {
    const site = openPasswordSite(backend(), base);
    const planted = unique('planted');
    const [ada, visitor] = [await site.newPerson(), newVisitor(site.config)];
    visitor.cookies.set('authjs.session-token', planted);
    await site.signIn(visitor, ada.email);
    const first = tokenOf(visitor);
    await site.signIn(visitor, ada.email);
    expect(new Set([planted, first, tokenOf(visitor)]).size).toBe(3);
    const tokens = (await site.sessionsOf(ada.id)).map(({ sessionToken }) => sessionToken);
    expect(tokens.sort()).toEqual([first, tokenOf(visitor)].sort());
  });

  it('of two people in one browser are two, of which the first stays in the table', async () => {
    const site = openPasswordSite(backend(), base);
    const { id, email, visitor } = await site.newSignIn();
    const cookies = new Map(visitor.cookies);
    const ben = await site.newPerson();
    await site.signIn(visitor, ben.email);
    expect(await signedInAs(visitor)).toBe(ben.email);
    expect(await site.sessionsOf(id)).toHaveLength(1);
    expect(await signedInAs(newVisitor(site.config, { cookies }))).toBe(email);
  });

  it('of twenty people at once are theirs', async () => {
    const site = openPasswordSite(backend(), base);
    const people = await Promise.all(Array.from({ length: 20 }, () => site.newPerson()));
    const visits = people.map((person) => ({ ...person, visitor: newVisitor(site.config) }));
    await Promise.all(visits.map(({ email, visitor }) => site.signIn(visitor, email)));
    for (const { email, visitor } of visits) expect(await signedInAs(visitor)).toBe(email);
    expect(new Set(visits.map(({ visitor }) => tokenOf(visitor))).size).toBe(20);
    expect(site.errors).toEqual([]);
  });

  it('have the token that the site makes, now or later', async () => {
    for (const isAsync of [false, true]) {
      const token = unique('own');
      const generateSessionToken = (isAsync ? async () => token : () => token) as () => string;
      const site = openPasswordSite(backend(), base, { config: { session: { generateSessionToken } } });
      const { id, email, visitor } = await site.newSignIn();
      expect(tokenOf(visitor)).toBe(token);
      expect(await site.sessionsOf(id)).toMatchObject([{ sessionToken: token }]);
      expect(await signedInAs(visitor)).toBe(email);
    }
  });

  it('are of a provider with any id, and of people of whom authorize() says nothing but their id', async () => {
    const site = openPasswordSite(backend(), base, { id: 'password', authorized: ({ id }) => ({ id }) });
    const { email, visitor } = await site.newSignIn();
    expect(await signedInAs(visitor)).toBe(email);
  });

  it('are of people who have no name and no picture, or no address', async () => {
    const site = openPasswordSite(backend(), base);
    const [ada, visitor] = [await site.newPerson({ name: null, image: null }), newVisitor(site.config)];
    await site.signIn(visitor, ada.email);
    const { user } = await (await visitor.get('/auth/session')).json();
    expect(user).toMatchObject({ email: ada.email, name: null, image: null });
    if (users.email.notNull) return;
    const nameless = await site.newPerson();
    await backend().db.update(users).set({ email: null }).where(eq(users.id, nameless.id));
    await site.signIn(visitor, nameless.id);
    const session = await (await visitor.get('/auth/session')).json();
    expect(session.user).toMatchObject({ email: null });
    expect(await site.sessionsOf(nameless.id)).toMatchObject([{ sessionToken: tokenOf(visitor) }]);
  });

  it('know the device of the sign-in, and keep their token to themselves', async () => {
    const headers = new Headers({ 'user-agent': 'Firefox/150.0', 'cf-connecting-ip': '203.0.113.7' });
    const site = openPasswordSite(backend(), base, {
      options: {
        privateColumns: { users: ['passwordHash' as never], sessions: ['sessionToken'] },
        newSessionValues: () => deviceFrom(headers, { ipHeader: 'cf-connecting-ip' }),
      },
      config: { callbacks: { session: ({ session, user }) => ({ ...session, user }) } },
    });
    const { id, email, visitor } = await site.newSignIn();
    const rows = await backend().db.select().from(sessions).where(eq(sessions.userId, id));
    expect(rows).toMatchObject([{ userAgent: 'Firefox/150.0', ipAddress: '203.0.113.0/24' }]);
    const answer = await (await visitor.get('/auth/session')).text();
    expect(answer).toContain(email);
    expect(answer).toContain('Firefox/150.0');
    expect(answer).not.toContain(tokenOf(visitor));
    expect(answer).not.toContain('passwordHash');
    await visitor.post('/auth/signout');
    expect(await site.sessionsOf(id)).toEqual([]);
  });

  it('are made by the createSession that the site has put in place, at any time, called without this', async () => {
    const calls: unknown[] = [];
    let changed: object = {};
    const site = openPasswordSite(backend(), base, {
      change: (adapter) => {
        const copy = { ...adapter };
        changed = copy;
        return copy;
      },
    });
    const { createSession } = site.adapter;
    Object.assign(changed, {
      createSession(this: unknown, ...given: Parameters<typeof createSession>) {
        calls.push(this);
        return createSession(...given);
      },
    });
    const { id, email, visitor } = await site.newSignIn();
    expect(calls).toEqual([undefined]);
    expect(await site.sessionsOf(id)).toMatchObject([{ sessionToken: tokenOf(visitor) }]);
    expect(await signedInAs(visitor)).toBe(email);
  });
}
