import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { launchBrowser, Visits } from '../../examples/demo/testing/browser.ts';
import { findBrowser } from '../../examples/demo/testing/find-browser.ts';
import { type DemoProcess, runDemo } from '../../examples/demo/testing/run-demo.ts';
import { codeTests } from '../../examples/demo/testing/suites/codes.ts';
import { leavingTests } from '../../examples/demo/testing/suites/leaving.ts';
import { passkeyTests } from '../../examples/demo/testing/suites/passkeys.ts';
import { providerTests } from '../../examples/demo/testing/suites/provider.ts';

describe('the demo on Vitess, in a browser', () => {
  let demo: DemoProcess;
  let browser: Browser;
  let site: string;
  let visits: Visits;

  beforeAll(async () => {
    const path = await findBrowser(process.env);
    if (!path) throw new Error('Expected Chromium or Chrome on PATH or at CHROMIUM_PATH, got none.');
    demo = runDemo({ PORT: '0' }, 'vitess.ts');
    browser = await launchBrowser(path);
    visits = new Visits(browser);
    site = await demo.ready;
  });

  afterEach(() => visits.end());

  afterAll(async () => {
    await browser?.close();
    await demo?.interrupt();
  });

  for (const tests of [codeTests, providerTests, leavingTests, passkeyTests]) tests(() => visits.open(site));
});
