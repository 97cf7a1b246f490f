import type { AdapterAccount } from '@auth/core/adapters';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import * as tables from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import type { PasskeyAdapter } from '../../support/calls/passkey-adapter.ts';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { newAccount, newUser, signIn } from '../../support/rows/samples.ts';
import { wholeUser } from '../whole-user.ts';

const insertSession = /^insert into `sessions`/;
const insertPasskey = /^insert into `authenticators`/;

/** What happens to a new user before the passkey cannot be created, so that they stay. */
const reasons: Record<string, (adapter: PasskeyAdapter, id: string) => Promise<unknown>> = {
  'whose address is verified': (adapter, id) => adapter.updateUser({ id, emailVerified: new Date() }),
  'who has another account': (adapter, id) => adapter.linkAccount(newAccount(id)),
  'who has two sessions': (adapter, id) => signIn(adapter, id),
  'who has a passkey': (adapter, id) => adapter.createAuthenticator(newPasskey(id)),
};

/** Sign-ups with a passkey that break off after the account was linked. */
export function passkeySignUpsContract(backend: () => OpenBackend): void {
  const newAdapter = (now = () => new Date()) =>
    // The production tables have passkeys.
    backend().adapter({ tables, now, logger: { warn: () => {} } }) as PasskeyAdapter;
  const drop = (statement: RegExp, executed: boolean) => backend().drop(statement, { executed });

  async function rowsOf(userId: string) {
    const { db } = backend();
    return {
      users: await db.$count(tables.users, eq(tables.users.id, userId)),
      accounts: await db.$count(tables.accounts, eq(tables.accounts.userId, userId)),
      sessions: await db.$count(tables.sessions, eq(tables.sessions.userId, userId)),
      passkeys: await db.$count(tables.authenticators, eq(tables.authenticators.userId, userId)),
    };
  }
  const nothing = { users: 0, accounts: 0, sessions: 0, passkeys: 0 };

  /** Does what Auth.js does when somebody signs up with a passkey, up to the session. */
  async function begin(adapter: PasskeyAdapter, account: Partial<AdapterAccount> = { type: 'webauthn' }) {
    const { id, email } = await adapter.createUser(newUser());
    await adapter.linkAccount(newAccount(id, account));
    return { id, email };
  }

  /** Loses the INSERT of the passkey, which is not executed. */
  async function fail(adapter: PasskeyAdapter, id: string): Promise<void> {
    drop(insertPasskey, false);
    const created = adapter.createAuthenticator(newPasskey(id));
    await expect(created).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  }

  it('removes user, account and session in one statement when the passkey cannot be created', async () => {
    const adapter = newAdapter();
    const { id, email } = await begin(adapter);
    await signIn(adapter, id);
    const sent = await backend().statementsOf(() => fail(adapter, id));
    // The first statement of a new connection is not part of the flow.
    const verbs = sent.map((text) => text.split(' ')[0]).filter((verb) => verb !== 'set');
    const deletions = wholeUser(backend(), ['sessions', 'accounts', 'authenticators']);
    expect(verbs).toEqual(['insert', 'select', ...deletions.map(() => 'delete')]);
    expect(await rowsOf(id)).toEqual(nothing);
    expect(await adapter.getUserByEmail(email)).toBeNull();
  });

  it.each([
    ['was done', true],
    ['was not done', false],
  ])('removes user and account when the session got no answer and %s', async (_case, executed) => {
    const adapter = newAdapter();
    const { id } = await begin(adapter);
    drop(insertSession, executed);
    await expect(signIn(adapter, id)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await rowsOf(id)).toEqual(nothing);
  });

  it('keeps a user whose passkey is there though it got no answer', async () => {
    const adapter = newAdapter();
    const { id } = await begin(adapter);
    await signIn(adapter, id);
    drop(insertPasskey, true);
    const created = adapter.createAuthenticator(newPasskey(id));
    await expect(created).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await rowsOf(id)).toEqual({ users: 1, accounts: 1, sessions: 1, passkeys: 1 });
  });

  it.each(Object.entries(reasons))('keeps a user %s', async (_case, happen) => {
    const adapter = newAdapter();
    const { id } = await begin(adapter);
    await signIn(adapter, id);
    // Another adapter, as in another process: this one forgets users whom it has seen.
    await happen(newAdapter(), id);
    const before = await rowsOf(id);
    await fail(adapter, id);
    expect(await rowsOf(id)).toEqual(before);
  });

  it('keeps a user whom a method has returned, one of another kind of account, and one of another adapter', async () => {
    const adapter = newAdapter();
    const { id } = await begin(adapter);
    await adapter.getUser(id);
    await fail(adapter, id);
    expect(await rowsOf(id)).toEqual({ ...nothing, users: 1, accounts: 1 });

    const other = await begin(adapter, { type: 'oidc' });
    await fail(adapter, other.id);
    expect(await rowsOf(other.id)).toEqual({ ...nothing, users: 1, accounts: 1 });

    const third = await begin(newAdapter());
    await fail(adapter, third.id);
    expect(await rowsOf(third.id)).toEqual({ ...nothing, users: 1, accounts: 1 });
  });

  it('keeps a user once the passkey has been created', async () => {
    const adapter = newAdapter();
    const { id } = await begin(adapter);
    await adapter.createAuthenticator(newPasskey(id));
    // They may give it up at once, to register another device.
    await backend().db.delete(tables.authenticators).where(eq(tables.authenticators.userId, id));
    await fail(adapter, id);
    expect(await rowsOf(id)).toEqual({ ...nothing, users: 1, accounts: 1 });
  });

  it('keeps a user whose account was linked more than a minute before', async () => {
    let now = new Date('2026-01-31T12:00:00Z');
    const adapter = newAdapter(() => now);
    const [old, young] = [await begin(adapter), await begin(adapter)];
    now = new Date(Number(now) + 60_000);
    await fail(adapter, young.id);
    now = new Date(Number(now) + 1);
    await fail(adapter, old.id);
    expect(await rowsOf(young.id)).toEqual(nothing);
    // Neither then nor when they come again.
    expect(await adapter.getUserByEmail(old.email)).toMatchObject({ id: old.id });
    expect(await rowsOf(old.id)).toEqual({ ...nothing, users: 1, accounts: 1 });
  });

  it('counts the minute from the account on, not from the user', async () => {
    let now = new Date('2026-01-31T12:00:00Z');
    const adapter = newAdapter(() => now);
    const { id } = await adapter.createUser(newUser());
    now = new Date(Number(now) + 40_000);
    await adapter.linkAccount(newAccount(id, { type: 'webauthn' }));
    now = new Date(Number(now) + 40_000);
    await fail(adapter, id);
    expect(await rowsOf(id)).toEqual(nothing);
  });

  it('keeps a user who has a passkey alone when the first account cannot be linked', async () => {
    const adapter = newAdapter();
    const { id } = await adapter.createUser(newUser());
    await newAdapter().createAuthenticator(newPasskey(id));
    const linked = adapter.linkAccount(newAccount(id, { providerAccountId: '' }));
    await expect(linked).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await rowsOf(id)).toEqual({ ...nothing, users: 1, passkeys: 1 });
  });

  it('removes them when they come again, if that failed at first', async () => {
    const adapter = newAdapter();
    const { id, email } = await begin(adapter);
    await signIn(adapter, id);
    // Sent three times, since it can be repeated.
    backend().drop(/^delete from `sessions`/, { executed: false, times: 3 });
    await fail(adapter, id);
    expect(await rowsOf(id)).toEqual({ ...nothing, users: 1, accounts: 1, sessions: 1 });
    expect(await adapter.getUserByEmail(email)).toBeNull();
    expect(await rowsOf(id)).toEqual(nothing);
  });

  it('leaves nothing half-made while passkeys are created at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const adapter = newAdapter();
      const { id } = await begin(adapter);
      // Refused before anything is sent, so that the removal may come first.
      const refused = adapter.createAuthenticator(newPasskey(id, { credentialID: '' }));
      const others = Array.from({ length: 5 }, () => newAdapter().createAuthenticator(newPasskey(id)));
      await Promise.allSettled([refused, ...others]);
      const { users, accounts, passkeys } = await rowsOf(id);
      expect([users, accounts]).toEqual(passkeys > 0 ? [1, 1] : [0, 0]);
    }
  });
}
