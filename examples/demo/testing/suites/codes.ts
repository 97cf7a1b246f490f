import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  askForCode,
  codeField,
  codeIn,
  counts,
  notice,
  rows,
  signedIn,
  signedOut,
  signInByMail,
  typeCode,
  userId,
} from '../visitor.ts';

const REFUSED = 'That code is wrong, or no longer good';

/** Tests the sign-in by a code. `visit` opens the site in a browser profile of its own. */
export function codeTests(visit: () => Promise<Page>): void {
  const tokens = (page: Page, email: string) => rows(page, 'verification_tokens', email);
  const attempts = (page: Page, email: string) => tokens(page, email).locator('td').nth(3).textContent();

  it('signs in by a typed code, which adds a user and a session and uses up the code', async () => {
    const page = await visit();
    const mail = await askForCode(page, ' Ada@Example.com');
    expect(await codeField(page).getAttribute('autocomplete')).toBe('one-time-code');
    expect(await page.evaluate('document.activeElement.id')).toBe('code');
    expect(await tokens(page, 'ada@example.com').count()).toBe(1);
    const code = await codeIn(mail);
    expect(code).toMatch(/^\d{6}$/);
    expect(await tokens(page, 'ada@example.com').textContent()).not.toContain(code);

    await typeCode(page, code);
    await signedIn(page);
    const id = await userId(page, 'ada@example.com');
    expect(await page.locator('#person .name').textContent()).toBe('ada@example.com');
    expect(id).toMatch(/^[0-9a-z]{12}$/);
    expect(await counts(page, id, 'ada@example.com')).toEqual({
      users: 1,
      accounts: 0,
      sessions: 1,
      tokens: 0,
    });
  });

  it('signs in by the link in the mail and a click, however often the link was opened before', async () => {
    const [page, other] = [await visit(), await visit()];
    const mail = await askForCode(other, 'linked@example.com');
    const link =
      (await mail.getByRole('link', { name: 'Sign in with this code' }).getAttribute('href')) ?? '';
    for (const method of ['HEAD', 'GET', 'GET'])
      expect((await page.request.fetch(link, { method })).status(), method).toBe(200);
    await page.goto(link);
    expect(await codeField(page).inputValue()).toBe(await codeIn(mail));
    expect(await attempts(page, 'linked@example.com')).toBe('0');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await signedIn(page);
  });

  it('refuses a code that has been used', async () => {
    const page = await visit();
    await signInByMail(page, 'used@example.com');
    const link = page.locator('.letter', { hasText: 'used@example.com' }).getByRole('link');
    expect(await link.textContent()).toBe('Try the used code again');

    const other = await visit();
    await other.goto((await link.getAttribute('href')) ?? '');
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect(await notice(other)).toContain(REFUSED);
    expect(await rows(other, 'sessions', await userId(other, 'used@example.com')).count()).toBe(1);
  });

  it('says that a code is wrong beside its field, and takes the right one after that', async () => {
    const page = await visit();
    const mail = await askForCode(page, 'typo@example.com');
    await typeCode(page, await wrong(mail));
    expect(await notice(page)).toContain(REFUSED);
    expect(await codeField(page).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('alert').textContent()).toContain(REFUSED);
    expect(await page.evaluate('document.activeElement.id')).toBe('code');
    expect(await attempts(page, 'typo@example.com')).toBe('1');
    await page.reload();
    expect(await page.locator('#problem .notice').count()).toBe(0); // said once

    await typeCode(page, await codeIn(mail));
    await signedIn(page);
  });

  it('voids a code after five wrong ones', async () => {
    const page = await visit();
    const mail = await askForCode(page, 'guessed@example.com');
    for (let guess = 1; guess <= 5; guess += 1) {
      await typeCode(page, await wrong(mail));
      expect(await notice(page)).toContain(REFUSED);
      await expect.poll(() => attempts(page, 'guessed@example.com')).toBe(String(guess));
    }
    await typeCode(page, await codeIn(mail));
    expect(await notice(page)).toContain(REFUSED);
    expect(await attempts(page, 'guessed@example.com')).toBe('5');
    await page.goto(new URL('/', page.url()).href);
    await signedOut(page);
  });

  it('sends one mail for two requests within a minute, and says so', async () => {
    const page = await visit();
    const mail = await askForCode(page, 'hasty@example.com');
    await page.getByRole('button', { name: 'Send a new code' }).click();
    expect(await notice(page)).toContain('less than a minute ago');
    expect(await codeField(page).getAttribute('aria-invalid')).toBeNull();
    expect(await page.locator('.letter', { hasText: 'hasty@example.com' }).count()).toBe(1);
    await typeCode(page, await codeIn(mail));
    await signedIn(page);
  });

  it('fits on a phone', async () => {
    const page = await visit();
    await page.setViewportSize({ width: 360, height: 740 });
    await askForCode(page, `${'long'.repeat(12)}@example.com`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
}

async function wrong(mail: Locator): Promise<string> {
  return (await codeIn(mail)) === '000000' ? '111111' : '000000';
}
