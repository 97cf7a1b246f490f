import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { query } from '../support/databases/query.ts';
import { type RunningExample, type RunOptions, runExample } from './run-example.ts';
import { signInAt } from './sign-in-at.ts';
import { askForLink, followLink, openBrowser, openPage, signInAtProvider, signOut } from './visitor.ts';

const ADA = { name: 'Ada Lovelace', email: 'ada@example.com' };
const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' };

const TABLES = ['users', 'accounts', 'sessions', 'verification_tokens'];

/** How an example is run and called, and further tests of it. */
interface Suite {
  /** @default the name of the example */
  readonly title?: string;
  /** Returns what differs from how it runs by itself. @default nothing */
  readonly start?: () => Promise<RunOptions>;
  /** Adds tests, on the same running example. @default none */
  readonly more?: (running: () => RunningExample) => void;
}

/** Describes what every example does: both ways in, a private page, the way out, and what the tables hold. */
export function describeSignIn(name: string, suite: Suite = {}): void {
  const { title = name, start = async () => ({}), more = () => {} } = suite;
  describe(title, () => {
    let example: RunningExample;
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
      example = await runExample(name, await start());
    });
    beforeEach(async () => {
      onTestFailed(() => console.error(example.newOutput()));
      for (const table of TABLES) await query(example.databaseUrl, `delete from ${table}`);
    });
    afterAll(async () => {
      await browser?.close();
      await example?.stop();
    });

    it('signs in at an OpenID provider, shows a private page, and signs out', async () => {
      const page = await openPage(browser, `${example.site}/private`);
      expect(await page.getByText('Only for').count()).toBe(0);
      await page.goto(example.site);
      await shown(page, 'Nobody is signed in');
      await page.getByRole('link', { name: 'Sign in' }).click();
      await signInAtProvider(page, ADA);
      await page.goto(example.site);
      await shown(page, `Signed in as ${ADA.email}`);
      expect(await rows(example)).toEqual({ users: 1, accounts: 1, sessions: 1, verification_tokens: 0 });
      await page.goto(`${example.site}/private`);
      await shown(page, `Only for ${ADA.email}`);
      await page.goto(example.site);
      await signOut(page);
      await page.goto(example.site);
      await shown(page, 'Nobody is signed in');
      expect(await rows(example)).toEqual({ users: 1, accounts: 1, sessions: 0, verification_tokens: 0 });
      expect(complaints(example)).toEqual([]);
    });

    it('signs in by a link in an email', async () => {
      const page = await openPage(browser, example.site);
      await page.getByRole('link', { name: 'Sign in' }).click();
      const link = await askForLink(page, example, GRACE.email);
      await followLink(page, link);
      await page.goto(example.site);
      await shown(page, `Signed in as ${GRACE.email}`);
      expect(await rows(example)).toEqual({ users: 1, accounts: 0, sessions: 1, verification_tokens: 0 });
      expect(complaints(example)).toEqual([]);
    });

    it('shows two people each their own name, at the same time', async () => {
      const [ada, grace] = [await openPage(browser, example.site), await openPage(browser, example.site)];
      for (const [page, person] of [
        [ada, ADA],
        [grace, GRACE],
      ] as const) {
        await page.getByRole('link', { name: 'Sign in' }).click();
        await followLink(page, await askForLink(page, example, person.email));
      }
      for (let round = 0; round < 5; round++) {
        await Promise.all([ada.goto(example.site), grace.goto(example.site)]);
        await shown(ada, `Signed in as ${ADA.email}`);
        await shown(grace, `Signed in as ${GRACE.email}`);
      }
      expect(complaints(example)).toEqual([]);
    });

    it('takes the cookie of a session that was deleted for nobody’s', async () => {
      const page = await openPage(browser, example.site);
      await page.getByRole('link', { name: 'Sign in' }).click();
      await followLink(page, await askForLink(page, example, GRACE.email));
      await page.goto(example.site);
      await shown(page, `Signed in as ${GRACE.email}`);
      await query(example.databaseUrl, 'delete from sessions');
      await page.goto(`${example.site}/private`);
      expect(await page.getByText('Only for').count()).toBe(0);
      // In another tab, since a script may still be taking this one to the sign-in page.
      const tab = await page.context().newPage();
      await tab.goto(example.site);
      await shown(tab, 'Nobody is signed in');
      expect(complaints(example)).toEqual([]);
    });

    it('shows an address as text, whatever is in it', async () => {
      const email = '"<i>x</i>"@example.com';
      const nextAuth = name === 'next-auth-4' ? 4 : 5;
      const { storageState } = await signInAt(example, { nextAuth, user: { email } });
      const context = await browser.newContext({ storageState });
      const page = await context.newPage();
      for (const [path, text] of [
        ['/', 'Signed in as'],
        ['/private', 'Only for'],
      ]) {
        await page.goto(example.site + path);
        await shown(page, `${text} ${email}`);
        expect(await page.locator('i').count()).toBe(0);
      }
      await context.close();
      expect(complaints(example)).toEqual([]);
    });

    more(() => example);

    // Last, because Auth.js logs it as an error, and some examples write their log a little later.
    it('takes a link in an email once', async () => {
      const page = await openPage(browser, example.site);
      await page.getByRole('link', { name: 'Sign in' }).click();
      const link = await askForLink(page, example, GRACE.email);
      await followLink(page, link);
      const other = await openPage(browser, example.site);
      await followLink(other, link);
      expect(new URL(other.url()).searchParams.get('error')).toBe('Verification');
      await other.goto(example.site);
      await shown(other, 'Nobody is signed in');
    });
  });
}

const shown = (page: Page, text: string) => page.getByText(text).waitFor();

async function rows({ databaseUrl }: RunningExample) {
  const counts = TABLES.map((table) => `(select count(*) from ${table}) as ${table}`);
  const [row] = await query(databaseUrl, `select ${counts.join(', ')}`);
  return row;
}

/** Returns the lines of an example's new output that tell of an error or a warning. */
function complaints(example: RunningExample): string[] {
  return example
    .newOutput()
    .split('\n')
    .filter((line) => /error|warn|unhandled|exception|reject/i.test(line));
}
