import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import type { RunningExample } from './run-example.ts';
import { askForLink, openBrowser, openPage } from './visitor.ts';

const ADA = 'ada@example.com';

/** Describes the sign-in by a code: where it is typed, and what uses it up. */
export function describeCodes(running: () => RunningExample): void {
  describe('a code', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    const open = (path: string) => openPage(browser, running().site + path);
    const run = (sql: string) => query(running().databaseUrl, sql);

    /** Asks for a code on the sign-in page, on the way to the account. */
    async function request(address = ADA) {
      const page = await open('/account');
      running().newOutput();
      const link = await askForLink(page, running(), address);
      return { page, link, code: codeIn(link) };
    }

    it('is typed on the page that a request leads to, which knows the address, and leads on', async () => {
      const { page, code } = await request();
      await page.getByText(`in an email to ${ADA}`).waitFor();
      expect(code).toMatch(/^\d{6}$/);
      const field = page.getByRole('textbox', { name: 'Code' });
      expect(await field.getAttribute('inputmode')).toBe('numeric');
      expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
      expect(await field.inputValue()).toBe('');
      await type(page, code);
      await page.getByText(`Account of ${ADA}`).waitFor();
      expect(page.url()).toBe(`${running().site}/account`);
      expect(running().newOutput()).toBe('');
    });

    it('is filled in by the link in the email, in any browser, and used up by a click alone', async () => {
      const { link } = await request();
      for (const method of ['GET', 'HEAD', 'GET', 'HEAD', 'GET', 'HEAD', 'GET'])
        expect((await fetch(link, { method })).status).toBe(200);
      expect(await run('select attempts from verification_tokens')).toEqual([{ attempts: 0 }]);
      const page = await openPage(browser, link);
      expect(await page.getByRole('textbox', { name: 'Code' }).inputValue()).toBe(codeIn(link));
      expect(await run('select attempts from verification_tokens')).toEqual([{ attempts: 0 }]);
      await press(page);
      await page.getByText(`Account of ${ADA}`).waitFor();
      expect(await run('select attempts from verification_tokens')).toEqual([]);
    });

    it('may be mistyped, and is then taken', async () => {
      const { page, code } = await request();
      await type(page, wrong(code));
      await refused(page);
      const field = page.getByRole('textbox', { name: 'Code' });
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      await type(page, code);
      await page.getByText(`Account of ${ADA}`).waitFor();
      expect(page.url()).toBe(`${running().site}/account`);
    });

    it('is void after five wrong ones, and a new one is not', async () => {
      const { page, code } = await request();
      for (let guess = 0; guess < 5; guess++) {
        await type(page, wrong(code));
        await refused(page);
      }
      await type(page, code);
      await refused(page);
      expect(await run('select user_id from sessions')).toEqual([]);
      await run('update verification_tokens set updated_at = updated_at - interval 1 minute');
      await page.getByRole('button', { name: 'Send me a new code' }).click();
      await page.waitForURL(`${running().site}/code`);
      await type(page, codeIn((await running().mailbox.take(ADA)).link));
      await page.getByText(`Account of ${ADA}`).waitFor();
    });

    it('is sent once in a minute, and the page says so', async () => {
      const { page, code } = await request();
      await page.getByRole('button', { name: 'Send me a new code' }).click();
      await page.getByRole('status').filter({ hasText: 'less than a minute ago' }).waitFor();
      await page.getByText(`in an email to ${ADA}`).waitFor();
      // Had it sent another one, this one would be void.
      await type(page, code);
      await page.getByText(`Account of ${ADA}`).waitFor();
      await request();
      expect(running().newOutput()).not.toContain('AccessDenied');
    });

    it('is for an address in any spelling that Auth.js takes for the same', async () => {
      const page = await open('/account');
      const form = page.locator('form', { has: page.locator('input[name="email"]') });
      await form.locator('input[name="email"]').fill('ADA@Example.COM');
      await form.locator('button').last().click();
      const { link } = await running().mailbox.take(ADA);
      const other = await open('/code');
      await other.getByRole('textbox', { name: 'Email address' }).fill('Ada@EXAMPLE.com');
      await other.getByRole('button', { name: 'Continue' }).click();
      await type(other, codeIn(link));
      await other.getByText('Signed in as').waitFor();
    });

    it('leads back to where it was asked for, whatever Next.js prefetches', async () => {
      const address = `${running().site}/api/auth/signin?callbackUrl=%2Fprivate`;
      const { status, headers } = await fetch(address, { redirect: 'manual' });
      expect([status, headers.get('location')]).toEqual([307, '/signin?callbackUrl=%2Fprivate']);
      expect(headers.getSetCookie()).toEqual([]);
    });

    it('leads to this site alone', async () => {
      const { link } = await request();
      const changed = new URL(link);
      changed.searchParams.set('callbackUrl', 'https://mallory.example/');
      const page = await openPage(browser, changed.href);
      await press(page);
      await page.getByText(`Signed in as ${ADA}`).waitFor();
    });

    it('is on a page that shows what it is sent as text', async () => {
      const texts = { email: '<i>x</i>@example.com', token: '"><i>x</i>', callbackUrl: '"><i>x</i>' };
      const page = await open(`/code?${new URLSearchParams(texts)}`);
      await page.getByText(`in an email to ${texts.email}`).waitFor();
      expect(await page.getByRole('textbox', { name: 'Code' }).inputValue()).toBe(texts.token);
      expect(await page.locator('i').count()).toBe(0);
    });

    it('is not asked for when something else went wrong', async () => {
      const page = await open('/code?error=Configuration');
      await page.getByRole('alert').filter({ hasText: 'did not work' }).waitFor();
      expect(await page.getByRole('textbox').count()).toBe(0);
    });

    it('is sent to no text that is no address', async () => {
      const page = await open('/signin');
      running().newOutput();
      await page.waitForLoadState('networkidle');
      await uncheck(page.locator('input[name="email"]'));
      await page.locator('input[name="email"]').fill('"ada"@example.com');
      await page.getByRole('button', { name: 'Send me a code' }).click();
      await page.getByRole('alert').filter({ hasText: 'not an email address' }).waitFor();
      expect(await run('select identifier from verification_tokens')).toEqual([]);
      expect(running().newOutput()).toBe('');
    });
  });
}

const codeIn = (link: string) => new URL(link).searchParams.get('token') ?? '';

/** Returns another code. */
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Has the browser send whatever is in the form of a field, as other programs do. */
export const uncheck = (field: Locator) =>
  field.evaluate((input) => input.closest('form')?.setAttribute('novalidate', ''));

const press = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true }).click();

async function type(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  // A refused code leads to the same address as the one before.
  const answer = page.waitForResponse((response) => response.url().includes('/api/auth/callback/nodemailer'));
  await press(page);
  await answer;
}

const refused = (page: Page) => page.getByRole('alert').filter({ hasText: 'This code is wrong' }).waitFor();
