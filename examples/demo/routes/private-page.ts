import type { Context } from 'hono';
import { redirectWithNotice } from '../notice-cookie.ts';
import { readFormToken } from '../visit.ts';
import type { RunningDemo } from './running-demo.ts';

/** Sends somebody who is not signed in to the start page, which says why. */
export function askToSignIn(c: Context): Response {
  return redirectWithNotice(c, '/', 'sign-in-first');
}

/** Returns the token for the forms of a page, whose cookie it sends with it; nobody may keep such a page. */
export async function formTokenFor({ settings, auth }: RunningDemo, c: Context): Promise<string> {
  const { csrfToken, cookies } = await readFormToken(c.req.raw, auth(settings.database, c.req.raw));
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  c.header('cache-control', 'no-store');
  return csrfToken;
}
