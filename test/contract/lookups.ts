import type { Adapter } from '../backends/backend.ts';
import { LATER, NOW, PROVIDER, type Tables, visible } from './bystanders.ts';
import type { Outcome } from './outcome.ts';

/** Is a method that is given what names somebody or something. */
export interface Lookup {
  call(adapter: Adapter, value: never): Promise<unknown>;
  /** Lists what names a row. */
  names(tables: Tables): readonly unknown[];
  /** Returns what the value names, undefined where it is none that could; text as it is, by default. */
  nameOf?(value: unknown): string | undefined;
  /** Says what the call returns for a name, and which tables it changes to what. */
  expected(tables: Tables, name: string): Outcome & { readonly left?: Partial<Tables> };
}

const lowerCase = (text: string | null) => text?.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const accountKey = (value: never) => ({ provider: PROVIDER, providerAccountId: value });
const accountIdOf = (value: unknown) => {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' ? value : undefined;
};

const accountIds = ({ accounts }: Tables) => accounts.map(({ providerAccountId }) => providerAccountId);
const userIds = ({ users }: Tables) => users.map(({ id }) => id);
const sessionTokens = ({ sessions }: Tables) => sessions.map(({ sessionToken }) => sessionToken);
const tokens = ({ tokens }: Tables) => tokens.map(({ token }) => token);

const userOf = ({ users }: Tables, id: string | null | undefined) => {
  const user = users.find((user) => user.id === id);
  return user ? visible(user) : null;
};
const accountOf = ({ accounts }: Tables, id: string) =>
  accounts.find(({ providerAccountId }) => providerAccountId === id);

const byAccount = { names: accountIds, nameOf: accountIdOf };

export const lookups: Record<string, Lookup> = {
  getUser: {
    call: (adapter, value) => adapter.getUser(value),
    names: userIds,
    expected: (tables, name) => ({ returned: userOf(tables, name) }),
  },
  getUserByEmail: {
    call: (adapter, value) => adapter.getUserByEmail(value),
    names: ({ users }) => users.flatMap(({ email }) => [email, email?.toUpperCase()]),
    expected: ({ users }, name) => {
      const user = users.find(({ email }) => lowerCase(email) === lowerCase(name));
      return { returned: user ? visible(user) : null };
    },
  },
  getUserByAccount: {
    ...byAccount,
    call: (adapter, value) => adapter.getUserByAccount(accountKey(value)),
    expected: (tables, name) => ({ returned: userOf(tables, accountOf(tables, name)?.userId) }),
  },
  'getUserByAccount, of a provider,': {
    call: (adapter, provider) => adapter.getUserByAccount({ provider, providerAccountId: 'account of ada' }),
    names: () => [PROVIDER],
    expected: (tables, name) => ({ returned: name === PROVIDER ? userOf(tables, 'ada') : null }),
  },
  getAccount: {
    ...byAccount,
    call: (adapter, value) => adapter.getAccount(value, PROVIDER),
    expected: (tables, name) => {
      const account = accountOf(tables, name);
      return { returned: account ? visible(account) : null };
    },
  },
  unlinkAccount: {
    ...byAccount,
    call: (adapter, value) => adapter.unlinkAccount(accountKey(value)),
    expected: (tables, name) => ({
      returned: undefined,
      left: { accounts: tables.accounts.filter((account) => account !== accountOf(tables, name)) },
    }),
  },
  getSessionAndUser: {
    call: (adapter, value) => adapter.getSessionAndUser(value),
    names: sessionTokens,
    expected: (tables, name) => {
      const session = tables.sessions.find(({ sessionToken }) => sessionToken === name);
      const isLive = session && session.expires > NOW;
      return {
        returned: isLive ? { session: visible(session), user: userOf(tables, session.userId) } : null,
        left: { sessions: tables.sessions.filter((each) => isLive || each !== session) },
      };
    },
  },
  deleteSession: {
    call: (adapter, value) => adapter.deleteSession(value),
    names: sessionTokens,
    expected: ({ sessions }, name) => ({
      returned: undefined,
      left: { sessions: sessions.filter(({ sessionToken }) => sessionToken !== name) },
    }),
  },
  updateSession: {
    call: (adapter, sessionToken) => adapter.updateSession({ sessionToken, expires: FAR }),
    names: sessionTokens,
    expected: ({ sessions }, name) => ({
      returned: undefined,
      left: { sessions: sessions.map((each) => (each.sessionToken === name ? extended(each) : each)) },
    }),
  },
  'updateSession, of a user,': {
    call: (adapter, userId) =>
      adapter.updateSession({ sessionToken: 'a session of ada', userId, expires: FAR }),
    names: userIds,
    nameOf: (value) => (value === undefined ? 'ada' : typeof value === 'string' ? value : undefined),
    expected: ({ sessions }, name) => ({
      returned: undefined,
      left: {
        sessions: sessions.map((each) =>
          each.sessionToken === 'a session of ada' && name === 'ada' ? extended(each) : each,
        ),
      },
    }),
  },
  useVerificationToken: {
    call: (adapter, token) => adapter.useVerificationToken({ identifier: undefined, token }),
    names: tokens,
    expected: ({ tokens }, name) => {
      const token = tokens.find((each) => each.token === name);
      return {
        returned: token ? visible(token) : null,
        left: { tokens: tokens.filter((each) => each !== token) },
      };
    },
  },
  'useVerificationToken, of an address,': {
    call: (adapter, identifier) => adapter.useVerificationToken({ identifier, token: 'a token of ada' }),
    names: ({ users }) => users.map(({ email }) => email),
    nameOf: (value) =>
      value === undefined ? 'ada@example.com' : typeof value === 'string' ? value : undefined,
    expected: ({ tokens }, name) => {
      const token = tokens.find((each) => each.token === 'a token of ada' && each.identifier === name);
      return {
        returned: token ? visible(token) : null,
        left: { tokens: tokens.filter((each) => each !== token) },
      };
    },
  },
  updateUser: {
    call: (adapter, id) => adapter.updateUser({ id, name: 'changed' }),
    names: userIds,
    expected: (tables, name) => {
      const user = userOf(tables, name);
      if (!user) return { failed: 'USER_NOT_FOUND' };
      const users = tables.users.map((each) => (each.id === name ? { ...each, name: 'changed' } : each));
      return { returned: { ...user, name: 'changed' }, left: { users } };
    },
  },
  deleteUser: {
    call: (adapter, value) => adapter.deleteUser(value),
    names: userIds,
    expected: ({ users, accounts, sessions, tokens }, name) => ({
      returned: undefined,
      left: {
        users: users.filter(({ id }) => id !== name),
        accounts: accounts.filter(({ userId }) => userId !== name),
        sessions: sessions.filter(({ userId }) => userId !== name),
        tokens: tokens.filter(({ identifier }) => identifier !== `${name}@example.com`),
      },
    }),
  },
};

const FAR = new Date('2100-01-01T00:00:00.000Z');
type Session = Tables['sessions'][number];
const extended = (session: Session): Session =>
  session.expires >= LATER ? { ...session, expires: FAR } : session;
