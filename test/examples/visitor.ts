import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../../examples/demo/testing/browser.ts';
import { findBrowser } from '../../examples/demo/testing/find-browser.ts';
import type { RunningExample } from './run-example.ts';

/** A person as they describe themselves at the provider. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** Launches the Chromium of this machine. */
export async function openBrowser(): Promise<Browser> {
  const path = await findBrowser(process.env);
  if (!path) throw new Error('Expected Chromium or Chrome on PATH or at CHROMIUM_PATH, got none.');
  return launchBrowser(path);
}

/** Opens a page of a site in a browser profile of its own. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  // The provider's logo, which Auth.js's sign-in page takes from its own site.
  await context.route(/^https:/, (route) => route.abort());
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(address);
  return page;
}

/** Signs in at the provider, from the sign-in page, and gives consent. */
export async function signInAtProvider(page: Page, { name, email }: Person): Promise<void> {
  const authjs = page.locator('form[action*="/signin/oidc"] button');
  await authjs.or(page.getByRole('button', { name: 'Sign in with Local ID' })).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL(/^http:\/\/localhost:/);
}

/** Asks for a link on the sign-in page, and returns the one that arrives. */
export async function askForLink(page: Page, { mailbox }: RunningExample, email: string): Promise<string> {
  const form = page.locator('form', { has: page.locator('input[name="email"]') });
  await form.locator('input[name="email"]').fill(email);
  // Next to a password, the button for the email is the second one.
  await form.locator('button').last().click();
  await page.waitForURL(/verify-request|\/code/);
  return (await mailbox.take(email)).link;
}

/** Opens the link in an email, and presses the button of the page that has the code. */
export async function followLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  if (new URL(link).pathname !== '/code') return;
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/code' || url.searchParams.has('error'));
}

/** Signs out on Auth.js's page for it. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Sign out' }).click();
  await page.locator('form button').click();
  await page.waitForURL((url) => !url.pathname.includes('signout'));
}
