import type { Page } from 'playwright-core';

/** How a test of the account page gets at the site and its database. */
export interface AccountVisits {
  /** Opens the site in a browser profile of its own. */
  visit(): Promise<Page>;
  /** Opens the site in a browser profile of its own that runs no scripts. */
  visitWithoutScripts(): Promise<Page>;
  /** Runs SQL in the site's database and returns the rows. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** The network that the site sees for a visitor who claims to come from 203.0.113.7 in every usual header. */
  readonly network: string;
  /** Returns the site's address. */
  site(): string;
}
