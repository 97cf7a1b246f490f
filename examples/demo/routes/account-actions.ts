import { type Context, Hono } from 'hono';
import { demoIdTokens } from '../demo-id-tokens.ts';
import { fieldOf, ownForm } from '../own-form.ts';
import { passwordProblem } from '../passwords.ts';
import { storePassword } from '../stored-passwords.ts';
import { type Act, forSignedIn } from './for-signed-in.ts';
import type { RunningDemo } from './running-demo.ts';

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
    .post('/account/ask-demo-id', own, backToAccount(askDemoId(demo)))
    .post('/account/delete-passkey', own, backToAccount(deletePasskey))
    .post('/account/password', own, backToAccount(setPassword))
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

/** Calls Demo ID for a person, with an access token that is refreshed first if it has expired. */
function askDemoId({ settings: { openId } }: RunningDemo): Act {
  return async (me, c, database) => {
    let isRefreshed = false;
    const tokens = demoIdTokens(openId, database.adapterFor(c.req.raw.headers), () => {
      isRefreshed = true;
    });
    const account = { provider: 'demo-id', providerAccountId: await fieldOf(c, 'providerAccountId') };
    const token = await tokens.getAccessToken({ userId: me.user.id, ...account });
    const answer = token && (await askWho(openId.issuer, token.accessToken));
    if (!answer?.ok) return 'token-gone';
    return isRefreshed ? 'token-refreshed' : 'token-good';
  };
}

const askWho = (issuer: string, accessToken: string) =>
  fetch(`${issuer}/me`, { headers: { authorization: `Bearer ${accessToken}` } });

const deletePasskey: Act = async (me, c) =>
  (await me.deletePasskey(await fieldOf(c, 'credentialID'))) ? 'passkey-deleted' : 'passkey-gone';

const setPassword: Act = async (me, c, database) => {
  if (!me.session.isFresh) return 'session-too-old';
  const password = await fieldOf(c, 'password');
  const problem = passwordProblem(password);
  if (problem) return problem;
  await storePassword(database, me.user.id, password);
  // Whoever knew the old password may be signed in.
  await me.revokeOtherSessions();
  return 'password-set';
};

const deleteAccount: Act = async (me) => {
  await me.deleteUser();
  return 'account-deleted';
};

const signOutEverywhere: Act = async (me) => {
  await me.revokeSessions();
  return 'signed-out-everywhere';
};
