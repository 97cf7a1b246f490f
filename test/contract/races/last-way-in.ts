import { beforeAll, expect, it } from 'vitest';
import { type UserAccount, userById } from '../../../src/account.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { register } from '../../support/calls/account-calls.ts';
import { newAccount, newUser } from '../../support/rows/samples.ts';
import { atOnce, times } from './crowd.ts';
import { createPasskeys, rowsOf, tables } from './rows-of-users.ts';

/** How many calls are made at once, each of which removes another way in. */
const CROWD = 20;

type Removal = (account: UserAccount) => Promise<boolean>;

export function lastWayInRaces(backend: () => OpenBackend, rounds: number): void {
  beforeAll(() => createPasskeys(backend().db));

  async function link(adapter: Adapter, userId: string): Promise<Removal> {
    const account = await adapter.linkAccount(newAccount(userId));
    return (page) => page.unlinkAccount(account);
  }

  async function addPasskey(adapter: Adapter, userId: string): Promise<Removal> {
    const credentialID = await register({ adapter, user: { id: userId } });
    return (page) => page.deletePasskey(credentialID);
  }

  it.each([
    ['accounts', [link]],
    ['passkeys', [addPasskey]],
    ['accounts and passkeys', [link, addPasskey]],
  ] as const)(
    `keeps one of ${CROWD} %s that as many requests remove at once`,
    { timeout: 120_000 },
    async (_what, kinds) => {
      const adapter = backend().adapter({ tables });
      const crowds = Math.ceil(rounds / 20);
      let deletions = 0;
      for (let round = 0; round < crowds; round++) {
        const { id } = await adapter.createUser(newUser());
        const removals = await Promise.all(
          times(CROWD, (index) => (kinds[index % kinds.length] ?? link)(adapter, id)),
        );
        const calls = await Promise.all(
          removals.map(async (remove) => {
            const account = await userById(backend().adapter({ tables }), id);
            return () => (account ? remove(account) : Promise.resolve(false));
          }),
        );
        const sent = await backend().statementsOf(async () => {
          const { results, codes } = await atOnce(backend(), calls);
          expect(results).toEqual(times(CROWD - 1, () => true));
          expect(codes).toEqual(['LAST_SIGN_IN_METHOD']);
        });
        deletions += sent.filter((text) => text.startsWith('delete from `accounts`')).length;
        expect((await rowsOf(backend(), id)).accounts).toBe(1);
      }
      // They wait for each other. Without the lock, nearly every one ends in a deadlock first and is sent again.
      expect(deletions).toBeLessThan(crowds * CROWD * 1.3);
    },
  );

  it('keeps one of the last two, an account and a passkey, however often they are removed at once', {
    timeout: 120_000,
  }, async () => {
    const [adapter, other] = [backend().adapter({ tables }), backend().adapter({ tables })];
    for (let round = 0; round < rounds; round++) {
      const { id } = await adapter.createUser(newUser());
      const removals = [await link(adapter, id), await addPasskey(adapter, id)];
      const accounts = [await userById(adapter, id), await userById(other, id)];
      const calls = removals.map((remove, index) => async () => {
        const account = accounts[index];
        return account ? remove(account) : false;
      });
      const { results, codes } = await atOnce(backend(), round % 2 ? calls : calls.reverse());
      expect([results, codes]).toEqual([[true], ['LAST_SIGN_IN_METHOD']]);
      expect((await rowsOf(backend(), id)).accounts).toBe(1);
    }
  });

  it('keeps the account of somebody whose address loses its verification meanwhile', {
    timeout: 120_000,
  }, async () => {
    const [adapter, other] = [backend().adapter({ tables }), backend().adapter({ tables })];
    for (let round = 0; round < rounds; round++) {
      const { id } = await adapter.createUser(newUser({ emailVerified: new Date() }));
      const remove = await link(adapter, id);
      const account = await userById(adapter, id, { emailSignIn: true });
      const calls = [
        async () => (account ? remove(account) : false),
        async () => Boolean(await other.updateUser({ id, emailVerified: null })),
      ];
      const { codes } = await atOnce(backend(), round % 2 ? calls : calls.reverse());
      const { accounts } = await rowsOf(backend(), id);
      expect([accounts, codes]).toEqual(codes.length === 0 ? [0, []] : [1, ['LAST_SIGN_IN_METHOD']]);
    }
  });
}
