import { expect, it } from 'vitest';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../../support/rows/samples.ts';

type Given = Record<string, unknown>;

/** Each method that takes values by name, with correct values. */
const calls: Record<string, [call: (adapter: Adapter, given: never) => Promise<unknown>, make: Maker]> = {
  createUser: [(adapter, given) => adapter.createUser(given), () => newUser()],
  updateUser: [(adapter, given) => adapter.updateUser(given), ({ userId: id }) => ({ ...newUser(), id })],
  linkAccount: [(adapter, given) => adapter.linkAccount(given), ({ userId }) => newAccount(userId)],
  unlinkAccount: [(adapter, given) => adapter.unlinkAccount(given), ({ userId }) => newAccount(userId)],
  getUserByAccount: [(adapter, given) => adapter.getUserByAccount(given), ({ userId }) => newAccount(userId)],
  createSession: [
    (adapter, given) => adapter.createSession(given),
    (session) => ({ ...session, sessionToken: unique('session') }),
  ],
  updateSession: [(adapter, given) => adapter.updateSession(given), (session) => session],
  createVerificationToken: [(adapter, given) => adapter.createVerificationToken(given), () => newToken()],
  useVerificationToken: [(adapter, given) => adapter.useVerificationToken(given), () => newToken()],
};

type Maker = (session: Awaited<ReturnType<typeof signIn>>) => object;
const newToken = () => ({ identifier: uniqueEmail(), token: unique('token'), expires: inAnHour() });

export function argumentsContract(backend: () => OpenBackend): void {
  it.each(Object.entries(calls))(
    '%s refuses what is no object, before anything is sent',
    async (_, [call]) => {
      const adapter = backend().adapter();
      const sent = await backend().statementsOf(async () => {
        for (const given of [
          undefined,
          null,
          'text',
          7,
          true,
          [],
          [newUser()],
          () => ({}),
          Promise.resolve({}),
        ]) {
          await expect(call(adapter, given as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
        }
      });
      expect(sent).toEqual([]);
    },
  );

  it.each(Object.entries(calls))(
    '%s reads each value once, so that none changes after its check',
    async (_, [call, make]) => {
      const adapter = backend().adapter();
      const reads = new Map<PropertyKey, number>();
      const given = new Proxy(make(await signIn(adapter)) as Given, {
        get(values, key) {
          reads.set(key, (reads.get(key) ?? 0) + 1);
          return Reflect.get(values, key);
        },
      });
      await call(adapter, given as never);
      expect([...reads].filter(([, times]) => times > 1)).toEqual([]);
      expect(reads.size).toBeGreaterThan(1);
    },
  );
}
