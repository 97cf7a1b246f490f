// As much of Playwright's runner as the page on testing uses; the project has only its browser part.
declare module '@playwright/test' {
  import type { BrowserContextOptions, Locator, Page } from 'playwright-core';

  interface BuiltIn {
    page: Page;
    baseURL: string | undefined;
    storageState: BrowserContextOptions['storageState'];
  }

  type Fixtures<Own, All> = {
    [Name in keyof Own]?: (given: All, use: (value: Own[Name]) => Promise<void>) => Promise<unknown>;
  };

  interface Test<All> {
    (title: string, run: (given: All) => Promise<unknown>): void;
    extend<Own extends object>(fixtures: Fixtures<Own & BuiltIn, Own & All>): Test<Own & All>;
  }

  export const test: Test<BuiltIn>;
  export function expect(locator: Locator): { toBeVisible(): Promise<void> };
}
