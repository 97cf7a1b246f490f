import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { cookieName } from './cookies.ts';
import { type Notice, type NoticeName, noticeNamed } from './page/notices.ts';

const PATH = '/';

const nameAt = (c: Context, id: string) => cookieName(new URL(c.req.url).origin, `notice-${id}`);

/**
 * Redirects to a page that shows a message.
 *
 * The message is in a cookie and not in the address, so that it is shown once, also without scripts, and no link can
 * make it up. The address says which cookie, for other tabs have messages of their own.
 */
export function redirectWithNotice(c: Context, page: string, name: NoticeName): Response {
  const id = crypto.randomUUID().slice(0, 8);
  setCookie(c, nameAt(c, id), name, { path: PATH, httpOnly: true, sameSite: 'Lax', maxAge: 60 });
  return c.redirect(`${page}${page.includes('?') ? '&' : '?'}notice=${id}`, 303);
}

/** Returns the message that was left for this page, and deletes it; null if there is none. */
export function takeNotice(c: Context): Notice | null {
  const id = c.req.query('notice') ?? '';
  // Anything else is no name for a cookie.
  const name = /^[\da-f]{8}$/.test(id) ? getCookie(c, nameAt(c, id)) : undefined;
  if (name === undefined) return null;
  deleteCookie(c, nameAt(c, id), { path: PATH });
  return noticeNamed(name);
}
