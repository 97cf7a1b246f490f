import { expect, it } from 'vitest';
import { userById } from '../../../src/account.ts';
import * as production from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { register } from '../../support/calls/account-calls.ts';
import { openPage, type SignedIn } from '../../support/calls/account-page.ts';
import { newAccount } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';

const DENIED =
  'target: app.-.primary: vttablet: rpc error: code = PermissionDenied desc = denied (errno 1142) (sqlstate 42000)';

const lastOne = { code: 'LAST_SIGN_IN_METHOD', table: 'accounts' };

/** The passkeys of an account: a list, and their end, which must leave a way in. */
export function accountPasskeysContract(backend: () => OpenBackend): void {
  const open = () => openPage(backend(), production);

  /** Says which of the two rows of a passkey are there. */
  const rowsOf = async ({ adapter }: SignedIn, credentialID: string) => ({
    account: (await adapter.getAccount(credentialID, 'passkey')) !== null,
    passkey: (await adapter.getAuthenticator?.(credentialID)) != null,
  });

  it('are listed without their keys, the newest first, by one statement', async () => {
    const page = await open();
    const [one, two] = [await register(page), await register(page)];
    const sent = await backend().statementsOf(async () => {
      const common = {
        createdAt: expect.any(Date),
        deviceType: 'singleDevice',
        backedUp: false,
        transports: 'internal,hybrid',
      };
      expect(await page.me.listPasskeys()).toEqual([
        { credentialID: two, ...common },
        { credentialID: one, ...common },
      ]);
    });
    expect(sent.map(verbAndTable)).toEqual(['select authenticators']);
  });

  it('are deleted with their account, the account first, and the last one is not', async () => {
    const page = await open();
    const [one, two] = [await register(page), await register(page)];
    const sent = await backend().statementsOf(async () => {
      expect(await page.me.deletePasskey(one)).toBe(true);
    });
    expect(sent.map(verbAndTable)).toEqual(['delete accounts', 'delete authenticators']);
    expect(await rowsOf(page, one)).toEqual({ account: false, passkey: false });
    expect(await page.me.deletePasskey(one)).toBe(false);
    const refused = await backend().statementsOf(() =>
      expect(page.me.deletePasskey(two)).rejects.toMatchObject(lastOne),
    );
    expect(refused.map(verbAndTable)).toEqual(['delete accounts', 'select accounts']);
    expect(await rowsOf(page, two)).toEqual({ account: true, passkey: true });
  });

  it('are a way in for an account at a provider, and the other way round', async () => {
    const page = await open();
    const credentialID = await register(page);
    const account = await page.adapter.linkAccount(newAccount(page.user.id));
    expect(await page.me.unlinkAccount(account)).toBe(true);
    await expect(page.me.deletePasskey(credentialID)).rejects.toMatchObject(lastOne);
    await page.adapter.linkAccount(account);
    expect(await page.me.deletePasskey(credentialID)).toBe(true);
    await expect(page.me.unlinkAccount(account)).rejects.toMatchObject(lastOne);
  });

  it('are no way in without their account, and go at the next try if a deletion broke off before them', async () => {
    const page = await open();
    const credentialID = await register(page);
    const account = await page.adapter.linkAccount(newAccount(page.user.id));
    backend().refuse(/^delete from `authenticators`/, { errno: 1142, message: DENIED });
    const denied = { code: 'DATABASE', table: 'authenticators' };
    await expect(page.me.deletePasskey(credentialID)).rejects.toMatchObject(denied);
    expect(await rowsOf(page, credentialID)).toEqual({ account: false, passkey: true });
    await expect(page.me.unlinkAccount(account)).rejects.toMatchObject(lastOne);
    expect(await page.me.listPasskeys()).toHaveLength(1);
    expect(await page.me.deletePasskey(credentialID)).toBe(true);
    expect(await rowsOf(page, credentialID)).toEqual({ account: false, passkey: false });
  });

  it('leave no account behind whose passkey is gone, for whoever knows the id to sign in with', async () => {
    const page = await open();
    const credentialID = await register(page);
    await page.adapter.linkAccount(newAccount(page.user.id));
    await page.me.deletePasskey(credentialID);
    const ofPasskey = { type: 'webauthn' as never, provider: 'passkey', providerAccountId: credentialID };
    await page.adapter.linkAccount(newAccount(page.user.id, ofPasskey));
    expect(await page.me.deletePasskey(credentialID)).toBe(true);
    expect(await rowsOf(page, credentialID)).toEqual({ account: false, passkey: false });
  });

  it('belong to one user, letter for letter', async () => {
    const [ada, eve] = [await open(), await open()];
    const credentialID = await register(ada);
    for (const page of [ada, eve]) await page.adapter.linkAccount(newAccount(page.user.id));
    await register(eve);
    expect(await eve.me.deletePasskey(credentialID)).toBe(false);
    for (const text of [
      credentialID.toUpperCase(),
      `${credentialID} `,
      `${credentialID}=`,
      '',
      'x'.repeat(1000),
    ])
      expect(await ada.me.deletePasskey(text)).toBe(false);
    await expect(ada.me.deletePasskey([credentialID] as never)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(await rowsOf(ada, credentialID)).toEqual({ account: true, passkey: true });
    expect(await eve.me.listPasskeys()).toHaveLength(1);
  });

  it('let the last one go if a verified address is a way in', async () => {
    const page = await open();
    const credentialID = await register(page);
    const account = await userById(page.adapter, page.user.id, { emailSignIn: true });
    await expect(account?.deletePasskey(credentialID)).rejects.toMatchObject(lastOne);
    await page.me.changeEmail(page.user.email, { isVerified: true });
    expect(await account?.deletePasskey(credentialID)).toBe(true);
  });
}
