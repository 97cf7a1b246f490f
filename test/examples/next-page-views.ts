import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import type { RunningExample } from './run-example.ts';
import { askForLink, followLink, openBrowser, openPage, signInAtProvider } from './visitor.ts';

const ADA = { name: 'Ada Lovelace', email: 'ada@example.com' };
const PRIVATE = '/private?tab=2&name=a+b&name=%C3%A9';

/** How the statements of the example are watched. */
interface Watch {
  /** Whether they go through `fetch`, which Next.js watches too. */
  readonly isSentByFetch: boolean;
  readonly log: () => { readonly statements: readonly string[]; clear(): void };
}

/** Describes what a page view is in Next.js: where it leads, what it reads, and what the server says about it. */
export function describePageViews(running: () => RunningExample, { isSentByFetch, log }: Watch): void {
  describe('a page', () => {
    let browser: Browser;
    let example: RunningExample;
    beforeAll(async () => {
      browser = await openBrowser();
      example = running();
    });
    afterAll(() => browser?.close());

    /** Returns how often a session was read since the last call. */
    function sessionReads(): number {
      const reads = log().statements.filter((text) => /^select .*`sessions`/.test(text));
      log().clear();
      return reads.length;
    }

    async function signedIn(): Promise<Page> {
      const page = await openPage(browser, example.site + PRIVATE);
      await signInAtProvider(page, ADA);
      await shown(page, `Only for ${ADA.email}`);
      await page.waitForLoadState('networkidle');
      sessionReads();
      example.newOutput();
      return page;
    }

    it('sends a stranger to sign in at the provider and back, with the query', async () => {
      const page = await signedIn();
      expect(page.url()).toBe(example.site + PRIVATE);
    });

    it('sends a stranger to sign in by a link and back, with the query', async () => {
      const page = await openPage(browser, example.site + PRIVATE);
      await followLink(page, await askForLink(page, example, 'grace@example.com'));
      await shown(page, 'Only for grace@example.com');
      expect(page.url()).toBe(example.site + PRIVATE);
    });

    it('reads the session once when it is opened, and not to prefetch what it links to', async () => {
      const page = await signedIn();
      for (const [path, text, linked] of [
        ['/', 'Signed in as', '/private'],
        [PRIVATE, 'Only for', '/'],
      ] as const) {
        const prefetched = prefetch(page, linked);
        await page.goto(example.site + path);
        await shown(page, `${text} ${ADA.email}`);
        await prefetched;
        await page.waitForLoadState('networkidle');
        expect([path, sessionReads()]).toEqual([path, 1]);
      }
      expect(example.newOutput()).toBe('');
    });

    it('reads the session once when a link leads to it', async () => {
      const page = await signedIn();
      const prefetched = prefetch(page, '/private');
      await page.goto(example.site);
      await prefetched;
      await page.waitForLoadState('networkidle');
      sessionReads();
      await page.getByRole('link', { name: 'For members' }).click();
      await shown(page, `Only for ${ADA.email}`);
      await page.waitForLoadState('networkidle');
      expect(sessionReads()).toBe(1);
      expect(example.newOutput()).toBe('');
    });

    it('reads nothing for a stranger', async () => {
      const page = await openPage(browser, example.site);
      await shown(page, 'Nobody is signed in');
      await page.goto(example.site + PRIVATE);
      await page.waitForURL(/signin/);
      expect(sessionReads()).toBe(0);
      expect(example.newOutput()).toBe('');
    });

    it('sends those whose session was deleted to sign in again, and back with the query', async () => {
      const page = await signedIn();
      await query(example.databaseUrl, 'delete from sessions');
      sessionReads();
      await page.goto(example.site + PRIVATE);
      await page.waitForURL(/signin/);
      expect(sessionReads()).toBe(1);
      expect(example.newOutput()).toBe('');
      await followLink(page, await askForLink(page, example, ADA.email));
      await shown(page, `Only for ${ADA.email}`);
      expect(page.url()).toBe(example.site + PRIVATE);
    });

    it(`${isSentByFetch ? 'is refused' : 'takes'} further reads to prefetch it without connection()`, async () => {
      const page = await signedIn();
      const prefetched = prefetch(page, '/eager', RUNTIME);
      await page.goto(`${example.site}/link`);
      await prefetched;
      await page.waitForLoadState('networkidle');
      const output = example.newOutput();
      expect(output).not.toContain('MySqlAdapterError');
      if (isSentByFetch) {
        expect(sessionReads()).toBe(0);
        // As Auth.js logs it, who catches everything: Next.js's own error, by its own text.
        expect(output).toMatch(
          /\[cause\].*: Error: During prerendering, fetch\(\) rejects when the prerender is complete/,
        );
      } else {
        expect(sessionReads()).toBeGreaterThan(0);
        expect(output).toBe('');
      }
    });
  });
}

/** What Next.js asks for with the header `next-router-prefetch`: what a visitor's own cookie decides. */
const RUNTIME = '3';

const shown = (page: Page, text: string) => page.getByText(text).waitFor();

/** Waits for the answer with which the browser prefetches a page. */
const prefetch = (page: Page, path: string, kind?: string) =>
  page.waitForResponse(async (response) => {
    const asked = (await response.request().allHeaders())['next-router-prefetch'];
    return new URL(response.url()).pathname === path && (kind ? asked === kind : asked !== undefined);
  });
