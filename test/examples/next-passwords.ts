import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import { oneTimeTokens } from 'authjs-drizzle-mysql/one-time-tokens';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import { ADA, accountPages, GRACE, opened, PHONE, sentToSignIn, shown } from './account-page.ts';
import type { StatementLog } from './next-account-devices.ts';
import { uncheck } from './next-codes.ts';
import type { RunningExample } from './run-example.ts';
import { signInAt } from './sign-in-at.ts';
import { openBrowser, openPage, signOut } from './visitor.ts';

const FIRST = 'correct horse battery';
const SECOND = 'staple of another kind';

/** Describes the sign-in by a password: how it is set, what it opens, and who is out after it has changed. */
export function describePasswords(running: () => RunningExample, log: () => StatementLog): void {
  describe('a password', () => {
    const { signedIn, sessions, providers } = accountPages(running, 'x-address-of-visitor');
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    const open = (path: string) => openPage(browser, running().site + path);
    const run = (sql: string) => query(running().databaseUrl, sql);
    const hashes = async () => (await run('select password_hash as hash from users')).map(({ hash }) => hash);

    /** Asks for a link on the page for it, and returns the one that arrives. */
    async function askForReset(email: string): Promise<string> {
      await sendReset(await open('/password'), email);
      return (await running().mailbox.take(email)).link;
    }

    /** Makes a token that the example has not sent. */
    async function tokenFor(email: string, purpose: string): Promise<string> {
      const pool = createPool(running().databaseUrl);
      const token = await oneTimeTokens(MySqlAdapter(pool, { tables }), { purpose }).create(email);
      await pool.end();
      return token;
    }

    it('is set on the account page, signs out other devices, and signs in', async () => {
      const page = await signedIn();
      const phone = await signedIn(PHONE);
      await setOnAccountPage(page, FIRST);
      await shown(page, `With ${ADA.email}`);
      expect(await hashes()).toEqual([expect.stringMatching(/^\$argon2id\$/)]);
      expect(await sessions()).toHaveLength(1);
      await phone.reload();
      await sentToSignIn(phone);
      await page.goto(running().site);
      await signOut(page);
      await page.goto(`${running().site}/account`);
      await signIn(page, ' ADA@example.com', FIRST);
      await opened(page);
      expect(page.url()).toBe(`${running().site}/account`);
      expect(running().newOutput()).toBe('');
      await setOnAccountPage(page, SECOND);
      const other = await open('/account');
      await signIn(other, ADA.email, FIRST);
      await isRefused(other);
      await signIn(other, ADA.email, SECOND);
      await opened(other);
      const cookies = await other.context().cookies();
      const tokens = (await run('select session_token as token from sessions')).map(({ token }) => token);
      expect(tokens).toContain(cookies.find(({ name }) => name === 'authjs.session-token')?.value);
    });

    it('that is wrong gets the answer and the statements of an unknown address, or one without', async () => {
      await setOnAccountPage(await signedIn(), FIRST);
      await signInAt(running(), { user: GRACE });
      const answers = [];
      for (const email of [ADA.email, GRACE.email, 'nobody@example.com']) {
        const page = await open('/signin');
        await page.waitForLoadState('networkidle');
        log().clear();
        await signIn(page, email, SECOND);
        await isRefused(page);
        expect(await emailField(page).inputValue()).toBe(email);
        answers.push([page.url(), ...log().statements.map((text) => text.replace(/'[^']*'/g, '?'))]);
      }
      expect(answers[0]?.length).toBeGreaterThan(2);
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      expect(await sessions()).toHaveLength(2);
    });

    it('is reset by a link in an email, once, and everybody who was signed in is out', async () => {
      const page = await signedIn();
      await signedIn(PHONE);
      await signInAt(running(), { user: GRACE });
      await setOnAccountPage(page, FIRST);
      const link = await askForReset(ADA.email);
      for (const method of ['GET', 'HEAD', 'GET', 'HEAD'])
        expect((await fetch(link, { method })).status).toBe(200);
      const other = await openPage(browser, link);
      await choose(other, 'too short', false);
      await other.getByRole('alert').filter({ hasText: 'too short' }).waitFor();
      await choose(other, SECOND);
      await shown(other, 'Your password is set. Sign in with it.');
      // That of Grace.
      expect(await sessions()).toHaveLength(1);
      await page.goto(`${running().site}/account`);
      await sentToSignIn(page);
      await signIn(other, ADA.email, FIRST);
      await isRefused(other);
      await signIn(other, ADA.email, SECOND);
      await shown(other, `Signed in as ${ADA.email}`);
      await page.goto(link);
      await choose(page, FIRST);
      await isNoLongerGood(page);
      await signIn(await open('/signin'), ADA.email, SECOND);
      await expect.poll(async () => (await sessions()).length).toBe(3);
    });

    it('is set for the first time by the same link', async () => {
      await signInAt(running(), { user: GRACE });
      const page = await openPage(browser, await askForReset(GRACE.email));
      await choose(page, FIRST);
      await shown(page, 'Your password is set. Sign in with it.');
      expect(await sessions()).toHaveLength(0);
      await signIn(page, GRACE.email, FIRST);
      await shown(page, `Signed in as ${GRACE.email}`);
    });

    it('is reset only by the latest link, and by none for somebody who has another address now', async () => {
      await signInAt(running(), { user: GRACE });
      const older = await askForReset(GRACE.email);
      const latest = await askForReset(GRACE.email);
      const page = await openPage(browser, older);
      await choose(page, FIRST);
      await isNoLongerGood(page);
      await run("update users set email = 'hopper@example.com'");
      await page.goto(latest);
      await choose(page, FIRST);
      await isNoLongerGood(page);
      expect(await hashes()).toEqual([null]);
    });

    it('is reset by no token of another purpose or for another address, and no code', async () => {
      await signInAt(running(), { user: ADA });
      await signInAt(running(), { user: GRACE });
      const page = await open('/signin');
      await emailField(page).fill(ADA.email);
      await page.getByRole('button', { name: 'Send me a code' }).click();
      const code = new URL((await running().mailbox.take(ADA.email)).link).searchParams.get('token') ?? '';
      for (const token of [
        await tokenFor(ADA.email, 'invitation'),
        await tokenFor(GRACE.email, 'password-reset'),
        code,
      ]) {
        await page.goto(resetPage(running().site, token));
        await choose(page, FIRST);
        await isNoLongerGood(page);
      }
      expect(await hashes()).toEqual([null, null]);
      await page.goto(resetPage(running().site, await tokenFor(ADA.email, 'password-reset')));
      await choose(page, FIRST);
      await shown(page, 'Your password is set. Sign in with it.');
    });

    it('is not mailed to an address that nobody has, with the same answer', async () => {
      await signInAt(running(), { user: GRACE });
      const answers = [];
      for (const email of ['nobody@example.com', GRACE.email]) {
        const page = await open('/password');
        await sendReset(page, email);
        answers.push([page.url(), await page.locator('main').textContent()]);
      }
      expect(answers[0]).toEqual(answers[1]);
      await running().mailbox.take(GRACE.email);
      const rows = await run('select identifier from verification_tokens');
      expect(rows).toEqual([{ identifier: `password-reset:${GRACE.email}` }]);
    });

    it('lets somebody unlink the last of their accounts', async () => {
      const page = await signedIn();
      await shown(page, 'Your only way to sign in');
      await setOnAccountPage(page, FIRST);
      await page.getByRole('button', { name: 'Unlink' }).click();
      await page.getByText('oidc').waitFor({ state: 'detached' });
      expect(await providers()).toEqual([]);
      expect(running().newOutput()).toBe('');
    });

    it('needs a fresh sign-in and some length on the account page', async () => {
      const page = await signedIn();
      await openForm(page);
      await choose(page, 'too short', false);
      await page.getByRole('alert').filter({ hasText: 'too short' }).waitFor();
      await run('update sessions set created_at = created_at - interval 2 day');
      await openForm(page);
      await choose(page, FIRST);
      await page.getByRole('alert').filter({ hasText: 'more than a day ago' }).waitFor();
      expect(await formTitle(page).count()).toBe(0);
      expect(await hashes()).toEqual([null]);
    });
  });
}

const resetPage = (site: string, token: string) =>
  `${site}/password?${new URLSearchParams({ email: ADA.email, token })}`;

const emailField = (page: Page) => page.getByRole('textbox', { name: 'Email address' });

/** The field on the page that is shown; Next.js keeps the page before it, too. */
const passwordField = (page: Page) => page.locator('input[name="password"]').filter({ visible: true });

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await emailField(page).fill(email);
  expect(await passwordField(page).getAttribute('autocomplete')).toBe('current-password');
  await passwordField(page).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Waits until a password was refused. */
async function isRefused(page: Page): Promise<void> {
  await page.getByRole('alert').filter({ hasText: 'address or the password is wrong' }).waitFor();
  await page.waitForLoadState('networkidle');
}

async function sendReset(page: Page, email: string): Promise<void> {
  await emailField(page).fill(email);
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await page.getByRole('status').filter({ hasText: 'If there is an account' }).waitFor();
}

/** Fills in the form for a new password, of a browser that may not check it. */
async function choose(page: Page, password: string, isChecked = true): Promise<void> {
  const field = passwordField(page);
  expect(await field.getAttribute('autocomplete')).toBe('new-password');
  if (!isChecked) await uncheck(field);
  await field.fill(password);
  await page
    .getByRole('button', { name: /^(Set the password|Save and sign out all other devices)$/ })
    .click();
}

const isNoLongerGood = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'used before, or is no longer good' }).waitFor();

const formTitle = (page: Page) => page.getByText(/^(Set a|Change) password$/).filter({ visible: true });

const openForm = (page: Page) => formTitle(page).click();

/** Sets a password on the account page, and waits until it is set. */
async function setOnAccountPage(page: Page, password: string): Promise<void> {
  await openForm(page);
  await choose(page, password);
  await shown(page, 'Your password is set. All other devices are signed out.');
}
