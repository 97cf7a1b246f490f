import { randomInt, randomUUID } from 'node:crypto';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { accountOf, credentialOf, emailOf, idOf, sessionTokenOf, verificationTokenOf } from './fill.ts';

/** Is the people of one filled database. */
export interface People {
  /** Returns anybody of those who stay. */
  any(): number;
  /** Returns somebody who has not been taken before: whoever is taken may lose rows. */
  take(): number;
}

/** Is one call of a method, with a person whom nobody else has, or with anybody. */
export type Call = (adapter: MySqlAdapterMethods, people: People) => Promise<unknown>;

const inAMonth = () => new Date(Date.now() + 30 * 86_400_000);
const newUser = () => ({ id: randomUUID(), email: `${randomUUID()}@example.com`, emailVerified: null });
const newPasskey = (userId: string) => ({
  ...{
    userId,
    credentialID: randomUUID(),
    providerAccountId: randomUUID(),
    credentialPublicKey: randomUUID(),
  },
  ...{ counter: 0, credentialDeviceType: 'singleDevice', credentialBackedUp: false },
});

/** Lists a call of every method, by the method's name and, where it matters, by what is found. */
export const calls: Readonly<Record<string, Call>> = {
  createUser: (adapter) => adapter.createUser(newUser()),
  getUser: (adapter, people) => adapter.getUser(idOf(people.any())),
  getUserByEmail: (adapter, people) => adapter.getUserByEmail(emailOf(people.any())),
  'getUserByAccount, hit': (adapter, people) => adapter.getUserByAccount(accountOf(people.any())),
  'getUserByAccount, miss': (adapter) => adapter.getUserByAccount(accountOf(-1)),
  updateUser: (adapter, people) => adapter.updateUser({ id: idOf(people.any()), name: randomUUID() }),
  linkAccount: (adapter, people) =>
    adapter.linkAccount({
      ...{ userId: idOf(people.any()), type: 'oauth', provider: 'gitlab', providerAccountId: randomUUID() },
    }),
  getAccount: (adapter, people) => adapter.getAccount(String(people.any()), 'github'),
  unlinkAccount: (adapter, people) => adapter.unlinkAccount(accountOf(people.take())),
  createSession: (adapter, people) =>
    adapter.createSession({ sessionToken: randomUUID(), userId: idOf(people.any()), expires: inAMonth() }),
  getSessionAndUser: (adapter, people) => adapter.getSessionAndUser(sessionTokenOf(people.any())),
  updateSession: (adapter, people) =>
    adapter.updateSession({ sessionToken: sessionTokenOf(people.any()), expires: inAMonth() }),
  deleteSession: (adapter, people) => adapter.deleteSession(sessionTokenOf(people.take())),
  createVerificationToken: (adapter) =>
    adapter.createVerificationToken({ identifier: randomUUID(), token: randomUUID(), expires: inAMonth() }),
  useVerificationToken: (adapter, people) => {
    const person = people.take();
    return adapter.useVerificationToken({ identifier: emailOf(person), token: verificationTokenOf(person) });
  },
  createAuthenticator: async (adapter, people) =>
    adapter.createAuthenticator?.(newPasskey(idOf(people.any()))),
  getAuthenticator: async (adapter, people) => adapter.getAuthenticator?.(credentialOf(people.any())),
  listAuthenticatorsByUserId: async (adapter, people) =>
    adapter.listAuthenticatorsByUserId?.(idOf(people.any())),
  updateAuthenticatorCounter: async (adapter, people) =>
    adapter.updateAuthenticatorCounter?.(credentialOf(people.any()), randomInt(1_000_000)),
  // Last, since it takes everything that somebody has.
  deleteUser: (adapter, people) => adapter.deleteUser(idOf(people.take())),
};

/** Says of which method a call is. */
export const methodOf = (call: string): string => call.split(',', 1)[0] ?? call;

/** Makes the people of a database: those of the lower half stay, the others can be taken. */
export function newPeople(count: number): People {
  let taken = 0;
  return {
    any: () => randomInt(Math.floor(count / 2)),
    take: () => {
      if (taken >= count / 2)
        throw new Error(`Expected at most ${count / 2} people to be taken of ${count}.`);
      return count - ++taken;
    },
  };
}
