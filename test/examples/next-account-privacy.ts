import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import { type AccountPages, ADA, device, GRACE, opened, PHONE } from './account-page.ts';
import type { RunningExample } from './run-example.ts';
import { signInAt } from './sign-in-at.ts';

/** Describes that the page works for its owner alone, and what it keeps from browsers. */
export function describePrivacy(
  running: () => RunningExample,
  { signedIn, sessions, providers, link }: AccountPages,
): void {
  it('does nothing to the session or the account of another person, whose ids it is sent', async () => {
    const page = await signedIn();
    await signedIn(PHONE);
    await link(ADA.email, 'other');
    await signInAt(running(), { user: GRACE });
    await link(GRACE.email, 'hers');
    const [session] = await query(running().databaseUrl, 'select max(id) as id from sessions');
    await page.reload();
    await opened(page);
    await setHidden(page, 'id', String(session?.id));
    await answered(page, () => device(page, 'Safari on iOS').getByRole('button').click());
    expect(await sessions()).toHaveLength(3);
    await page.reload();
    await opened(page);
    await setHidden(page, 'provider', 'hers');
    await setHidden(page, 'providerAccountId', GRACE.email);
    await answered(page, () => page.getByRole('button', { name: 'Unlink' }).first().click());
    expect(await providers()).toEqual(['oidc', 'other', 'hers']);
    expect(running().newOutput()).toBe('');
  });

  it('sends browsers neither the tokens of sessions nor those of providers', async () => {
    const page = await signedIn();
    await signedIn(PHONE);
    await query(running().databaseUrl, "update users set password_hash = '$argon2id$of-ada'");
    const get = async (path: string, headers = {}) =>
      (await page.request.get(running().site + path, { headers })).text();
    const secrets = (await query(running().databaseUrl, SECRETS)).map(({ secret }) => String(secret));
    expect(secrets.length).toBeGreaterThan(3);
    for (const [path, headers, expected] of [
      ['/', {}, /^<!DOCTYPE html>.*Signed in as/s],
      ['/account', {}, /^<!DOCTYPE html>.*Safari on iOS/s],
      ['/', AS_LINK, /^\w+:.*"Signed in as/s],
      ['/account', AS_LINK, /^\w+:.*"Safari on iOS/s],
      ['/api/auth/session', {}, /^\{"user":\{"name":"Ada/],
    ] as const) {
      const text = await get(path, headers);
      expect(text).toMatch(expected);
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  });
}

/** Has Next.js send what a link to a page needs, in place of its HTML. */
const AS_LINK = { rsc: '1' };

/** What is in the database and nobody's business. */
const SECRETS = `select session_token as secret from sessions
  union select password_hash from users
  union select access_token from accounts where access_token is not null
  union select id_token from accounts where id_token is not null`;

/** Puts a value into every hidden field of a name, as somebody does who wants to see what happens. */
const setHidden = (page: Page, name: string, value: string) =>
  page.locator(`input[name="${name}"]`).evaluateAll((inputs, text) => {
    for (const input of inputs) (input as HTMLInputElement).value = text;
  }, value);

/** Does what has a page call a server action, and waits for the answer. */
async function answered(page: Page, act: () => Promise<void>): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await act();
  await answer;
  await page.waitForLoadState('networkidle');
}
