import type { Locator, Page } from 'playwright-core';

/** Asks for a sign-in link and returns the email that arrives. */
export async function askForLink(page: Page, email: string): Promise<Locator> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a sign-in link' }).click();
  return page.locator('.letter', { hasText: email }).first();
}

/** Signs in by a link from the mailbox on the page. */
export async function signInByMail(page: Page, email: string): Promise<void> {
  const mail = await askForLink(page, email);
  await mail.getByRole('link', { name: 'Sign in with this link' }).click();
  await signedIn(page);
}

/** Logs in at the provider, until it asks for consent or sends the browser back. */
export async function logInAtDemoId(page: Page, person: { name: string; email: string }): Promise<void> {
  await page.getByRole('button', { name: 'Demo ID' }).click();
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByRole('button', { name: 'Log in' }).click();
}

/** Signs in through the provider for the first time: with login and consent. */
export async function signInAtDemoId(page: Page, person: { name: string; email: string }): Promise<void> {
  await logInAtDemoId(page, person);
  await page.getByRole('button', { name: 'Allow' }).click();
  await signedIn(page);
}

/** Opens the account page of the person who is signed in. */
export async function openAccount(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByRole('heading', { name: 'Devices' }).waitFor();
}

/** Finds the entries of a part of the account page. */
export function entries(page: Page, part: 'devices' | 'linked-accounts' | 'passkeys'): Locator {
  return page.locator(`section[aria-labelledby=${part}] .entry`);
}

/** Deletes the account of the person whose account page is open. */
export async function deleteAccount(page: Page): Promise<void> {
  await page.getByText('Delete my account', { exact: true }).click();
  await page.getByRole('button', { name: 'Yes, delete my account' }).click();
}

/** Waits until the page says that somebody is signed in. */
export async function signedIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out everywhere' }).waitFor();
}

/** Waits until the page offers to sign in. */
export async function signedOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send me a sign-in link' }).waitFor();
}

/** Finds the shown rows of a table that contain a text. */
export function rows(page: Page, table: string, text: string): Locator {
  return page.locator(`#rows-${table} tbody tr`, { hasText: text });
}

/** Reads from the page the id of the user with this address. */
export async function userId(page: Page, email: string): Promise<string> {
  return (await rows(page, 'users', email).locator('td').first().textContent()) ?? '';
}

/** Waits for the message at the top of the page, and reads it. */
export async function notice(page: Page): Promise<string> {
  return (await page.locator('#notice .notice').textContent()) ?? '';
}

/** Counts the shown rows of one user, and of the unused links for one address. */
export async function counts(page: Page, id: string, email: string) {
  return {
    users: await rows(page, 'users', id).count(),
    accounts: await rows(page, 'accounts', id).count(),
    sessions: await rows(page, 'sessions', id).count(),
    tokens: await rows(page, 'verification_tokens', email).count(),
  };
}
