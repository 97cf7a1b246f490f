import { expect } from 'vitest';
import { currentUser } from '../../../src/account.ts';
import type { Adapter } from '../../backends/backend.ts';
import { newPasskey } from '../rows/passkey-samples.ts';
import { newAccount, signIn, uniqueEmail } from '../rows/samples.ts';
import { signUp } from './sign-up.ts';

/** Has somebody look at all of their account, change it and leave; returns what they were shown. */
export async function visitAccount(adapter: Adapter): Promise<unknown[]> {
  const first = newAccount('');
  const { id: userId, ...user } = await signUp(adapter, { providerAccountId: first.providerAccountId });
  const second = newAccount(userId, { provider: 'gitlab' });
  await adapter.linkAccount(second);
  const passkey = newPasskey(userId);
  await adapter.createAuthenticator?.(passkey);
  await adapter.linkAccount({ ...passkey, type: 'webauthn', provider: 'passkey' });
  const { sessionToken } = await signIn(adapter, userId);
  const headers = { cookie: `authjs.session-token=${sessionToken}` };

  const me = await currentUser(adapter, { headers, secure: false });
  if (!me) throw new Error('Expected somebody to be signed in.');
  expect(me.user).toEqual({ id: userId, ...user });
  const shown = [me.user, await me.listSessions(), await me.listAccounts(), await me.listPasskeys()];
  expect(shown).toMatchObject([
    {},
    [{ isCurrent: true }],
    [{ provider: 'github' }, { provider: 'gitlab' }],
    [{}],
  ]);
  expect(await me.unlinkAccount(second)).toBe(true);
  expect(await me.deletePasskey(passkey.credentialID)).toBe(true);
  await expect(me.unlinkAccount(first)).rejects.toMatchObject({ code: 'LAST_SIGN_IN_METHOD' });
  shown.push(await me.changeEmail(uniqueEmail(), { isVerified: true }));
  expect(await me.revokeSessions()).toBe(1);
  await me.deleteUser();
  expect(await adapter.getUser(userId)).toBeNull();
  return shown;
}
