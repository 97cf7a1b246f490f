import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  askForCode,
  counts,
  deleteAccount,
  entries,
  notice,
  openAccount,
  rows,
  signedOut,
  signInAtDemoId,
  signInByMail,
  userId,
} from '../visitor.ts';

/** Tests the ways to leave. `visit` opens the site in a browser profile of its own. */
export function leavingTests(visit: () => Promise<Page>): void {
  it('deletes the session at sign-out', async () => {
    const page = await visit();
    await signInByMail(page, 'leaver@example.com');
    const id = await userId(page, 'leaver@example.com');

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signedOut(page);
    expect(await counts(page, id, 'leaver@example.com')).toEqual({
      users: 1,
      accounts: 0,
      sessions: 0,
      tokens: 0,
    });
  });

  it('signs out in every browser, and the other pages notice by themselves', async () => {
    const [here, there] = [await visit(), await visit()];
    await signInByMail(here, 'roamer@example.com');
    await signInByMail(there, 'roamer@example.com');
    const id = await userId(there, 'roamer@example.com');
    expect(await rows(there, 'sessions', id).count()).toBe(2);
    await openAccount(there);
    expect(await entries(there, 'devices').count()).toBe(2);
    expect(await entries(there, 'devices').filter({ hasText: 'this device' }).count()).toBe(1);

    await here.getByRole('button', { name: 'Sign out everywhere' }).click();
    expect(await notice(here)).toContain('signed out in every browser');
    expect(await rows(here, 'sessions', id).count()).toBe(0);
    await there.getByText('You are signed out').waitFor();
    await there.getByRole('link', { name: 'Sign in' }).click();
    await signedOut(there);
  });

  it('deletes an account with everything that belongs to it', async () => {
    const person = { name: 'Gone Soon', email: 'gone@example.com' };
    const [page, other] = [await visit(), await visit()];
    await signInAtDemoId(page, person);
    const id = await userId(page, person.email);
    await askForCode(other, person.email);
    await expect
      .poll(() => counts(page, id, person.email))
      .toEqual({ users: 1, accounts: 1, sessions: 1, tokens: 1 });

    await openAccount(page);
    await deleteAccount(page);
    expect(await notice(page)).toContain('Your account was deleted');
    expect(await counts(page, id, person.email)).toEqual({ users: 0, accounts: 0, sessions: 0, tokens: 0 });
  });
}
