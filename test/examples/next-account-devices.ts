import { expect, it } from 'vitest';
import { query } from '../support/databases/query.ts';
import {
  type AccountPages,
  ADA,
  device,
  GRACE,
  LAPTOP,
  opened,
  PHONE,
  sentToSignIn,
} from './account-page.ts';
import type { RunningExample } from './run-example.ts';
import { signInAt } from './sign-in-at.ts';

/** The statements of the example since they were last cleared. */
export interface StatementLog {
  readonly statements: readonly string[];
  clear(): void;
}

/** Describes the list of devices, and how one signs out another. */
export function describeDevices(
  running: () => RunningExample,
  { signedIn, sessions }: AccountPages,
  log: () => StatementLog,
): void {
  /** Returns what was done with `sessions` since the last call. */
  function sessionStatements(): string[] {
    const { statements } = log();
    const verbs = statements.flatMap((text) => /^(\w+) .*`sessions`/.exec(text)?.[1] ?? []);
    log().clear();
    return verbs;
  }

  it('lists the devices of a person, and signs out one of them', async () => {
    const laptop = await signedIn();
    const phone = await signedIn(PHONE, '2001:db8:1:2::3');
    expect(await sessions()).toEqual([
      { user_agent: LAPTOP, ip_address: '203.0.113.0/24' },
      { user_agent: PHONE, ip_address: '2001:db8:1::/48' },
    ]);
    sessionStatements();
    await laptop.reload();
    await opened(laptop);
    // Who asks, and the list.
    expect(sessionStatements()).toEqual(['select', 'select']);
    expect(await device(laptop, 'Firefox on Linux').textContent()).toMatch(/203\.0\.113\.0\/24This device$/);
    const other = device(laptop, 'Safari on iOS');
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.waitFor({ state: 'detached' });
    await laptop.waitForLoadState('networkidle');
    expect(sessionStatements()).toEqual(['select', 'delete', 'select', 'select']);
    expect(await sessions()).toMatchObject([{ user_agent: LAPTOP }]);
    await phone.reload();
    await sentToSignIn(phone);
    expect(running().newOutput()).toBe('');
  });

  it('signs out all other devices, and nobody else', async () => {
    const laptop = await signedIn();
    await signedIn(PHONE);
    await signedIn(PHONE);
    await signInAt(running(), { user: GRACE });
    await laptop.reload();
    await laptop.getByRole('button', { name: 'Sign out all other devices' }).click();
    await device(laptop, 'Safari on iOS').first().waitFor({ state: 'detached' });
    expect(await sessions()).toMatchObject([{ user_agent: LAPTOP }, { user_agent: null }]);
    expect(running().newOutput()).toBe('');
  });

  it('sends a device that was signed out to sign in, whatever it still asks for', async () => {
    const phone = await signedIn(PHONE);
    const [user] = await query(running().databaseUrl, `select id from users where email = '${ADA.email}'`);
    await signInAt(running(), { user: { id: String(user?.id) } });
    await phone.reload();
    await opened(phone);
    await query(running().databaseUrl, 'delete from sessions where user_agent is not null');
    await phone.getByRole('button', { name: 'Sign out all other devices' }).click();
    await sentToSignIn(phone);
    expect(await sessions()).toHaveLength(1);
    expect(running().newOutput()).toBe('');
  });
}
