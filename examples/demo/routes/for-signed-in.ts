import { MySqlAdapterError } from 'authjs-drizzle-mysql';
import type { CurrentUser } from 'authjs-drizzle-mysql/account';
import type { Context } from 'hono';
import { currentPerson } from '../current-person.ts';
import { redirectWithNotice } from '../notice-cookie.ts';
import type { NoticeName } from '../page/notices.ts';
import type { OpenDatabase } from '../settings.ts';
import { requestName } from './request-name.ts';
import type { RunningDemo } from './running-demo.ts';

/** What a form does for the person who sent it; returns what the next page says, or that their session is too old. */
export type Act = (
  me: CurrentUser,
  c: Context,
  database: OpenDatabase,
) => Promise<NoticeName | 'session-too-old'>;

/** Acts for the person of the request's session, then redirects to a page, which says what was done. */
export function forSignedIn({ settings }: RunningDemo, c: Context, page: '/' | '/account', act: Act) {
  return settings.statements.record(requestName(c), async (database) => {
    const me = await currentPerson(settings, database, c.req.raw);
    if (!me) return c.redirect('/?error=SessionRequired', 303);
    try {
      const outcome = await act(me, c, database);
      if (outcome === 'session-too-old') return askForFreshSignIn(c);
      return redirectWithNotice(c, page, outcome);
    } catch (error) {
      return afterRefusal(c, error);
    }
  });
}

const REFUSALS: ReadonlyMap<string | undefined, NoticeName> = new Map([
  ['LAST_SIGN_IN_METHOD', 'last-way-in'],
  ['EMAIL_TAKEN', 'address-taken'],
  ['EMAIL_LOOKALIKE', 'address-taken'],
  ['REFRESH_REFUSED', 'token-gone'],
  ['REFRESH_FAILED', 'token-gone'],
  // Encrypted with the key of an earlier start.
  ['DECRYPTION_FAILED', 'token-gone'],
] as const);

function afterRefusal(c: Context, error: unknown): Response {
  const code = error instanceof MySqlAdapterError ? error.code : undefined;
  if (code === 'SESSION_NOT_FRESH') return askForFreshSignIn(c);
  const notice = REFUSALS.get(code);
  if (!notice) throw error;
  return redirectWithNotice(c, '/account', notice);
}

function askForFreshSignIn(c: Context): Response {
  return c.redirect('/account/sign-in-again', 303);
}
