import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { users } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newAccount, newUser, signIn, unique } from '../../support/rows/samples.ts';
import { withGate } from '../gate.ts';
import { createUniqueAccounts, uniqueTables } from '../unique-account-tables.ts';
import { atOnce, times } from './crowd.ts';
import { createPasskeys, expectNoOrphans, rowsOf, tables, writersFor } from './rows-of-users.ts';

export function undoneSignUpRaces(backend: () => OpenBackend, rounds: number): void {
  beforeAll(async () => {
    await createUniqueAccounts(backend().db);
    await createPasskeys(backend().db);
  });
  const tooLong = (userId: string) => newAccount(userId, { access_token: 't'.repeat(256) });

  it('leaves no row of a user whose sign-up is undone meanwhile', async () => {
    const [adapter, other] = [backend().adapter({ tables }), backend().adapter({ tables })];
    const userIds: string[] = [];
    const codes: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const { id } = await adapter.createUser(newUser());
      // Refused before anything is sent, so that the removal may come first.
      const fail = () => adapter.linkAccount(newAccount(id, { providerAccountId: '' }));
      const writers = writersFor(other, id, 3, () => round % 2 === 0);
      codes.push(...(await atOnce(backend(), [fail, ...writers])).codes);
      userIds.push(id);
    }
    await expectNoOrphans(backend(), userIds);
    const expected = ['INVALID_ARGUMENT', 'USER_NOT_FOUND'];
    expect(codes.filter((code) => !expected.includes(code))).toEqual([]);
  });

  it.each([
    ['sessions', { users: 1, sessions: 1, accounts: 0, passkeys: 0 }],
    ['accounts', { users: 1, sessions: 0, accounts: 1, passkeys: 0 }],
  ] as const)('waits for a row of %s that is being written, and keeps its user', async (table, expected) => {
    const [adapter, other] = [backend().adapter(), backend().adapter()];
    const { id: userId } = await adapter.createUser(newUser());
    const place = { before: 'insert', table, column: 'user_id', userId } as const;
    await withGate(backend().db, place, async (gate) => {
      const written = table === 'sessions' ? signIn(other, userId) : other.linkAccount(newAccount(userId));
      await gate.reached();
      const failed = adapter.linkAccount(tooLong(userId));
      const refused = expect(failed).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
      await gate.blocks(failed);
      await gate.open();
      expect(await written).toMatchObject({ userId });
      await refused;
    });
    expect(await rowsOf(backend(), userId)).toEqual(expected);
  });

  it.each(['createSession', 'linkAccount'] as const)(
    'makes %s wait for the end of a user who is being removed, and find nobody',
    async (method) => {
      const [adapter, other] = [backend().adapter(), backend().adapter()];
      const { id: userId } = await adapter.createUser(newUser());
      const place = { before: 'delete', table: 'users', column: 'id', userId } as const;
      await withGate(backend().db, place, async (gate) => {
        const failed = adapter.linkAccount(tooLong(userId));
        const refused = expect(failed).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
        await gate.reached();
        const written =
          method === 'createSession' ? signIn(other, userId) : other.linkAccount(newAccount(userId));
        const late = expect(written).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
        await gate.blocks(written);
        await gate.open();
        await Promise.all([refused, late]);
      });
      expect(await rowsOf(backend(), userId)).toEqual({ users: 0, sessions: 0, accounts: 0, passkeys: 0 });
    },
  );

  it('keeps a user whom a method returned while the removal was under way, and failed', async () => {
    const adapter = backend().adapter({ logger: { warn: () => {} } });
    const { id: userId, email } = await adapter.createUser(newUser());
    await withGate(backend().db, { before: 'delete', table: 'users', column: 'id', userId }, async (gate) => {
      const failed = adapter.linkAccount(tooLong(userId));
      const refused = expect(failed).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
      await gate.reached();
      expect(await adapter.getUser(userId)).toMatchObject({ email });
      await gate.kill();
      await refused;
      await gate.open();
    });
    expect(await adapter.getUserByEmail(email)).toMatchObject({ id: userId });
  });

  it('finds nobody where a removal is under way, and one that was killed is done the next time', async () => {
    const adapter = backend().adapter({ logger: { warn: () => {} } });
    const { id: userId, email } = await adapter.createUser(newUser());
    await withGate(backend().db, { before: 'delete', table: 'users', column: 'id', userId }, async (gate) => {
      const failed = adapter.linkAccount(tooLong(userId));
      const refused = expect(failed).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
      await gate.reached();
      await gate.kill();
      await refused;
      const found = adapter.getUserByEmail(email);
      const killed = expect(found).rejects.toMatchObject({ code: 'DATABASE' });
      await gate.reached();
      await gate.kill();
      await killed;
      const [again, atOnce] = [adapter.getUserByEmail(email), adapter.getUserByEmail(email)];
      await gate.reached();
      await gate.open();
      expect(await Promise.all([again, atOnce])).toEqual([null, null]);
    });
  });

  it('keeps a user whose id another createUser is about to clash with', async () => {
    const { id: userId } = await backend().adapter().createUser(newUser());
    const adapter = backend().adapter({ generateUserId: () => userId });
    await withGate(backend().db, { before: 'insert', table: 'users', column: 'id', userId }, async (gate) => {
      const created = adapter.createUser(newUser());
      const refused = expect(created).rejects.toMatchObject({ code: 'DUPLICATE' });
      await gate.reached();
      await expect(adapter.linkAccount(tooLong(userId))).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
      await gate.open();
      await refused;
    });
    expect(await rowsOf(backend(), userId)).toMatchObject({ users: 1 });
  });

  it('leaves one user of a person without an address who signs up in 10 tabs at once', async () => {
    const adapter = backend().adapter({ tables: uniqueTables.declared });
    const [account, name] = [newAccount(''), unique('person')];
    const signUp = async () => {
      const { id } = await adapter.createUser(newUser({ name, email: null as never }));
      return adapter.linkAccount({ ...account, userId: id });
    };
    const { results, codes } = await atOnce(
      backend(),
      times(10, () => signUp),
    );
    expect(codes).toEqual(times(9, () => 'ACCOUNT_ALREADY_LINKED'));
    const people = await backend().db.select().from(users).where(eq(users.name, name));
    expect(people.map(({ id }) => id)).toEqual(results.map(({ userId }) => userId));
  });
}
