import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  askForCode,
  codeIn,
  notice,
  openAccount,
  signInAtDemoId,
  signInByMail,
  typeCode,
  userId,
} from '../../visitor.ts';
import type { AccountVisits } from './account-visits.ts';

/** Tests the change of an address. */
export function newAddressTests({ visit, query, site }: AccountVisits): void {
  const addressOf = async (id: string) => {
    const [user] = await query(
      'select email, email_verified is not null as verified from users where id = ?',
      [id],
    );
    return user;
  };

  it('changes an address once its owner has confirmed it, and voids codes sent to the old one', async () => {
    const [page, other] = [await visit(), await visit()];
    await signInAtDemoId(page, { name: 'Mover', email: 'before@example.com' });
    const id = await userId(page, 'before@example.com');
    const old = await codeIn(await askForCode(other, 'before@example.com'));
    await openAccount(page);
    const link = await askToChange(page, site(), ' After@Example.com ');
    await page.goto(link);
    expect(await addressOf(id)).toMatchObject({ email: 'before@example.com' }); // looking at it changes nothing
    await page.getByRole('button', { name: 'Yes, change my address' }).click();
    expect(await notice(page)).toContain('Your address was changed');
    expect(await addressOf(id)).toEqual({ email: 'after@example.com', verified: 1 });
    await typeCode(other, old);
    expect(await notice(other)).toContain('That code is wrong, or no longer good');

    await page.goto(link);
    await page.getByRole('button', { name: 'Yes, change my address' }).click();
    expect(await notice(page)).toContain('This link has already been used');
  });

  it('does nothing where somebody else is signed in, nor as a sign-in code', async () => {
    const [page, other] = [await visit(), await visit()];
    await signInByMail(page, 'asked@example.com');
    await signInByMail(other, 'reader@example.com');
    const id = await userId(other, 'reader@example.com');
    await openAccount(page);
    const link = await askToChange(page, site(), 'new-of-asked@example.com');
    await other.goto(link);
    await other.getByRole('button', { name: 'Yes, change my address' }).click();
    expect(await notice(other)).toContain('it is for somebody else');
    expect(await addressOf(id)).toMatchObject({ email: 'reader@example.com' });
    await other.goto(link.replace('/account/confirm-address', '/auth/callback/email'));
    expect(await notice(other)).toContain('That code is wrong, or no longer good');
    expect(await query("select id from users where email = 'new-of-asked@example.com'")).toEqual([]);
  });

  it('keeps the address when the new one belongs to another account', async () => {
    const [page, other] = [await visit(), await visit()];
    await signInByMail(other, 'taken@example.com');
    await signInByMail(page, 'taker@example.com');
    const id = await userId(page, 'taker@example.com');
    await openAccount(page);
    await page.goto(await askToChange(page, site(), 'taken@example.com'));
    await page.getByRole('button', { name: 'Yes, change my address' }).click();
    expect(await notice(page)).toContain('belongs to another account');
    expect(await addressOf(id)).toMatchObject({ email: 'taker@example.com' });
  });

  it('asks for a fresh sign-in before it sends a link', async () => {
    const page = await visit();
    await signInByMail(page, 'stale@example.com');
    const id = await userId(page, 'stale@example.com');
    await query('update sessions set created_at = created_at - interval 2 day where user_id = ?', [id]);
    await openAccount(page);
    await fillIn(page, 'stale-new@example.com');
    await page.getByRole('heading', { name: 'Please sign in again' }).waitFor();
    expect(
      await query("select 1 from verification_tokens where identifier like '%stale-new@example.com'"),
    ).toEqual([]);
  });
}

async function fillIn(page: Page, email: string): Promise<void> {
  await page.getByText('Change my address').click();
  await page.getByLabel('New e-mail address').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
}

/** Asks for a link to a new address on the account page, and returns the link. */
async function askToChange(page: Page, site: string, email: string): Promise<string> {
  await fillIn(page, email);
  expect(await notice(page)).toContain('A link was sent to the new address');
  await page.goto(site);
  const letter = page.locator('.letter', { hasText: email.trim().toLowerCase() });
  return (await letter.getByRole('link', { name: 'Confirm this address' }).getAttribute('href')) ?? '';
}
