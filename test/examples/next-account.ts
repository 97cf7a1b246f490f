import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import type { RunningExample } from './run-example.ts';
import { signInAt } from './sign-in-at.ts';
import { askForLink, openBrowser, openPage, signInAtProvider } from './visitor.ts';

const ADA = { name: 'Ada Lovelace', email: 'ada@example.com' };
const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' };

const LAPTOP = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';

/** How the example is watched, and where it finds the address of a visitor. */
interface Watch {
  readonly ipHeader: string;
  readonly log: () => { readonly statements: readonly string[]; clear(): void };
}

/** Describes the page on which people look after their account, and that it does so for nobody else. */
export function describeAccount(running: () => RunningExample, { ipHeader, log }: Watch): void {
  describe('an account', () => {
    let browser: Browser;
    let example: RunningExample;
    beforeAll(async () => {
      browser = await openBrowser();
      example = running();
    });
    afterAll(() => browser?.close());

    /** Opens the page of an account in a browser profile of its own, in which the person signs in at the provider. */
    async function signedIn(userAgent = LAPTOP, address = '203.0.113.7'): Promise<Page> {
      const options = { userAgent, extraHTTPHeaders: { [ipHeader]: address } };
      const page = await openPage(browser, `${example.site}/account`, options);
      await signInAtProvider(page, ADA);
      await opened(page);
      example.newOutput();
      return page;
    }

    async function opened(page: Page): Promise<void> {
      await shown(page, `Account of ${ADA.email}`);
      await page.waitForLoadState('networkidle');
    }

    /** Returns what was read from and written to `sessions` since the last call. */
    function sessionStatements(): string[] {
      const { statements } = log();
      const verbs = statements.flatMap((text) => /^(\w+) .*`sessions`/.exec(text)?.[1]?.toLowerCase() ?? []);
      log().clear();
      return verbs;
    }

    const sessions = () =>
      query(example.databaseUrl, 'select user_agent, ip_address from sessions order by id');
    const providers = async () =>
      (await query(example.databaseUrl, 'select provider from accounts order by id')).map(
        ({ provider }) => provider,
      );

    it('lists the devices of a person, and signs out one of them', async () => {
      const laptop = await signedIn();
      const phone = await signedIn(PHONE, '2001:db8:1:2::3');
      expect(await sessions()).toEqual([
        { user_agent: LAPTOP, ip_address: '203.0.113.0/24' },
        { user_agent: PHONE, ip_address: '2001:db8:1::/48' },
      ]);
      sessionStatements();
      await laptop.reload();
      await opened(laptop);
      expect(sessionStatements()).toEqual(['select', 'select']);
      expect(await device(laptop, 'Firefox on Linux').textContent()).toMatch(
        /203\.0\.113\.0\/24\s*This device$/,
      );
      await device(laptop, 'Safari on iOS').getByRole('button', { name: 'Sign out' }).click();
      await device(laptop, 'Safari on iOS').waitFor({ state: 'detached' });
      await laptop.waitForLoadState('networkidle');
      // Who asks, twice, and what they ask for.
      expect(sessionStatements()).toEqual(['select', 'delete', 'select', 'select']);
      expect(await sessions()).toMatchObject([{ user_agent: LAPTOP }]);
      await phone.reload();
      await phone.waitForURL(/signin\?callbackUrl=%2Faccount$/);
      expect(example.newOutput()).toBe('');
    });

    it('signs out all other devices, and nobody else', async () => {
      const laptop = await signedIn();
      await signedIn(PHONE);
      await signedIn(PHONE);
      await signInAt(example, { user: GRACE });
      await laptop.reload();
      await laptop.getByRole('button', { name: 'Sign out all other devices' }).click();
      await device(laptop, 'Safari on iOS').first().waitFor({ state: 'detached' });
      expect(await sessions()).toMatchObject([{ user_agent: LAPTOP }, { user_agent: null }]);
      expect(example.newOutput()).toBe('');
    });

    it('sends a device that was signed out to sign in, whatever it still asks for', async () => {
      const phone = await signedIn(PHONE);
      await signInAt(example, { user: { id: await idOf(ADA.email) } });
      await phone.reload();
      await opened(phone);
      await query(example.databaseUrl, 'delete from sessions where user_agent is not null');
      await phone.getByRole('button', { name: 'Sign out all other devices' }).click();
      await phone.waitForURL(/signin\?callbackUrl=%2Faccount$/);
      expect(await sessions()).toHaveLength(1);
      expect(example.newOutput()).toBe('');
    });

    it('unlinks accounts, and never the last way to sign in', async () => {
      const page = await signedIn();
      const unlink = page.getByRole('button', { name: 'Unlink' });
      await shown(page, 'Your only way to sign in');
      expect(await unlink.count()).toBe(0);
      await link(ADA.email, 'other');
      await page.reload();
      await opened(page);
      expect(await unlink.count()).toBe(2);
      await query(example.databaseUrl, "delete from accounts where provider = 'other'");
      await unlink.first().click();
      await shown(page, 'Nothing was unlinked');
      await shown(page, 'Your only way to sign in');
      expect(await providers()).toEqual(['oidc']);
      await link(ADA.email, 'other');
      await page.reload();
      await unlink.first().click();
      await shown(page, 'Your only way to sign in');
      expect(await page.getByRole('alert').filter({ hasText: 'Nothing' }).count()).toBe(0);
      expect(await providers()).toEqual(['other']);
      expect(example.newOutput()).toBe('');
    });

    it('unlinks the last account of somebody who has used a link in an email', async () => {
      const page = await signedIn();
      await query(example.databaseUrl, 'delete from sessions');
      await page.reload();
      await page.goto(await askForLink(page, example, ADA.email));
      await opened(page);
      await page.getByRole('button', { name: 'Unlink' }).click();
      await shown(page, `To ${ADA.email}`);
      await page.getByText('oidc').waitFor({ state: 'detached' });
      expect(await providers()).toEqual([]);
    });

    it('wants a new sign-in for what cannot be undone, and leads there', async () => {
      const page = await signedIn();
      await page.getByText('Delete account').click();
      await query(example.databaseUrl, 'update sessions set created_at = created_at - interval 2 day');
      await page.getByRole('button', { name: 'Delete my account' }).click();
      await shown(page, 'Nothing was changed');
      expect(await page.getByText('Delete account').count()).toBe(0);
      expect(await sessions()).toHaveLength(1);
      await page.getByRole('button', { name: 'Sign out to sign in again' }).click();
      await page.waitForURL(/signin\?callbackUrl=%2Faccount$/);
      expect(await sessions()).toHaveLength(0);
      await page.goto(await askForLink(page, example, ADA.email));
      await opened(page);
      await shown(page, 'Delete account');
      expect(page.url()).toBe(`${example.site}/account`);
      expect(example.newOutput()).toBe('');
    });

    it('deletes the account of a person, and nothing of another', async () => {
      const page = await signedIn();
      const phone = await signedIn(PHONE);
      await signInAt(example, { user: GRACE });
      await page.getByText('Delete account').click();
      await page.getByRole('button', { name: 'Delete my account' }).click();
      await shown(page, 'Nobody is signed in');
      expect(await page.context().cookies()).not.toContainEqual(expect.objectContaining({ name: COOKIE }));
      expect(await query(example.databaseUrl, 'select email from users')).toEqual([{ email: GRACE.email }]);
      expect([await providers(), (await sessions()).length]).toEqual([[], 1]);
      await phone.reload();
      await phone.waitForURL(/signin/);
      expect(example.newOutput()).toBe('');
    });

    it('does nothing to the session or the account of another person, whose ids it is sent', async () => {
      const page = await signedIn();
      await signedIn(PHONE);
      await link(ADA.email, 'other');
      await signInAt(example, { user: GRACE });
      await link(GRACE.email, 'hers');
      const [session] = await query(example.databaseUrl, 'select max(id) as id from sessions');
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
      expect(example.newOutput()).toBe('');
    });

    it('sends browsers neither tokens nor what the providers said', async () => {
      const page = await signedIn();
      await signedIn(PHONE);
      const bodies: string[] = [];
      page.on('requestfinished', async (request) => {
        const response = await request.response();
        bodies.push((await response?.text().catch(() => '')) ?? '');
      });
      await page.goto(example.site);
      await shown(page, `Signed in as ${ADA.email}`);
      await page.getByRole('link', { name: 'Account' }).click();
      await opened(page);
      await page.reload();
      await opened(page);
      await answered(page, () => device(page, 'Safari on iOS').getByRole('button').click());
      await device(page, 'Safari on iOS').waitFor({ state: 'detached' });
      bodies.push(await page.evaluate(() => fetch('/api/auth/session').then((answer) => answer.text())));
      const text = bodies.join('\n');
      for (const expected of ['<!DOCTYPE html>', '"expires"', 'Safari on iOS'])
        expect(text.includes(expected), expected).toBe(true);
      const secrets = (await query(example.databaseUrl, SECRETS)).map(({ secret }) => String(secret));
      expect(secrets.length).toBeGreaterThan(2);
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    });

    /** Gives a person an account at another provider. */
    const link = (email: string, provider: string) =>
      query(
        example.databaseUrl,
        `insert into accounts (user_id, type, provider, provider_account_id, created_at, updated_at)
          select id, 'oidc', '${provider}', email, utc_timestamp(), utc_timestamp() from users where email = '${email}'`,
      );

    async function idOf(email: string): Promise<string> {
      const [user] = await query(example.databaseUrl, `select id from users where email = '${email}'`);
      return String(user?.id);
    }
  });
}

const COOKIE = 'authjs.session-token';

/** What is in the database and nobody's business. */
const SECRETS = `select session_token as secret from sessions
  union select access_token from accounts where access_token is not null
  union select id_token from accounts where id_token is not null`;

const shown = (page: Page, text: string) => page.getByText(text).waitFor();

const device = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

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
