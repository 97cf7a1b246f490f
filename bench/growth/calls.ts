import { randomInt, randomUUID } from 'node:crypto';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { accountOf, credentialOf, emailOf, idOf, sessionTokenOf, verificationTokenOf } from './fill.ts';

/** The people in one filled database. */
export interface People {
  /** Returns any of the people who stay. */
  any(): number;
  /** Returns a person who has not been taken before: a person who is taken may lose rows. */
  take(): number;
}

/** One call of a method, with a person nobody else has taken, or with anybody. */
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

/** A call of every method, by the method's name and, where it matters, by whether a row is found. */
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
  // Last, because it deletes everything that a person has.
  deleteUser: (adapter, people) => adapter.deleteUser(idOf(people.take())),
};

/** Returns the method that a call is of. */
export const methodOf = (call: string): string => call.split(',', 1)[0] ?? call;

/** Returns the people in a database: the lower half stay, the others can be taken. */
export function newPeople(count: number): People {
  let taken = 0;
  return {
    any: () => randomInt(Math.floor(count / 2)),
    take: () => {
      if (taken >= count / 2)
        throw new Error(`Expected at most ${count / 2} of ${count} people to be taken.`);
      return count - ++taken;
    },
  };
}
