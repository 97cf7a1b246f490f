import type { Adapter } from '../backends/backend.ts';
import { anHourAgo, inAnHour, newAccount, newUser, signIn, unique } from '../support/rows/samples.ts';

interface Case {
  readonly call: string;
  /** The verb and the first table of each statement, in order; all that a statement deletes from. */
  readonly statements: readonly string[];
  /** Makes the rows that the call needs and returns the call. */
  readonly prepare: (adapter: Adapter) => Promise<() => Promise<unknown>>;
}

/** Every method, with the statements that it sends where nothing goes wrong. */
export const cases: readonly Case[] = [
  {
    call: 'createUser',
    statements: ['insert users'],
    prepare: async (adapter) => () => adapter.createUser(newUser()),
  },
  {
    call: 'createSession',
    statements: ['insert sessions'],
    prepare: async (adapter) => {
      const { id: userId } = await adapter.createUser(newUser());
      return () => adapter.createSession({ sessionToken: unique(), userId, expires: inAnHour() });
    },
  },
  {
    call: 'createVerificationToken',
    statements: ['insert verification_tokens'],
    prepare: async (adapter) => () =>
      adapter.createVerificationToken({ identifier: unique(), token: unique(), expires: inAnHour() }),
  },
  {
    call: 'linkAccount, where no unique key answers',
    statements: ['select accounts', 'insert accounts'],
    prepare: async (adapter) => {
      const { id } = await adapter.createUser(newUser());
      return () => adapter.linkAccount(newAccount(id));
    },
  },
  {
    call: 'getUser',
    statements: ['select users'],
    prepare: async (adapter) => {
      const { id } = await adapter.createUser(newUser());
      return () => adapter.getUser(id);
    },
  },
  {
    call: 'getUserByEmail',
    statements: ['select users'],
    prepare: async (adapter) => {
      const { email } = await adapter.createUser(newUser());
      return () => adapter.getUserByEmail(email.toUpperCase());
    },
  },
  {
    call: 'getUserByAccount',
    statements: ['select accounts'],
    prepare: async (adapter) => {
      const { id } = await adapter.createUser(newUser());
      const account = await adapter.linkAccount(newAccount(id));
      return () => adapter.getUserByAccount(account);
    },
  },
  {
    call: 'getAccount',
    statements: ['select accounts'],
    prepare: async (adapter) => {
      const { id } = await adapter.createUser(newUser());
      const account = await adapter.linkAccount(newAccount(id));
      return () => adapter.getAccount(account.providerAccountId, account.provider);
    },
  },
  {
    call: 'getSessionAndUser',
    statements: ['select sessions'],
    prepare: async (adapter) => {
      const { sessionToken } = await signIn(adapter);
      return () => adapter.getSessionAndUser(sessionToken);
    },
  },
  {
    call: 'getSessionAndUser of an expired session',
    statements: ['select sessions'],
    prepare: async (adapter) => {
      const { sessionToken } = await signIn(adapter, undefined, anHourAgo());
      return () => adapter.getSessionAndUser(sessionToken);
    },
  },
  {
    call: 'updateSession',
    statements: ['update sessions'],
    prepare: async (adapter) => {
      const { sessionToken } = await signIn(adapter);
      return () => adapter.updateSession({ sessionToken, expires: inAnHour() });
    },
  },
  {
    call: 'deleteSession',
    statements: ['delete sessions'],
    prepare: async (adapter) => {
      const { sessionToken } = await signIn(adapter);
      return () => adapter.deleteSession(sessionToken);
    },
  },
  {
    call: 'unlinkAccount',
    statements: ['delete accounts'],
    prepare: async (adapter) => {
      const { id } = await adapter.createUser(newUser());
      const account = await adapter.linkAccount(newAccount(id));
      return () => adapter.unlinkAccount(account);
    },
  },
  {
    call: 'updateUser',
    statements: ['update users', 'select users'],
    prepare: async (adapter) => {
      const { id } = await adapter.createUser(newUser());
      return () => adapter.updateUser({ id, emailVerified: new Date() });
    },
  },
  {
    call: 'updateUser with nothing to change',
    statements: ['select users'],
    prepare: async (adapter) => {
      const { id } = await adapter.createUser(newUser());
      return () => adapter.updateUser({ id });
    },
  },
  {
    call: 'useVerificationToken',
    statements: ['select verification_tokens', 'delete verification_tokens'],
    prepare: async (adapter) => {
      const token = { identifier: unique(), token: unique(), expires: inAnHour() };
      await adapter.createVerificationToken(token);
      return () => adapter.useVerificationToken(token);
    },
  },
  {
    call: 'useVerificationToken of an unknown token',
    statements: ['select verification_tokens'],
    prepare: async (adapter) => () => adapter.useVerificationToken({ identifier: unique(), token: unique() }),
  },
  {
    call: 'deleteUser',
    statements: ['select users', 'select verification_tokens', 'delete sessions, accounts, users'],
    prepare: async (adapter) => {
      const { userId } = await signIn(adapter);
      return () => adapter.deleteUser(userId);
    },
  },
  {
    call: 'deleteUser of somebody who has a link',
    statements: [
      'select users',
      'select verification_tokens',
      'delete verification_tokens',
      'delete sessions, accounts, users',
    ],
    prepare: async (adapter) => {
      const { id, email: identifier } = await adapter.createUser(newUser());
      await adapter.createVerificationToken({ identifier, token: unique(), expires: inAnHour() });
      return () => adapter.deleteUser(id);
    },
  },
  {
    call: 'deleteUser of nobody',
    statements: ['select users', 'delete users', 'delete sessions', 'delete accounts'],
    prepare: async (adapter) => () => adapter.deleteUser(unique().slice(0, 12)),
  },
];
