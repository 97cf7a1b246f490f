import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { signInForTest } from 'authjs-drizzle-mysql/testing';
import { createPool, type Pool } from 'mysql2/promise';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { sessionCookieName } from './cookies.ts';
import { launchBrowser } from './testing/browser.ts';
import { browserForTests } from './testing/find-browser.ts';
import { mysqlForTests } from './testing/find-mysql.ts';
import { type DemoProcess, runDemo } from './testing/run-demo.ts';
import { signedOut } from './testing/visitor.ts';

const executablePath = await browserForTests(process.env);

describe.skipIf(!executablePath || !mysqlForTests)('a browser that starts out signed in', () => {
  let database: TemporaryDatabase;
  let pool: Pool;
  let demo: DemoProcess;
  let browser: Browser;
  let site: string;

  beforeAll(async () => {
    database = await createDatabase(mysqlForTests ?? '');
    pool = createPool(database.url);
    demo = runDemo({ PORT: '0', DATABASE_URL: database.url });
    browser = await launchBrowser(executablePath ?? '');
    site = await demo.ready;
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.interrupt();
    await pool?.end();
    await database?.drop();
  });

  const signIn = (name: string) =>
    signInForTest(MySqlAdapter(pool, { tables, hashSessionTokens: true }), {
      baseUrl: site,
      cookieName: sessionCookieName(site),
      user: { name },
    });

  it('is Ada with her storage state, and nobody after the clean-up', async () => {
    const ada = await signIn('Ada Lovelace');
    const context = await browser.newContext({ storageState: ada.storageState });
    const page = await context.newPage();
    await page.goto(site);
    expect(await page.locator('#person .name').textContent()).toBe('Ada Lovelace');
    await ada.cleanUp();
    await page.goto(site);
    await signedOut(page);
    expect(await page.locator('#person .name').count()).toBe(0);
    await context.close();
  });

  it('takes the cookies of one person after those of another', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    for (const name of ['Grace Hopper', 'Hedy Lamarr']) {
      await using person = await signIn(name);
      await context.addCookies(person.cookies);
      await page.goto(site);
      expect(await page.locator('#person .name').textContent()).toBe(name);
    }
    await context.close();
  });

  it('signs out as everybody else does', async () => {
    const ada = await signIn('Ada Lovelace');
    const context = await browser.newContext({ storageState: ada.storageState });
    const page = await context.newPage();
    await page.goto(site);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await signedOut(page);
    expect(await context.cookies()).not.toContainEqual(
      expect.objectContaining({ name: ada.cookies[0]?.name }),
    );
    await ada.cleanUp();
    await context.close();
  });
});
