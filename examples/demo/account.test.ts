import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { launchBrowser, Visits } from './testing/browser.ts';
import { browserForTests } from './testing/find-browser.ts';
import { mysqlForTests } from './testing/find-mysql.ts';
import { type DemoProcess, runDemo } from './testing/run-demo.ts';
import type { AccountVisits } from './testing/suites/account/account-visits.ts';
import { deviceTests } from './testing/suites/account/devices.ts';
import { forgedFormTests } from './testing/suites/account/forged-forms.ts';
import { newAddressTests } from './testing/suites/account/new-address.ts';
import { passwordTests } from './testing/suites/account/passwords.ts';
import { providerTokenTests } from './testing/suites/account/provider-tokens.ts';
import { waysInTests } from './testing/suites/account/ways-in.ts';

const executablePath = await browserForTests(process.env);

describe.skipIf(!executablePath || !mysqlForTests).for(['server.ts', 'edge.ts'] as const)(
  'the account page in a browser, started by %s',
  { timeout: 120_000 }, // several browsers per test, beside other test files
  (starter) => {
    let database: TemporaryDatabase;
    let pool: Pool;
    let demo: DemoProcess;
    let browser: Browser;
    let site: string;
    let visits: Visits;

    beforeAll(async () => {
      database = await createDatabase(mysqlForTests ?? '');
      pool = createPool(database.url);
      demo = runDemo({ PORT: '0', DATABASE_URL: database.url }, starter);
      browser = await launchBrowser(executablePath ?? '');
      visits = new Visits(browser);
      site = await demo.ready;
    });

    afterEach(() => visits.end());

    afterAll(async () => {
      await browser?.close();
      await demo?.interrupt();
      await pool?.end();
      await database?.drop();
    });

    const given: AccountVisits = {
      site: () => site,
      // On Node the site overwrites the header; on Cloudflare the host would, before the worker.
      network: starter === 'server.ts' ? '127.0.0.0/24' : '203.0.113.0/24',
      visit: () => visits.open(site),
      async visitWithoutScripts() {
        const context = await browser.newContext({ javaScriptEnabled: false });
        onTestFinished(() => context.close());
        const page = await context.newPage();
        await page.goto(site);
        return page;
      },
      async query(sql, values = []) {
        const [rows] = await pool.query<RowDataPacket[]>(sql, [...values]);
        return rows;
      },
    };

    for (const tests of [
      deviceTests,
      waysInTests,
      providerTokenTests,
      newAddressTests,
      passwordTests,
      forgedFormTests,
    ])
      tests(given);
  },
);
