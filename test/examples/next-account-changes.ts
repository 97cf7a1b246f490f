import { expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import { type AccountPages, ADA, GRACE, opened, PHONE, sentToSignIn, shown } from './account-page.ts';
import type { RunningExample } from './run-example.ts';
import { signInAt } from './sign-in-at.ts';
import { askForLink, followLink } from './visitor.ts';

/** Describes how somebody unlinks accounts and deletes their own, and when they cannot. */
export function describeChanges(
  running: () => RunningExample,
  { signedIn, sessions, providers, link }: AccountPages,
): void {
  it('unlinks accounts, and never the last way to sign in', async () => {
    const page = await signedIn();
    const unlink = page.getByRole('button', { name: 'Unlink' });
    await shown(page, 'Your only way to sign in');
    expect(await unlink.count()).toBe(0);
    await link(ADA.email, 'other');
    await page.reload();
    await opened(page);
    expect(await unlink.count()).toBe(2);
    await query(running().databaseUrl, "delete from accounts where provider = 'other'");
    await unlink.first().click();
    await shown(page, 'Nothing was unlinked');
    await shown(page, 'Your only way to sign in');
    expect(await providers()).toEqual(['oidc']);
    await link(ADA.email, 'other');
    await page.reload();
    await unlink.first().click();
    await shown(page, 'Your only way to sign in');
    expect(await page.getByText('Nothing was unlinked').count()).toBe(0);
    expect(await providers()).toEqual(['other']);
    expect(running().newOutput()).toBe('');
  });

  it('unlinks the last account of somebody who has used a link in an email', async () => {
    const page = await signedIn();
    await query(running().databaseUrl, 'delete from sessions');
    await page.reload();
    await followLink(page, await askForLink(page, running(), ADA.email));
    await opened(page);
    await page.getByRole('button', { name: 'Unlink' }).click();
    await shown(page, `To ${ADA.email}`);
    await page.getByText('oidc').waitFor({ state: 'detached' });
    expect(await providers()).toEqual([]);
    expect(running().newOutput()).toBe('');
  });

  it('wants a new sign-in for what cannot be undone, and leads there', async () => {
    const page = await signedIn();
    await page.getByText('Delete account').click();
    await query(running().databaseUrl, 'update sessions set created_at = created_at - interval 2 day');
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await shown(page, 'Nothing was changed');
    expect(await page.getByText('Delete account').count()).toBe(0);
    expect(await sessions()).toHaveLength(1);
    await page.getByRole('button', { name: 'Sign out to sign in again' }).click();
    await sentToSignIn(page);
    expect(await sessions()).toHaveLength(0);
    await followLink(page, await askForLink(page, running(), ADA.email));
    await opened(page);
    await shown(page, 'Delete account');
    expect(page.url()).toBe(`${running().site}/account`);
    expect(running().newOutput()).toBe('');
  });

  it('deletes the account of a person, and nothing of another', async () => {
    const page = await signedIn();
    const phone = await signedIn(PHONE);
    await signInAt(running(), { user: GRACE });
    await page.getByText('Delete account').click();
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await shown(page, 'Nobody is signed in');
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name)).not.toContain('authjs.session-token');
    const users = await query(running().databaseUrl, 'select email from users');
    expect(users).toEqual([{ email: GRACE.email }]);
    expect([await providers(), (await sessions()).length]).toEqual([[], 1]);
    await phone.reload();
    await sentToSignIn(phone);
    expect(running().newOutput()).toBe('');
  });
}
