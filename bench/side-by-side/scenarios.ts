import { randomInt, randomUUID } from 'node:crypto';
import type { AdapterAccount, AdapterUser } from '@auth/core/adapters';
import type { MeasuredAdapter } from './contenders/contender.ts';

/** Something a person does on a site, as the calls that Auth.js then makes to an adapter. */
export interface Scenario {
  readonly name: string;
  /** Makes what the calls need, which is not measured, and returns the calls. The `people` already exist. */
  prepare(adapter: MeasuredAdapter, people: number): Promise<() => Promise<unknown>>;
}

const inAMonth = () => new Date(Date.now() + 30 * 86_400_000);
const emailOf = (person: number | string) => `person-${person}@example.com`;
const tokenOf = (person: number) => `session-of-person-${person}`;
const newSession = (userId: string, sessionToken: string = randomUUID()) => {
  return { sessionToken, userId, expires: inAMonth() };
};

/** Makes a user as Auth.js does for a person who signs in at a provider. */
const newUser = (person: number | string): AdapterUser => ({
  id: randomUUID(),
  name: 'Ada Lovelace',
  email: emailOf(person),
  image: 'https://avatars.example.com/u/1815?v=4',
  emailVerified: null,
});

const keyOf = (person: number | string) => ({
  provider: 'local',
  providerAccountId: `account-of-person-${person}`,
});

const newAccount = (person: number | string, userId: string): AdapterAccount => ({
  userId,
  ...keyOf(person),
  type: 'oauth',
  access_token: randomUUID(),
  token_type: 'bearer',
});

/** Adds one of the people who exist before anything is measured. */
export async function addPerson(adapter: MeasuredAdapter, person: number): Promise<void> {
  const { id } = await adapter.createUser(newUser(person));
  await adapter.linkAccount(newAccount(person, id));
  await adapter.createSession(newSession(id, tokenOf(person)));
}

async function signInByLink(adapter: MeasuredAdapter, email: string): Promise<void> {
  const token = randomUUID().replaceAll('-', '').repeat(2); // Auth.js stores a SHA-256 hash
  await adapter.getUserByEmail(email);
  await adapter.createVerificationToken({ identifier: email, token, expires: inAMonth() });

  await adapter.useVerificationToken({ identifier: email, token });
  await adapter.getUserByEmail(email);
  const known = await adapter.getUserByEmail(email);
  const emailVerified = new Date();
  const user = known
    ? await adapter.updateUser({ id: known.id, emailVerified })
    : await adapter.createUser({ id: randomUUID(), email, emailVerified });
  await adapter.createSession(newSession(user.id));
}

/** Returns a user, who must exist. */
function present(user: AdapterUser | null): AdapterUser {
  if (!user) throw new Error('Expected a user who has been added, got null.');
  return user;
}

/** The scenarios that are measured. A separate test checks that Auth.js makes these calls. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'session read',
    async prepare(adapter, people) {
      const token = tokenOf(randomInt(people));
      return async () => {
        if (!(await adapter.getSessionAndUser(token))) throw new Error(`Expected the session ${token}.`);
      };
    },
  },
  {
    name: 'session read and refresh',
    async prepare(adapter, people) {
      const sessionToken = tokenOf(randomInt(people));
      return async () => {
        await adapter.getSessionAndUser(sessionToken);
        await adapter.updateSession({ sessionToken, expires: inAMonth() });
      };
    },
  },
  {
    name: 'OAuth, first time',
    async prepare(adapter) {
      const person = randomUUID();
      const user = newUser(person);
      return async () => {
        await adapter.getUserByAccount(keyOf(person));
        await adapter.getUserByAccount(keyOf(person));
        await adapter.getUserByEmail(user.email);
        const { id } = await adapter.createUser(user);
        await adapter.linkAccount(newAccount(person, id));
        await adapter.createSession(newSession(id));
      };
    },
  },
  {
    name: 'OAuth, returning',
    async prepare(adapter, people) {
      const key = keyOf(randomInt(people));
      return async () => {
        await adapter.getUserByAccount(key);
        const user = present(await adapter.getUserByAccount(key));
        await adapter.createSession(newSession(user.id));
      };
    },
  },
  {
    name: 'e-mail link, first time',
    async prepare(adapter) {
      const email = emailOf(randomUUID());
      return () => signInByLink(adapter, email);
    },
  },
  {
    name: 'e-mail link, returning',
    async prepare(adapter, people) {
      const email = emailOf(randomInt(people));
      return () => signInByLink(adapter, email);
    },
  },
  {
    name: 'sign-out',
    async prepare(adapter, people) {
      const { id } = present(await adapter.getUserByEmail(emailOf(randomInt(people))));
      const { sessionToken } = await adapter.createSession(newSession(id));
      return async () => adapter.deleteSession(sessionToken);
    },
  },
  {
    name: 'deleteUser',
    async prepare(adapter) {
      const { id } = await adapter.createUser(newUser(randomUUID()));
      await adapter.linkAccount(newAccount(randomUUID(), id));
      await adapter.createSession(newSession(id));
      return async () => adapter.deleteUser(id);
    },
  },
];

/** Returns the scenario of a name; throws when there is none. */
export function scenarioOf(name: string): Scenario {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario) return scenario;
  const known = scenarios.map((each) => `"${each.name}"`).join(', ');
  throw new Error(`Expected one of the scenarios ${known}, got "${name}".`);
}
