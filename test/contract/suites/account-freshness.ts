import { expect, it } from 'vitest';
import { userById } from '../../../src/account.ts';
import type { AdapterTables } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { whoHas } from '../../support/calls/account-page.ts';
import { newAccount, newUser, signIn, uniqueEmail } from '../../support/rows/samples.ts';

const SIGNED_IN = new Date('2026-06-01T12:00:00Z');
const NEVER = new Date('2100-01-01T00:00:00Z');
const notFresh = { code: 'SESSION_NOT_FRESH', table: 'sessions' };

/** What only somebody may do who has just signed in. */
export function accountFreshnessContract(backend: () => OpenBackend, tables: AdapterTables = basic): void {
  /** Signs somebody in, and returns their page so many seconds later. */
  async function later(seconds: number, freshAgeSeconds?: number) {
    const at = (time: number) => backend().adapter({ tables, now: () => new Date(time) });
    const { id } = await at(Number(SIGNED_IN)).createUser(newUser());
    const { sessionToken } = await signIn(at(Number(SIGNED_IN)), id, NEVER);
    const adapter = at(Number(SIGNED_IN) + seconds * 1000);
    const me = await whoHas(adapter, sessionToken, { freshAgeSeconds });
    if (!me) throw new Error('Expected the user to be signed in.');
    return { adapter, id, sessionToken, me };
  }

  it.each([
    [0, undefined, true],
    [86_400, undefined, true],
    [86_400.001, undefined, false],
    [59, 60, true],
    [61, 60, false],
    [1, 0, false],
    // Clocks of two servers differ a little, and a wrong date may lie in the year 9999.
    [-5, undefined, true],
    [-61, undefined, false],
  ] as const)(
    'a session is fresh %d s after the sign-in, for an age of %s: %s',
    async (seconds, age, isFresh) => {
      const { me } = await later(seconds, age);
      expect(me.session.isFresh).toBe(isFresh);
    },
  );

  it('needs a fresh session for what takes something away, and sends nothing without one', async () => {
    const { adapter, id, me } = await later(86_401);
    const account = await adapter.linkAccount(newAccount(id));
    const sent = await backend().statementsOf(async () => {
      await expect(me.unlinkAccount(account)).rejects.toMatchObject(notFresh);
      await expect(me.deletePasskey('passkey')).rejects.toMatchObject(notFresh);
      await expect(me.changeEmail(uniqueEmail(), { isVerified: true })).rejects.toMatchObject(notFresh);
      await expect(me.deleteUser()).rejects.toMatchObject(notFresh);
    });
    expect(sent).toEqual([]);
    expect(await me.listAccounts()).toHaveLength(1);
    expect(await me.revokeOtherSessions()).toBe(0);
    expect(await me.revokeSession(me.session.id)).toBe(true);
  });

  it('counts the time of the call, not that of the request', async () => {
    let now = SIGNED_IN;
    const adapter = backend().adapter({ tables, now: () => now });
    const { id } = await adapter.createUser(newUser());
    const { sessionToken } = await signIn(adapter, id, NEVER);
    const me = await whoHas(adapter, sessionToken);
    now = new Date(Number(SIGNED_IN) + 86_401_000);
    await expect(me?.deleteUser()).rejects.toMatchObject(notFresh);
    expect(await adapter.getUser(id)).not.toBeNull();
  });

  it('stays as old as the sign-in, however often the session is extended', async () => {
    const { adapter, sessionToken } = await later(86_401);
    await adapter.updateSession({ sessionToken, expires: new Date('2101-01-01T00:00:00Z') });
    expect((await whoHas(adapter, sessionToken))?.session.isFresh).toBe(false);
  });

  it('asks for no fresh session where the user is given by their id', async () => {
    const { adapter, id } = await later(86_401);
    const account = await userById(adapter, id);
    const email = uniqueEmail();
    expect(await account?.changeEmail(email, { isVerified: true })).toMatchObject({ email });
    expect(await account?.deleteUser()).toBeUndefined();
    expect(await adapter.getUser(id)).toBeNull();
  });
}
