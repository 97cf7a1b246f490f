import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { giveAuthenticator } from '../../authenticator.ts';
import {
  deleteAccount,
  entries,
  logInAtDemoId,
  notice,
  openAccount,
  signedOut,
  signInAtDemoId,
  signInByMail,
  userId,
} from '../../visitor.ts';
import type { AccountVisits } from './account-visits.ts';

/** Tests the ways to sign in that a person has, and removing them. */
export function waysInTests({ visit, query, site }: AccountVisits): void {
  const linked = (id: string) =>
    query('select provider, provider_account_id from accounts where user_id = ?', [id]);

  it('does not offer to remove the only way to sign in, and says why', async () => {
    const page = await visit();
    await signInAtDemoId(page, { name: 'Only One', email: 'only@example.com' });
    await openAccount(page);
    expect(await entries(page, 'linked-accounts').textContent()).toContain('Your only way to sign in');
    expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(0);
  });

  it('removes an account of a person with a verified address', async () => {
    const page = await visit();
    await signInByMail(page, 'verified@example.com');
    const id = await userId(page, 'verified@example.com');
    await openAccount(page);
    await connect(page, 'verified@work.example.com');
    expect(await linked(id)).toHaveLength(1);
    await page.getByRole('button', { name: 'Remove Demo ID' }).click();
    expect(await notice(page)).toContain('The account was removed');
    expect(await linked(id)).toEqual([]);
    expect(await page.getByText('None yet. Connect one').count()).toBe(1);
  });

  it('keeps the last way in when two tabs each remove one of two, and says so', async () => {
    const page = await visit();
    await signInAtDemoId(page, { name: 'Two Tabs', email: 'tabs@example.com' });
    const id = await userId(page, 'tabs@example.com');
    await openAccount(page);
    await connect(page, 'tabs@work.example.com');
    const tab = await page.context().newPage();
    onTestFinished(() => tab.close());
    onTestFinished(() => page.unroute('**/account/state'));
    await tab.goto(`${site()}/account`);
    // Both show what they showed first.
    for (const one of [page, tab]) await one.route('**/account/state', (route) => route.abort());
    const remove = (one: Page, nth: number) =>
      one
        .getByRole('button', { name: 'Remove Demo ID' })
        .nth(nth)
        .click()
        .then(() => notice(one));
    const said = await Promise.all([remove(page, 0), remove(tab, 1)]);
    expect(said.toSorted()).toEqual([
      expect.stringContaining('That is your only way to sign in'),
      expect.stringContaining('The account was removed'),
    ]);
    expect(await linked(id)).toHaveLength(1);
    expect(await entries(page, 'linked-accounts').textContent()).toContain('Your only way to sign in');
  });

  it("does nothing for the key of somebody else's account", async () => {
    const [page, other] = [await visit(), await visit()];
    await signInAtDemoId(other, { name: 'Victim', email: 'linked@example.com' });
    const theirs = await linked(await userId(other, 'linked@example.com'));
    await signInByMail(page, 'unlinker@example.com');
    await openAccount(page);
    await connect(page, 'unlinker@work.example.com');
    const id = page.locator('form[action="/account/unlink"] input[name=providerAccountId]');
    const [account] = theirs;
    await id.evaluate((input, value) => Object.assign(input, { value }), account?.provider_account_id);
    await page.getByRole('button', { name: 'Remove Demo ID' }).click();
    expect(await notice(page)).toContain('That account was already removed');
    expect(await linked(await userId(page, 'linked@example.com'))).toEqual(theirs);
  });

  it('deletes a passkey, which signs nobody in any longer', async () => {
    const page = await visit();
    await giveAuthenticator(page);
    await signInByMail(page, 'keyless@example.com');
    const id = await userId(page, 'keyless@example.com');
    await openAccount(page);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await entries(page, 'passkeys').waitFor();
    expect(await linked(id)).toHaveLength(1);
    await page.getByRole('button', { name: 'Delete passkey' }).click();
    expect(await notice(page)).toContain('The passkey was deleted');
    expect(await linked(id)).toEqual([]);
    expect(await query('select id from authenticators where user_id = ?', [id])).toEqual([]);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.locator('.notice.bad').waitFor();
    await signedOut(page);
  });

  it('deletes the account with everything, and signs the browser out', async () => {
    const page = await visit();
    await signInAtDemoId(page, { name: 'Leaver', email: 'all-gone@example.com' });
    const id = await userId(page, 'all-gone@example.com');
    await openAccount(page);
    await deleteAccount(page);
    expect(await notice(page)).toContain('Your account was deleted');
    await signedOut(page);
    for (const table of ['users where id', 'accounts where user_id', 'sessions where user_id']) {
      expect(await query(`select 1 from ${table} = ?`, [id]), table).toEqual([]);
    }
    const cookies = await page.context().cookies();
    expect(cookies.filter(({ name }) => name.endsWith('session-token'))).toEqual([]);
    await page.goto(`${site()}/account`);
    expect(await notice(page)).toContain('Sign in to see your account');
  });

  it('asks for a fresh sign-in when the session is older than a day', async () => {
    const page = await visit();
    const person = { name: 'Old Session', email: 'old@example.com' };
    await signInAtDemoId(page, person);
    const id = await userId(page, person.email);
    await openAccount(page);
    await connect(page, 'old@work.example.com');
    await query('update sessions set created_at = created_at - interval 2 day where user_id = ?', [id]);
    await page.reload();
    expect(await page.locator('.notice.warm').textContent()).toContain('more than a day ago');
    for (const attempt of [
      () => page.getByRole('button', { name: 'Remove Demo ID' }).first().click(),
      () => deleteAccount(page),
    ]) {
      await attempt();
      await page.getByRole('heading', { name: 'Please sign in again' }).waitFor();
      await page.getByRole('link', { name: 'Back to your account' }).click();
    }
    expect(await linked(id)).toHaveLength(2);

    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByRole('button', { name: 'Sign out to sign in again' }).click();
    await signedOut(page);
    await signInAtDemoId(page, person);
    await openAccount(page);
    await page.getByRole('button', { name: 'Remove Demo ID' }).first().click();
    expect(await notice(page)).toContain('The account was removed');
    expect(await linked(id)).toHaveLength(1);
  });
}

/** Connects an account at the provider to the account whose page is open. */
async function connect(page: Page, email: string): Promise<void> {
  const before = await entries(page, 'linked-accounts').count();
  await logInAtDemoId(page, { name: 'At Work', email });
  await page.getByRole('button', { name: 'Allow' }).click();
  await entries(page, 'linked-accounts').nth(before).waitFor();
}
