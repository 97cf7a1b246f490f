/// <reference lib="esnext.disposable" preserve="true" />

/**
 * A signed-in person, for the tests of your own site.
 *
 * @module authjs-drizzle-mysql/testing
 */

import type { AdapterSession, AdapterUser } from '@auth/core/adapters';
import { requireRow } from './adapter/arguments.ts';
import { type AdapterSource, partsOf } from './adapter/parts.ts';
import { refuseInProduction } from './testing/production.ts';
import { type CookieOptions, type SessionCookie, sessionCookie } from './testing/session-cookie.ts';
import { signIn } from './testing/sign-in.ts';
import type { TestUser } from './testing/test-user.ts';

export type { AdapterSource, AnyAdapter } from './adapter/parts.ts';
export type { CookieOptions, SessionCookie } from './testing/session-cookie.ts';
export type { TestUser } from './testing/test-user.ts';

/**
 * Who signs in, where, and for how long.
 *
 * @example
 * { baseUrl: 'http://localhost:3000', user: { name: 'Ada Lovelace' } }
 */
export interface SignInForTestOptions extends CookieOptions {
  /**
   * The values of a new user, or the `id` of one who exists.
   * @default a new user with a name and an address of their own at example.com
   */
  readonly user?: TestUser | undefined;
  /**
   * Seconds until the session ends, as `session.maxAge` in the configuration of Auth.js.
   * @default 30 days
   */
  readonly maxAgeSeconds?: number | undefined;
}

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** A person who is signed in, in the forms that browsers and `fetch` take. */
export interface TestSignIn {
  /** The user, with your own columns. */
  readonly user: AdapterUser;
  readonly session: AdapterSession;
  /** The cookie of the session, for Playwright's `context.addCookies(cookies)`. */
  readonly cookies: SessionCookie[];
  /** The cookie of the session, for `fetch(url, { headers })`. */
  readonly headers: { readonly cookie: string };
  /** The cookie of the session, for Playwright's `browser.newContext({ storageState })`. */
  readonly storageState: { readonly cookies: SessionCookie[]; readonly origins: never[] };
  /**
   * Deletes the session; and the user with everything that belongs to them, if they were made for this sign-in.
   *
   * Calling it again does nothing, unless it failed.
   */
  cleanUp(): Promise<void>;
  /** Cleans up at the end of a block: `await using ada = await signInForTest(...)`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Signs somebody in for a test, without a page, a provider or a mailbox.
 *
 * Sessions have to be in the database: with JWT sessions, there is nothing to write. Users and sessions are written by
 * the adapter's own methods, not by those that replace them in a copy of it. If it fails, what it made is deleted.
 * Rejects with `INVALID_ARGUMENT` where `NODE_ENV` is `production`, for an adapter without a table of sessions, and for
 * options that it cannot work with; with `USER_NOT_FOUND` for an `id` that nobody has; and as `createUser` and
 * `createSession` do.
 *
 * @example
 * const ada = await signInForTest(adapter, { baseUrl: 'http://localhost:3000' });
 * await context.addCookies(ada.cookies);
 * await ada.cleanUp();
 */
export async function signInForTest(
  adapter: AdapterSource,
  options: SignInForTestOptions,
): Promise<TestSignIn> {
  refuseInProduction();
  const { user: given = {}, maxAgeSeconds = THIRTY_DAYS, ...about } = requireRow(options, 'options');
  const makeCookie = sessionCookie(about);
  const { user, session, cleanUp } = await signIn(await partsOf(adapter), given, maxAgeSeconds);
  const cookie = makeCookie(session);
  return {
    user,
    session,
    cookies: [cookie],
    headers: { cookie: `${cookie.name}=${cookie.value}` },
    storageState: { cookies: [cookie], origins: [] },
    cleanUp,
    [Symbol.asyncDispose]: cleanUp,
  };
}
