import type { Adapter } from '../backends/backend.ts';
import type { Names, Owner } from './owners.ts';
import { accountOf, sessionOf, tokenOf, userOf } from './rows.ts';

/** A lookup by one of somebody's names; where it takes two, the other one is the owner's `own`. */
type Question = (adapter: Adapter, names: Names, own: Names) => Promise<unknown>;

export const questions: Readonly<Record<string, Question>> = {
  getUser: (adapter, { id }) => adapter.getUser(id),
  getUserByEmail: (adapter, { email }) => adapter.getUserByEmail(email),
  'getUserByAccount by provider': (adapter, { provider }, { providerAccountId }) =>
    adapter.getUserByAccount({ provider, providerAccountId }),
  'getUserByAccount by id': (adapter, { providerAccountId }, { provider }) =>
    adapter.getUserByAccount({ provider, providerAccountId }),
  'getAccount by provider': (adapter, { provider }, { providerAccountId }) =>
    adapter.getAccount(providerAccountId, provider),
  'getAccount by id': (adapter, { providerAccountId }, { provider }) =>
    adapter.getAccount(providerAccountId, provider),
  getSessionAndUser: (adapter, { sessionToken }) => adapter.getSessionAndUser(sessionToken),
  'getSessionAndUser of a session that has expired': (adapter, { expiredToken }) =>
    adapter.getSessionAndUser(expiredToken),
  'useVerificationToken by token': (adapter, { token }, { email: identifier }) =>
    adapter.useVerificationToken({ identifier, token }),
  'useVerificationToken by token alone': (adapter, { token }) =>
    adapter.useVerificationToken({ identifier: undefined, token }),
  'useVerificationToken by address': (adapter, { email: identifier }, { token }) =>
    adapter.useVerificationToken({ identifier, token }),
};

/** The answers that an owner gets by their own names. The one that uses up the token is last. */
export const answers: Readonly<Record<string, (owner: Owner) => unknown>> = {
  getUser: userOf,
  getUserByEmail: userOf,
  'getUserByAccount by id': userOf,
  'getAccount by id': accountOf,
  getSessionAndUser: (owner) => ({ session: sessionOf(owner), user: userOf(owner) }),
  'getSessionAndUser of a session that has expired': () => null,
  'useVerificationToken by token': tokenOf,
  'useVerificationToken by address': () => null,
};
