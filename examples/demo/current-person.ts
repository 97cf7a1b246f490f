import { type CurrentUser, currentUser } from 'authjs-drizzle-mysql/account';
import { sessionCookieName } from './cookies.ts';
import type { DemoSettings, OpenDatabase } from './settings.ts';

/** Returns the person who sent a request, with what they may do with their own account; null if nobody is signed in. */
export function currentPerson(
  { origin }: DemoSettings,
  database: OpenDatabase,
  { headers }: Request,
): Promise<CurrentUser | null> {
  return currentUser(database.adapterFor(headers), {
    headers,
    cookieName: sessionCookieName(origin),
    emailSignIn: true,
  });
}
