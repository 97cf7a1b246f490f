import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  counts,
  logInAtDemoId,
  notice,
  openAccount,
  rows,
  signedIn,
  signedOut,
  signInAtDemoId,
  signInByMail,
  userId,
} from '../visitor.ts';

/** Tests the sign-in through the provider. `visit` opens the site in a browser profile of its own. */
export function providerTests(visit: () => Promise<Page>): void {
  it('signs in through the provider, as the same user the next time', async () => {
    const person = { name: 'Grace Hopper', email: 'grace@example.com' };
    const page = await visit();
    await signInAtDemoId(page, person);
    const id = await userId(page, person.email);
    expect(await page.locator('#person .name').textContent()).toBe('Grace Hopper');
    expect(
      await page
        .locator('#person img.avatar')
        .evaluate((image) => 'naturalWidth' in image && image.naturalWidth),
    ).toBeGreaterThan(0);
    expect(await counts(page, id, person.email)).toEqual({ users: 1, accounts: 1, sessions: 1, tokens: 0 });

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signedOut(page);
    await logInAtDemoId(page, person);
    await signedIn(page);
    expect(await userId(page, person.email)).toBe(id);
    expect(await counts(page, id, person.email)).toEqual({ users: 1, accounts: 1, sessions: 1, tokens: 0 });
  });

  it('signs in somebody else through the provider in the same browser', async () => {
    const page = await visit();
    await signInAtDemoId(page, { name: 'First', email: 'first@example.com' });
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signedOut(page);
    await signInAtDemoId(page, { name: 'Second', email: 'second@example.com' });
    expect(await page.locator('#person .name').textContent()).toBe('Second');
  });

  it('says so when a person declines at the provider', async () => {
    const page = await visit();
    await logInAtDemoId(page, { name: 'Nobody', email: 'nobody@example.com' });
    await page.getByRole('button', { name: 'No, go back' }).click();
    expect(await notice(page)).toContain('Demo ID did not sign you in');
    expect(await rows(page, 'users', 'nobody@example.com').count()).toBe(0);
  });

  it("keeps the provider's person out of the account of an e-mail address until they connect the two", async () => {
    const person = { name: 'Mary Jackson', email: 'mary@example.com' };
    const page = await visit();
    await signInByMail(page, person.email);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signedOut(page);
    await logInAtDemoId(page, person);
    await page.getByRole('button', { name: 'Allow' }).click();
    expect(await notice(page)).toContain('This e-mail address already has an account');

    await signInByMail(page, person.email);
    await openAccount(page);
    await logInAtDemoId(page, person);
    await expect.poll(async () => rows(page, 'accounts', await userId(page, person.email)).count()).toBe(1);
  });
}
