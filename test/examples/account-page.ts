import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { query } from '../support/databases/query.ts';
import type { RunningExample } from './run-example.ts';
import { openBrowser, openPage, signInAtProvider } from './visitor.ts';

export const ADA = { name: 'Ada Lovelace', email: 'ada@example.com' };
export const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' };

/** Firefox on Linux. */
export const LAPTOP = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** Safari on iOS. */
export const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';

/** The account page of a running example, in browsers, and what the database has of accounts. */
export interface AccountPages {
  /** Opens it in a browser profile of its own, in which Ada signs in at the provider. */
  signedIn(userAgent?: string, address?: string): Promise<Page>;
  /** Returns the browser and the network of each session, the oldest first. */
  sessions(): Promise<Record<string, unknown>[]>;
  /** Returns the providers of everybody's accounts, the oldest first. */
  providers(): Promise<unknown[]>;
  /** Gives a person an account at another provider. */
  link(email: string, provider: string): Promise<unknown>;
}

/** Makes those pages, in a browser that is open until the tests around the call have ended. */
export function accountPages(running: () => RunningExample, ipHeader: string): AccountPages {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  const run = (sql: string) => query(running().databaseUrl, sql);
  return {
    async signedIn(userAgent = LAPTOP, address = '203.0.113.7') {
      const options = { userAgent, extraHTTPHeaders: { [ipHeader]: address } };
      const page = await openPage(browser, `${running().site}/account`, options);
      await signInAtProvider(page, ADA);
      await opened(page);
      running().newOutput();
      return page;
    },
    sessions: () => run('select user_agent, ip_address from sessions order by id'),
    async providers() {
      const rows = await run('select provider from accounts order by id');
      return rows.map(({ provider }) => provider);
    },
    link: (email, provider) =>
      run(`insert into accounts (user_id, type, provider, provider_account_id, created_at, updated_at)
        select id, 'oidc', '${provider}', email, utc_timestamp(), utc_timestamp() from users
        where email = '${email}'`),
  };
}

/** Waits until Ada's page is there, with all that it loads. */
export async function opened(page: Page): Promise<void> {
  await shown(page, `Account of ${ADA.email}`);
  await page.waitForLoadState('networkidle');
}

/** Waits until a page has a text. */
export const shown = (page: Page, text: string): Promise<void> => page.getByText(text).waitFor();

/** Finds a device in the list by its name. */
export const device = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

/** Waits until a page leads to the sign-in page, and from there back to the account. */
export const sentToSignIn = (page: Page) => page.waitForURL(/signin\?callbackUrl=%2Faccount$/);
