import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { authenticators, users } from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { passkeyAdapter } from '../../support/calls/passkey-adapter.ts';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { newUser, unique } from '../../support/rows/samples.ts';
import { untilBlocked } from '../gate.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { wholeUser } from '../whole-user.ts';

/** Passkeys and their users. */
export function authenticatorOwnersContract(backend: () => OpenBackend): void {
  const adapter = () => passkeyAdapter(backend());
  const newPerson = async () => (await adapter().createUser(newUser())).id;
  const rowsOf = (userId: string) =>
    backend().db.select().from(authenticators).where(eq(authenticators.userId, userId));

  it('creates no passkey for a user who does not exist, or whose id differs in case', async () => {
    const userId = await newPerson();
    for (const other of ['000000000000', userId.toUpperCase()]) {
      const passkey = newPasskey(other);
      const refused = adapter().createAuthenticator(passkey);
      await expect(refused).rejects.toMatchObject({ code: 'USER_NOT_FOUND', table: 'users' });
      expect(await adapter().getAuthenticator(passkey.credentialID)).toBeNull();
      expect(await adapter().listAuthenticatorsByUserId(other)).toEqual([]);
    }
  });

  it('deletes the passkeys of a user with the user, and no others', async () => {
    const [userId, otherId] = [await newPerson(), await newPerson()];
    for (const id of [userId, userId, otherId]) await adapter().createAuthenticator(newPasskey(id));
    // The database takes it for an id of the same user.
    const alike = { ...newPasskey(userId.toUpperCase()), createdAt: new Date(0), updatedAt: new Date(0) };
    await backend()
      .db.insert(authenticators)
      .values({ ...alike, transports: null });
    expect(await adapter().listAuthenticatorsByUserId(userId)).toHaveLength(2);

    const sent = await backend().statementsOf(() => adapter().deleteUser(userId));
    expect(sent.map(verbAndTable)).toEqual([
      'select users',
      'delete verification_tokens',
      ...wholeUser(backend(), ['sessions', 'accounts', 'authenticators']),
    ]);
    expect((await rowsOf(userId)).filter((row) => row.userId === userId)).toEqual([]);
    expect(await rowsOf(alike.userId)).toMatchObject([{ userId: alike.userId }]);
    expect(await rowsOf(otherId)).toHaveLength(1);
  });

  it('deletes the passkeys of somebody who is gone', async () => {
    const gone = newPasskey(unique().slice(0, 12));
    await backend()
      .db.insert(authenticators)
      .values({ ...gone, transports: null });
    await adapter().deleteUser(gone.userId);
    expect(await rowsOf(gone.userId)).toEqual([]);
  });

  it('waits for whoever deletes the user, and then creates no passkey', async () => {
    const passkey = newPasskey(await newPerson());
    let created: Promise<unknown> | undefined;
    await backend().db.transaction(async (deletion) => {
      await deletion.delete(users).where(eq(users.id, passkey.userId));
      created = adapter().createAuthenticator(passkey);
      created.catch(() => {}); // it may fail before it is looked at
      await untilBlocked(backend().db, created, passkey.credentialID);
    });
    await expect(created).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    expect(await rowsOf(passkey.userId)).toEqual([]);
  });

  it('waits for a passkey that is being written, and deletes it with its user', async () => {
    const passkey = newPasskey(await newPerson());
    let deleted: Promise<unknown> | undefined;
    await backend().db.transaction(async (creation) => {
      await creation.execute(sql`select 1 from users where id = ${passkey.userId} lock in share mode`);
      deleted = adapter().deleteUser(passkey.userId);
      await untilBlocked(backend().db, deleted, passkey.userId);
      await creation.insert(authenticators).values({ ...passkey, transports: null });
    });
    await deleted;
    expect(await rowsOf(passkey.userId)).toEqual([]);
  });

  it('leaves no passkey of a user who is deleted while many are created', async () => {
    for (let round = 0; round < 10; round++) {
      const userId = await newPerson();
      const calls = Array.from({ length: 19 }, () => () => adapter().createAuthenticator(newPasskey(userId)));
      const all: (() => Promise<unknown>)[] = calls.toSpliced(
        round * 2,
        0,
        () => adapter().deleteUser(userId) as never,
      );
      const settled = await Promise.allSettled(all.map((call) => call()));
      const reasons = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
      expect(reasons.filter((code) => code !== 'USER_NOT_FOUND')).toEqual([]);
      expect(await rowsOf(userId)).toEqual([]);
    }
  });
}
