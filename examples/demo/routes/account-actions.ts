import { MySqlAdapterError } from 'authjs-drizzle-mysql';
import type { CurrentUser } from 'authjs-drizzle-mysql/account';
import { type Context, Hono } from 'hono';
import { currentPerson } from '../current-person.ts';
import { leaveNotice } from '../notice-cookie.ts';
import { fieldOf, ownForm } from '../own-form.ts';
import type { NoticeName } from '../page/notices.ts';
import { requestName } from './request-name.ts';
import type { RunningDemo } from './running-demo.ts';

type Act = (me: CurrentUser, c: Context) => Promise<NoticeName>;

/**
 * Serves the forms by which a person changes their own account.
 *
 * Ids come from the form, and may be anybody's: `me` touches only what belongs to the person of the session.
 */
export function accountActionRoutes(demo: RunningDemo): Hono {
  const own = ownForm(demo);
  const backToAccount = (act: Act) => (c: Context) => forSignedIn(demo, c, '/account', act);
  const backToStart = (act: Act) => (c: Context) => forSignedIn(demo, c, '/', act);
  return new Hono()
    .post('/account/sign-out-device', own, backToAccount(signOutDevice))
    .post('/account/sign-out-others', own, backToAccount(signOutOthers))
    .post('/account/unlink', own, backToAccount(unlink))
    .post('/account/delete-passkey', own, backToAccount(deletePasskey))
    .post('/account/delete', own, backToStart(deleteAccount))
    .post('/sign-out-everywhere', own, backToStart(signOutEverywhere));
}

const signOutDevice: Act = async (me, c) =>
  (await me.revokeSession(await fieldOf(c, 'id'))) ? 'device-signed-out' : 'device-gone';

const signOutOthers: Act = async (me) => {
  await me.revokeOtherSessions();
  return 'others-signed-out';
};

const unlink: Act = async (me, c) => {
  const provider = await fieldOf(c, 'provider');
  const providerAccountId = await fieldOf(c, 'providerAccountId');
  return (await me.unlinkAccount({ provider, providerAccountId })) ? 'account-unlinked' : 'account-gone';
};

const deletePasskey: Act = async (me, c) =>
  (await me.deletePasskey(await fieldOf(c, 'credentialID'))) ? 'passkey-deleted' : 'passkey-gone';

const deleteAccount: Act = async (me) => {
  await me.deleteUser();
  return 'account-deleted';
};

const signOutEverywhere: Act = async (me) => {
  await me.revokeSessions();
  return 'signed-out-everywhere';
};

/** Acts for the person of the request's session, then redirects to a page, which says what was done. */
function forSignedIn({ settings }: RunningDemo, c: Context, page: '/' | '/account', act: Act) {
  return settings.statements.record(requestName(c), async (database) => {
    const me = await currentPerson(settings, database, c.req.raw);
    if (!me) return c.redirect('/?error=SessionRequired', 303);
    try {
      leaveNotice(c, await act(me, c));
      return c.redirect(page, 303);
    } catch (error) {
      return afterRefusal(c, error);
    }
  });
}

function afterRefusal(c: Context, error: unknown): Response {
  const code = error instanceof MySqlAdapterError ? error.code : undefined;
  if (code === 'SESSION_NOT_FRESH') return c.redirect('/account/sign-in-again', 303);
  if (code !== 'LAST_SIGN_IN_METHOD') throw error;
  leaveNotice(c, 'last-way-in');
  return c.redirect('/account', 303);
}
