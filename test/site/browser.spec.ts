import type { AddressInfo } from 'node:net';
import { extname, relative } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT } from '../../dev/site/build.ts';
import { launchBrowser } from '../../examples/demo/testing/browser.ts';
import { findBrowser } from '../../examples/demo/testing/find-browser.ts';
import { readBuiltPages } from './built-pages.ts';

let browser: Browser;
let server: ReturnType<typeof serve>;
let site: string;

/** Serves the built site as hosts of static sites do, with addresses that do not end in `.html`. */
beforeAll(async () => {
  const fileOf = (path: string) =>
    path.endsWith('/') ? `${path}index.html` : extname(path) ? path : `${path}.html`;
  const app = new Hono().use(serveStatic({ root: relative('.', BUILT), rewriteRequestPath: fileOf }));
  server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const path = await findBrowser(process.env);
  if (!path) throw new Error('Expected Chromium or Chrome on PATH or at CHROMIUM_PATH, got none.');
  browser = await launchBrowser(path);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Opens the site in a window of its own, and notes what it asks of other hosts and what goes wrong. */
async function openSite(width: number, height: number): Promise<{ page: Page; troubles: string[] }> {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('response', (response) => response.status() >= 400 && troubles.push(response.url()));
  page.on('request', (request) => request.url().startsWith(site) || troubles.push(request.url()));
  return { page, troubles };
}

describe.each([
  ['a phone', 390, 844],
  ['a desktop', 1280, 800],
])('on %s', (_, width, height) => {
  it('no page is wider than the window, asks another host or fails', { timeout: 600_000 }, async () => {
    // Of the reference one in ten: typedoc makes all of its pages alike.
    const all = [...(await readBuiltPages()).keys()];
    const addresses = all.filter((address, index) => !address.startsWith('/reference/') || index % 10 === 0);
    expect(addresses).toContain('/options');
    const { page, troubles } = await openSite(width, height);
    const tooWide: string[] = [];
    for (const address of addresses) {
      await page.goto(site + address);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) tooWide.push(`${address}: ${overflow}`);
    }
    await page.close();
    expect(tooWide).toEqual([]);
    expect(troubles).toEqual([]);
  });
});

it('finds a page by what is written on it', async () => {
  const { page } = await openSite(1280, 800);
  await page.goto(site);
  await page.getByRole('button', { name: 'Search' }).first().click();
  await page.getByRole('searchbox').fill('guesses at a code');
  await page.locator('.VPLocalSearchBox a[href^="/codes"]').first().click();
  await page.waitForURL(/\/codes/);
  await page.close();
});

it('turns dark, and stays dark on the next page', async () => {
  const { page } = await openSite(1280, 800);
  await page.goto(`${site}/options`);
  const isDark = () => page.evaluate(() => document.documentElement.classList.contains('dark'));
  expect(await isDark()).toBe(false);
  await page.locator('.VPNavBarAppearance button').click();
  expect(await isDark()).toBe(true);
  await page.goto(`${site}/errors`);
  expect(await isDark()).toBe(true);
  await page.close();
});
