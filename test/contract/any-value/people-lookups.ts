import { type Lookup, userIds, userOf } from './lookup.ts';
import { PROVIDER, type Tables, visible } from './stored-people.ts';

const lowerCase = (text: string | null) => text?.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const accountKey = (value: never) => ({ provider: PROVIDER, providerAccountId: value });
const accountIdOf = (value: unknown) => {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' ? value : undefined;
};

const accountIds = ({ accounts }: Tables) => accounts.map(({ providerAccountId }) => providerAccountId);

const accountOf = ({ accounts }: Tables, id: string) =>
  accounts.find((account) => account.provider === PROVIDER && account.providerAccountId === id);

const byAccount = { names: accountIds, nameOf: accountIdOf };

/** The methods that find, change or delete users and accounts. */
export const peopleLookups: Readonly<Record<string, Lookup>> = {
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
