import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { verificationTokens } from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { inAnHour, newAccount, newUser, signIn, unique } from '../../support/rows/samples.ts';
import { withGate } from '../gate.ts';
import { atOnce, times } from './crowd.ts';
import { createPasskeys, expectNoOrphans, rowsOf, tables, writersFor } from './rows-of-users.ts';

const NOTHING = { users: 0, sessions: 0, accounts: 0, passkeys: 0 };

/** The calls that write a row for a user, by table. */
const write = {
  sessions: (adapter: Adapter, userId: string) => signIn(adapter, userId),
  accounts: (adapter: Adapter, userId: string) => adapter.linkAccount(newAccount(userId)),
  authenticators: async (adapter: Adapter, userId: string) =>
    adapter.createAuthenticator?.(newPasskey(userId)),
};
/** The beginning of the statement that deletes a user with everything. */
const WHOLE_USER = 'delete from `sessions`, `accounts`, `authenticators`, `users`';
const owned = ['sessions', 'accounts', 'authenticators'] as const;

export function deletionRaces(backend: () => OpenBackend, rounds: number): void {
  const newPerson = async () => (await backend().adapter().createUser(newUser())).id;
  const newAdapter = () => backend().adapter({ tables });
  beforeAll(() => createPasskeys(backend().db));

  it('leaves no session, no account and no passkey of a user who is deleted meanwhile', async () => {
    const adapter = newAdapter();
    const userIds: string[] = [];
    const codes: string[] = [];
    const sent = await backend().statementsOf(async () => {
      for (let round = 0; round < rounds; round++) {
        const userId = await newPerson();
        const calls = writersFor(adapter, userId, 19, (index) => index % 4 === 2);
        calls.splice(round % 20, 0, () => adapter.deleteUser(userId));
        codes.push(...(await atOnce(backend(), calls)).codes);
        userIds.push(userId);
      }
    });
    // A deadlock that is tried again is not an error, but it delays everybody: a few in 800 statements, not one in ten.
    const writes = sent.filter((text) => text.startsWith(WHOLE_USER) || text.startsWith('insert '));
    expect(writes.length).toBeLessThan(21 * rounds + 2 * rounds);
    await expectNoOrphans(backend(), userIds);
    expect(codes.filter((code) => code !== 'USER_NOT_FOUND')).toEqual([]);
  });

  it.each(owned)('waits for a row of %s that is being written, and deletes it too', async (table) => {
    const [adapter, userId] = [newAdapter(), await newPerson()];
    const place = { before: 'insert', table, column: 'user_id', userId } as const;
    await withGate(backend().db, place, async (gate) => {
      const written = write[table](adapter, userId);
      await gate.reached();
      const deleted = adapter.deleteUser(userId);
      await gate.blocks(deleted);
      await gate.open();
      expect(await written).toMatchObject({ userId });
      await deleted;
    });
    expect(await rowsOf(backend(), userId)).toEqual(NOTHING);
  });

  it.each(owned)('makes a row of %s wait for a deletion that has begun, and find nobody', async (table) => {
    const [adapter, userId] = [newAdapter(), await newPerson()];
    await adapter.linkAccount(newAccount(userId));
    // By then the deletion is under way, and the user is there.
    const place = { before: 'delete', table: 'accounts', column: 'user_id', userId } as const;
    await withGate(backend().db, place, async (gate) => {
      const deleted = adapter.deleteUser(userId);
      await gate.reached();
      const written = write[table](adapter, userId);
      const late = expect(written).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
      await gate.blocks(written);
      await gate.open();
      await deleted;
      await late;
    });
    expect(await rowsOf(backend(), userId)).toEqual(NOTHING);
  });

  it('deletes a user once, however often it is asked at the same time', async () => {
    const adapter = newAdapter();
    for (let round = 0; round < 5; round++) {
      const { userId } = await signIn(adapter);
      await adapter.linkAccount(newAccount(userId));
      const { results, codes } = await atOnce(
        backend(),
        times(10, () => () => adapter.deleteUser(userId)),
      );
      expect(codes).toEqual([]);
      expect(results).toEqual(times(10, () => undefined));
      expect(await rowsOf(backend(), userId)).toEqual(NOTHING);
    }
  });

  it('deletes users at the same time who have nothing to do with each other', async () => {
    const adapter = newAdapter();
    const people = await Promise.all(times(20, () => signIn(adapter)));
    const deletions = people.map(
      ({ userId }) =>
        () =>
          adapter.deleteUser(userId),
    );
    const { codes } = await atOnce(backend(), deletions);
    expect(codes).toEqual([]);
    for (const { userId } of people) expect(await rowsOf(backend(), userId)).toEqual(NOTHING);
  });

  it('lets a link be followed once at most while its user is deleted, and leaves no other', async () => {
    const adapter = backend().adapter();
    for (let round = 0; round < 10; round++) {
      const { id, email: identifier } = await adapter.createUser(newUser());
      const newToken = () => ({ identifier, token: unique('token'), expires: inAnHour() });
      const token = await adapter.createVerificationToken(newToken());
      await adapter.createVerificationToken(newToken());
      const calls: (() => Promise<unknown>)[] = times(9, () => () => adapter.useVerificationToken(token));
      calls.splice(round, 0, () => adapter.deleteUser(id));
      const { results, codes } = await atOnce(backend(), calls);
      expect(codes).toEqual([]);
      expect(results.filter(Boolean).length).toBeLessThanOrEqual(1);
      const ofThem = eq(verificationTokens.identifier, identifier);
      expect(await backend().db.$count(verificationTokens, ofThem)).toBe(0);
      expect(await adapter.getUser(id)).toBeNull();
    }
  });
}
