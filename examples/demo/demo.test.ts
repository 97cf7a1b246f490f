import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { launchBrowser, Visits } from './testing/browser.ts';
import { browserForTests } from './testing/find-browser.ts';
import { mysqlForTests } from './testing/find-mysql.ts';
import { type DemoProcess, runDemo } from './testing/run-demo.ts';
import { codeTests } from './testing/suites/codes.ts';
import { leavingTests } from './testing/suites/leaving.ts';
import { pageTests } from './testing/suites/page.ts';
import { passkeyTests } from './testing/suites/passkeys.ts';
import { providerTests } from './testing/suites/provider.ts';

const onNode = { starter: 'server.ts', serverUrl: process.env.DATABASE_URL } as const;
const atEdge = { starter: 'edge.ts', serverUrl: mysqlForTests } as const;
const demos = mysqlForTests ? [onNode, atEdge] : [onNode];

const executablePath = await browserForTests(process.env);

describe.skipIf(!executablePath).for(demos)(
  'the demo in a browser, started by $starter',
  ({ starter, serverUrl }) => {
    let database: TemporaryDatabase | undefined;
    let demo: DemoProcess;
    let browser: Browser;
    let site: string;
    let visits: Visits;

    beforeAll(async () => {
      database = serverUrl ? await createDatabase(serverUrl) : undefined;
      demo = runDemo({ PORT: '0', DATABASE_URL: database?.url }, starter);
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

    for (const tests of [codeTests, providerTests, leavingTests, passkeyTests, pageTests])
      tests(() => visits.open(site));
  },
);
