import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

// Root and most containers have no sandbox; the rest keeps the browser from calling home.
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Launches a browser of the Chromium family without a window. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A source of browser pages that know nothing of each other or of earlier ones. */
export class Visits {
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  #taken = 0;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Opens an address in a profile of its own. */
  async open(address: string): Promise<Page> {
    // Profiles are emptied and reused: opening one takes half a second, and closing one sometimes a minute.
    const context =
      this.#contexts[this.#taken] ?? (await this.#browser.newContext({ reducedMotion: 'reduce' }));
    this.#contexts[this.#taken] = context;
    this.#taken += 1;
    await context.clearCookies();
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(10_000);
    await page.setViewportSize({ width: 1000, height: 700 });
    await page.goto(address);
    return page;
  }

  /** Takes back every page that was handed out. */
  async end(): Promise<void> {
    const pages = this.#contexts.flatMap((context) => context.pages());
    await Promise.all(pages.map((page) => page.goto('about:blank')));
    this.#taken = 0;
  }
}
