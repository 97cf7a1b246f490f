import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { authenticators } from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { passkeyAdapter } from '../../support/calls/passkey-adapter.ts';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { newAccount, newUser } from '../../support/rows/samples.ts';
import { rowOf } from './authjs-cases.ts';

/** The cases of Auth.js's shared suite that are about passkeys. */
export function authjsPasskeyCases(backend: () => OpenBackend): void {
  const adapter = () => passkeyAdapter(backend());
  const inDatabase = (credentialID: string) =>
    rowOf(backend(), authenticators, eq(authenticators.credentialID, credentialID));

  /** Makes a user with the account of a passkey, and the passkey as Auth.js would pass it on. */
  async function newPerson() {
    const { id } = await adapter().createUser(newUser());
    const passkey = newPasskey(id, { counter: 7, credentialBackedUp: true });
    const { providerAccountId } = passkey;
    await adapter().linkAccount(
      newAccount(id, { provider: 'webauthn', type: 'webauthn', providerAccountId }),
    );
    return passkey;
  }

  it('createAuthenticator stores all it is given', async () => {
    const passkey = await newPerson();
    expect(await adapter().createAuthenticator(passkey)).toEqual(passkey);
    expect(await inDatabase(passkey.credentialID)).toEqual(passkey);
  });

  it('getAuthenticator finds a passkey, and nothing by an id that is not a credential', async () => {
    const passkey = await adapter().createAuthenticator(await newPerson());
    expect(await adapter().getAuthenticator(passkey.credentialID)).toEqual(passkey);
    expect(await adapter().getAuthenticator('no-credential')).toBeNull();
  });

  it('listAuthenticatorsByUserId lists those of a user, the last one first', async () => {
    const first = await adapter().createAuthenticator(await newPerson());
    const second = await adapter().createAuthenticator(newPasskey(first.userId));
    const other = await adapter().createAuthenticator(await newPerson());
    expect(await adapter().listAuthenticatorsByUserId(first.userId)).toEqual([second, first]);
    expect(await adapter().listAuthenticatorsByUserId(other.userId)).toEqual([other]);
    expect(await adapter().listAuthenticatorsByUserId('nobody')).toEqual([]);
  });

  it('updateAuthenticatorCounter changes the counter alone, and rejects for an id that is not a credential', async () => {
    const passkey = await adapter().createAuthenticator(await newPerson());
    const counted = await adapter().updateAuthenticatorCounter(passkey.credentialID, 70);
    expect(counted).toEqual({ ...passkey, counter: 70 });
    expect(await inDatabase(passkey.credentialID)).toEqual(counted);
    await expect(adapter().updateAuthenticatorCounter('no-credential', 1)).rejects.toThrow();
  });
}
