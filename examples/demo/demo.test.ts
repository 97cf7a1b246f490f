import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { launchBrowser, Visits } from './testing/browser.ts';
import { browserForTests } from './testing/find-browser.ts';
import { type DemoProcess, runDemo } from './testing/run-demo.ts';
import { leavingTests } from './testing/suites/leaving.ts';
import { pageTests } from './testing/suites/page.ts';
import { signInTests } from './testing/suites/sign-in.ts';

const executablePath = await browserForTests(process.env);

describe.skipIf(!executablePath)('the demo in a browser', () => {
  let database: TemporaryDatabase | undefined;
  let demo: DemoProcess;
  let browser: Browser;
  let site: string;
  let visits: Visits;

  beforeAll(async () => {
    const { DATABASE_URL } = process.env;
    database = DATABASE_URL ? await createDatabase(DATABASE_URL) : undefined;
    demo = runDemo({ PORT: '0', DATABASE_URL: database?.url });
    browser = await launchBrowser(executablePath ?? '');
    visits = new Visits(browser);
    site = await demo.ready;
  });

  afterEach(() => visits.end());

  afterAll(async () => {
    await browser?.close();
    await demo?.interrupt();
    await database?.drop();
  });

  for (const tests of [signInTests, leavingTests, pageTests]) tests(() => visits.open(site));
});
