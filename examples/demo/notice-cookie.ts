import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { cookieName } from './cookies.ts';
import { type Notice, type NoticeName, noticeNamed } from './page/notices.ts';

const PATH = '/';

const nameAt = (c: Context) => cookieName(new URL(c.req.url).origin, 'notice');

/**
 * Leaves a message for the next page that the browser opens, after a redirect.
 *
 * In a cookie and not in the address, so that it is shown once, also without scripts, and no link can make it up.
 */
export function leaveNotice(c: Context, name: NoticeName): void {
  setCookie(c, nameAt(c), name, { path: PATH, httpOnly: true, sameSite: 'Lax', maxAge: 60 });
}

/** Returns the message that was left for this page, and deletes it; null if there is none. */
export function takeNotice(c: Context): Notice | null {
  const name = getCookie(c, nameAt(c));
  if (name === undefined) return null;
  deleteCookie(c, nameAt(c), { path: PATH });
  return noticeNamed(name);
}
