import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { addAuthenticator } from '../testing/authenticator.ts';
import {
  askForCode,
  codeField,
  codeIn,
  logInAtDemoId,
  notice,
  openAccount,
  rows,
  signedIn,
  signedOut,
  typeCode,
} from '../testing/visitor.ts';

/** The demo that the tour walks through. */
export interface ToTour {
  readonly browser: Browser;
  readonly site: string;
  /** Runs SQL in the demo's database. */
  query(sql: string): Promise<unknown>;
}

/** Something to look at. */
export interface Step {
  /** The name of its picture, without `.webp`. */
  readonly name: string;
  readonly caption: string;
  /** Leads the page from where the last step left it to what is shown. */
  show(page: Page, demo: ToTour): Promise<void>;
}

const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' };

const PHONE = {
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
};
const FIREFOX = {
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0',
};

/** The tour of a minute, in order. */
export const steps: readonly Step[] = [
  {
    name: '1-wrong-code',
    caption: 'A wrong code is counted before it is compared. The table holds hashes, never the code.',
    async show(page, { site }) {
      await page.goto(site);
      const code = await codeIn(await askForCode(page, GRACE.email));
      await typeCode(page, code === '000000' ? '000001' : '000000');
      await notice(page);
      await codeField(page).fill(code);
    },
  },
  {
    name: '2-signed-in',
    caption: 'Signed in: two rows, and every statement that it took. The session token is stored as a hash.',
    async show(page) {
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await signedIn(page);
      await rows(page, 'sessions', 'sha256$').waitFor();
    },
  },
  {
    name: '3-devices',
    caption: 'The account page: devices to sign out, accounts to remove, and never the last way in.',
    async show(page, demo) {
      await openAccount(page);
      await page.getByRole('button', { name: 'Connect Demo ID' }).click();
      await page.getByLabel('Name').fill(GRACE.name);
      await page.getByLabel('E-mail address').fill(GRACE.email);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('button', { name: 'Allow' }).click();
      await page.getByRole('heading', { name: 'Devices' }).waitFor();
      for (const device of [FIREFOX, PHONE]) await signInOn(device, demo);
      await page.reload();
    },
  },
  {
    name: '4-tokens',
    caption: 'An access token that has expired: one request to the provider, however many tabs ask at once.',
    async show(page, { query }) {
      await query('update accounts set expires_at = 1');
      await page.getByRole('button', { name: 'Use its access token' }).click();
      await notice(page);
      await rows(page, 'accounts', 'v1.demo.').waitFor();
    },
  },
  {
    name: '5-passkey',
    caption: 'A passkey, which signs in without a password, and its counter in the table.',
    async show(page) {
      await addAuthenticator(await page.context().newCDPSession(page));
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await rows(page, 'authenticators', 'singleDevice').waitFor();
      await page.locator('section[aria-labelledby=passkeys]').scrollIntoViewIfNeeded();
    },
  },
  {
    name: '6-gone',
    caption: 'Deleted: with every session, account and passkey, in one statement.',
    async show(page) {
      await page.getByText('Delete my account', { exact: true }).click();
      await page.getByRole('button', { name: 'Yes, delete my account' }).click();
      await signedOut(page);
    },
  },
];

/** Signs Grace in on another device. */
async function signInOn(device: BrowserContextOptions, { browser, site }: ToTour): Promise<void> {
  const context = await browser.newContext(device);
  const page = await context.newPage();
  await page.goto(site);
  await logInAtDemoId(page, GRACE);
  await page
    .getByRole('button', { name: 'Allow' })
    .or(page.getByRole('button', { name: 'Sign out everywhere' }))
    .waitFor();
  const allow = page.getByRole('button', { name: 'Allow' });
  if (await allow.isVisible()) await allow.click();
  await signedIn(page);
  await context.close();
}
