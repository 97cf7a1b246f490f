import type { Locator, Page } from 'playwright-core';

/** Asks for a sign-in code and returns the email that arrives, on the page that asks for the code. */
export async function askForCode(page: Page, email: string): Promise<Locator> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await codeField(page).waitFor();
  return page.locator('.letter', { hasText: email }).first();
}

/** Finds the field for a code. */
export function codeField(page: Page): Locator {
  return page.getByLabel('Code for');
}

/** Types a code, and sends it. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await codeField(page).fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Reads the code in an email. */
export async function codeIn(mail: Locator): Promise<string> {
  return (await mail.locator('.code').textContent()) ?? '';
}

/** Signs in by the code in the mailbox. */
export async function signInByMail(page: Page, email: string): Promise<void> {
  await typeCode(page, await codeIn(await askForCode(page, email)));
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

/** Signs in with a password, from its page; another page may be open. */
export async function signInByPassword(
  page: Page,
  site: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto(`${site}/password`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Saves a password on the account page, also one that the browser would refuse. */
export async function savePassword(page: Page, password: string): Promise<void> {
  await page.locator('#set-password summary').click();
  await fillNewPassword(page, password);
  await page.getByRole('button', { name: 'Save the password' }).click();
}

/** Asks for a link to a new password, and returns the one in the newest email. */
export async function askForResetLink(page: Page, site: string, email: string): Promise<string> {
  await page.goto(`${site}/reset`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await notice(page);
  const letter = page.locator('.letter', { hasText: email }).first();
  return (await letter.getByRole('link', { name: 'Set a new password' }).getAttribute('href')) ?? '';
}

/** Opens a link to a new password, and chooses one, also one that the browser would refuse. */
export async function choosePassword(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await fillNewPassword(page, password);
  await page.getByRole('button', { name: 'Set the password' }).click();
}

async function fillNewPassword(page: Page, password: string): Promise<void> {
  const field = page.getByLabel('New password');
  // The site has to check by itself.
  await field.evaluate((input) => {
    for (const name of ['minlength', 'maxlength']) input.removeAttribute(name);
  });
  await field.fill(password);
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
  await page.getByRole('button', { name: 'Send me a code' }).waitFor();
}

/** Finds the shown rows of a table that contain a text. */
export function rows(page: Page, table: string, text: string): Locator {
  return page.locator(`#rows-${table} tbody tr`, { hasText: text });
}

/** Reads from the page the id of the user with this address. */
export async function userId(page: Page, email: string): Promise<string> {
  return (await rows(page, 'users', email).locator('td').first().textContent()) ?? '';
}

/** Waits for the message at the top of the page, or of its form, and reads it. */
export async function notice(page: Page): Promise<string> {
  return (await page.locator(':is(#notice, #problem) .notice').textContent()) ?? '';
}

/** Counts the shown rows of one user, and of the unused codes and links for one address. */
export async function counts(page: Page, id: string, email: string) {
  return {
    users: await rows(page, 'users', id).count(),
    accounts: await rows(page, 'accounts', id).count(),
    sessions: await rows(page, 'sessions', id).count(),
    tokens: await rows(page, 'verification_tokens', email).count(),
  };
}
