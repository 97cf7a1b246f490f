import credentials from '@auth/core/providers/credentials';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { withCredentialSessions } from '../../../src/credentials.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { byLink, followLink } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { whoHas } from '../../support/calls/account-page.ts';
import { newUser, uniqueEmail } from '../../support/rows/samples.ts';
import { MODES, type Site, writesHashes } from './open-site.ts';

const COOKIE = 'authjs.session-token';

/** What somebody can do with a copy of every table, at a site that Auth.js serves. */
export function theftSuite(site: () => Site): void {
  /** Returns every text that the tables hold of a person, as somebody has it who stole a backup. */
  async function stolenOf({ id, email }: { readonly id: string; readonly email: string }): Promise<string[]> {
    const queries = [
      sql`users where id = ${id}`,
      sql`accounts where user_id = ${id}`,
      sql`sessions where user_id = ${id}`,
      sql`verification_tokens where identifier = ${email}`,
    ];
    const answers = await Promise.all(
      queries.map((query) => site().open.db.execute(sql`select * from ${query}`)),
    );
    const rows = answers.flatMap(([rows]) => rows as unknown as object[]);
    return rows.flatMap((row) => Object.values(row)).filter((value) => typeof value === 'string');
  }

  /** Tries each text as a cookie, as it is and in other forms, and returns whom they sign in. */
  async function signInWith(texts: readonly string[], config: Parameters<typeof newVisitor>[0]) {
    const seen = [];
    for (const text of texts)
      for (const cookie of [text, encodeURIComponent(text), text.replace('sha256$', '')]) {
        const thief = newVisitor(config, { cookies: new Map([[COOKIE, cookie]]) });
        seen.push(await signedInAs(thief));
        await thief.post('/auth/signout');
      }
    return seen.filter((each) => each !== undefined);
  }

  describe.each(MODES)('with %j', (mode) => {
    const isSafe = writesHashes(mode);
    const what = isSafe ? 'signs nobody in with it, and nobody out' : 'has tokens in it that sign in';

    it(`${what}, where people sign in by a link`, async () => {
      const links = new Map<string, string>();
      const errors: Error[] = [];
      const adapter = site().adapter(mode);
      const config = configureAuth(adapter, [byLink(links)], errors);
      const [email, visitor] = [uniqueEmail(), newVisitor(config)];
      await visitor.post('/auth/signin/email', { email });
      await followLink(visitor, links, email);
      expect(await signedInAs(visitor)).toBe(email);
      const token = visitor.cookies.get(COOKIE) ?? '';
      const { id = '' } = (await adapter.getUserByEmail(email)) ?? {};
      // A link that was not followed yet is in the table, too.
      await newVisitor(config).post('/auth/signin/email', { email });
      const stolen = await stolenOf({ id, email });
      expect(stolen.includes(token)).toBe(!isSafe);
      expect(await signInWith(stolen, config)).toEqual(isSafe ? [] : [email]);
      // Whoever had the token has ended the session.
      expect(await signedInAs(visitor)).toBe(isSafe ? email : undefined);
      await visitor.post('/auth/signout');
      expect(await signedInAs(newVisitor(config, { cookies: new Map([[COOKIE, token]]) }))).toBeUndefined();
      expect(errors).toEqual([]);
    });

    it(`${what}, where people sign in by a password`, async () => {
      const adapter = site().adapter(mode);
      const ada = await adapter.createUser(newUser());
      const byPassword = credentials({ credentials: { password: {} }, authorize: () => ada });
      const { session: _, ...given } = configureAuth(adapter, [byPassword]);
      const config = withCredentialSessions(given);
      const visitor = newVisitor(config);
      await visitor.post('/auth/callback/credentials', { password: 'any' });
      expect(await signedInAs(visitor)).toBe(ada.email);
      const [stored = ''] = await site().storedOf(ada.id);
      expect(stored === visitor.cookies.get(COOKIE)).toBe(!isSafe);
      expect((await whoHas(adapter, stored)) === null).toBe(isSafe);
      expect(await signInWith(await stolenOf(ada), config)).toEqual(isSafe ? [] : [ada.email]);
      expect(await signedInAs(visitor)).toBe(isSafe ? ada.email : undefined);
    });
  });

  it('signs nobody in with a hash once the option is off again', async () => {
    const { userId, stored } = await site().newSession('hash');
    const config = configureAuth(site().adapter(false), []);
    const email = (await site().adapter(false).getUser(userId))?.email ?? '';
    expect(await signInWith(await stolenOf({ id: userId, email }), config)).toEqual([]);
    expect(await site().storedOf(userId)).toEqual([stored]);
  });
}
