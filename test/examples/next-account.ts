import { describe } from 'vitest';
import { accountPages } from './account-page.ts';
import { describeChanges } from './next-account-changes.ts';
import { describeDevices, type StatementLog } from './next-account-devices.ts';
import { describePrivacy } from './next-account-privacy.ts';
import type { RunningExample } from './run-example.ts';

/** How the example is watched, and where it finds the address of a visitor. */
interface Watch {
  readonly ipHeader: string;
  readonly log: () => StatementLog;
}

/** Describes the page on which people look after their account, and that it does so for nobody else. */
export function describeAccount(running: () => RunningExample, { ipHeader, log }: Watch): void {
  describe('an account', () => {
    const pages = accountPages(running, ipHeader);
    describeDevices(running, pages, log);
    describeChanges(running, pages);
    describePrivacy(running, pages);
  });
}
