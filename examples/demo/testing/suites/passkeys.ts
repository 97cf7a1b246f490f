import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { giveAuthenticator } from '../authenticator.ts';
import {
  counts,
  deleteAccount,
  entries,
  notice,
  openAccount,
  rows,
  signedIn,
  signedOut,
  signInByMail,
  userId,
} from '../visitor.ts';

/** Tests passkeys. `visit` opens the site in a browser profile of its own. */
export function passkeyTests(visit: () => Promise<Page>): void {
  const passkeys = (page: Page, id: string) => rows(page, 'authenticators', id);
  const counter = async (page: Page, id: string) =>
    Number(await passkeys(page, id).locator('td').nth(3).textContent());

  it('adds a passkey, signs in with it, counts its use, and deletes it with the account', async () => {
    const email = 'fingers@example.com';
    const page = await visit();
    await giveAuthenticator(page);
    await signInByMail(page, email);
    const id = await userId(page, email);
    await openAccount(page);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await passkeys(page, id).waitFor();
    const first = await counter(page, id);
    expect(await rows(page, 'accounts', 'passkey').filter({ hasText: id }).count()).toBe(1);
    expect(await entries(page, 'passkeys').count()).toBe(1);

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await signedIn(page);
    expect(await userId(page, email)).toBe(id);
    expect(await counter(page, id)).toBeGreaterThan(first);
    expect(await counts(page, id, email)).toEqual({ users: 1, accounts: 1, sessions: 1, tokens: 0 });

    await openAccount(page);
    await deleteAccount(page);
    expect(await notice(page)).toContain('Your account was deleted');
    expect(await passkeys(page, id).count()).toBe(0);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.locator('.notice.bad').waitFor();
    await signedOut(page);
  });

  it('signs up with just a passkey, and only for an unused address', async () => {
    const email = 'keys-only@example.com';
    const page = await visit();
    await giveAuthenticator(page);
    await signUp(page, email);
    await signedIn(page);
    const id = await userId(page, email);
    expect(await counts(page, id, email)).toEqual({ users: 1, accounts: 1, sessions: 1, tokens: 0 });
    expect(await passkeys(page, id).count()).toBe(1);
    expect(await rows(page, 'users', email).locator('td').nth(3).textContent()).toBe('NULL');

    const other = await visit();
    await giveAuthenticator(other);
    await signUp(other, email);
    expect(await notice(other)).toContain('This e-mail address already has an account');
    expect(await passkeys(other, id).count()).toBe(1);
  });

  it('says so when a person does not prove to own a passkey', async () => {
    const page = await visit();
    const authenticator = await giveAuthenticator(page);
    await signUp(page, 'stranger@example.com');
    await signedIn(page);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signedOut(page);
    await authenticator.setVerified(false);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    expect(await notice(page)).toContain('No passkey was used');
  });

  it('says so when a device already has a passkey of the person', async () => {
    const email = 'twice@example.com';
    const page = await visit();
    await giveAuthenticator(page);
    await signUp(page, email);
    await signedIn(page);
    await openAccount(page);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    expect(await notice(page)).toContain('already has one of your passkeys');
    expect(await passkeys(page, await userId(page, email)).count()).toBe(1);
  });

  it('does not mention passkeys where a browser cannot use them', async () => {
    const page = await visit();
    const button = page.getByRole('button', { name: 'Sign in with a passkey' });
    await button.waitFor();
    await page.route('**/passkeys.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: `delete globalThis.PublicKeyCredential;${await response.text()}`,
      });
    });
    await page.reload();
    await signedOut(page);
    expect(await button.isVisible()).toBe(false);
    expect(await page.getByText('Sign up with a passkey').isVisible()).toBe(false);
    await page.unroute('**/passkeys.js');
  });
}

async function signUp(page: Page, email: string): Promise<void> {
  await page.getByText('New here?').click();
  await page.getByLabel('E-mail for the new account').fill(email);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
}
