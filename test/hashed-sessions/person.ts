import { expect } from 'vitest';
import type { RunningSite } from './start-site.ts';

const COOKIE = 'authjs.session-token';

/** Somebody with a browser, which visits one process of a site or another. */
export interface Person {
  readonly email: string;
  signIn(site: RunningSite): Promise<void>;
  /** Expects them to be signed in, by several requests at once. */
  visit(sites: readonly RunningSite[]): Promise<void>;
  /** Signs out at one process, and expects the cookie to be nobody's at all of them. */
  signOut(site: RunningSite, sites: readonly RunningSite[]): Promise<void>;
}

/** Makes a browser of somebody who is not signed in. */
export function newPerson(email: string): Person {
  let token = '';
  const send = (site: RunningSite, path: string, form?: Record<string, string>) =>
    fetch(`${site.url}/auth/${path}`, {
      headers: { cookie: `${COOKIE}=${token}` },
      redirect: 'manual',
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
  const seenBy = async (site: RunningSite): Promise<string | undefined> =>
    (await (await send(site, 'session')).json())?.user?.email;
  return {
    email,
    async signIn(site) {
      const response = await send(site, 'callback/credentials', { email });
      const cookie = response.headers.getSetCookie().find((line) => line.startsWith(COOKIE)) ?? '';
      token = /=([^;]+)/.exec(cookie)?.[1] ?? '';
      expect(await seenBy(site)).toBe(email);
    },
    async visit(sites) {
      const seen = await Promise.all([...sites, ...sites].map(seenBy));
      expect(seen).toEqual(seen.map(() => email));
    },
    async signOut(site, sites) {
      await send(site, 'signout', {});
      for (const each of sites) expect(await seenBy(each)).toBeUndefined();
    },
  };
}
