import type { Adapter, OpenBackend } from '../backends/backend.ts';
import { inAnHour, lowerCaseId, newAccount, newUser, unique } from '../support/rows/samples.ts';
import type { Owner } from './owners.ts';
import { accountOf, sessionOf, tokenOf } from './rows.ts';

/** A way to give something a name that looks like an owner's. */
export interface Write {
  /** Writes the name and returns it as a read by that name finds it. */
  readonly write: (adapter: Adapter, owner: Owner, backend: OpenBackend) => Promise<string | undefined>;
  readonly name: (owner: Owner) => string;
  /** Returns the outcome where the database takes the name for one that is there; undefined if it does not matter. */
  readonly refusal?: (owner: Owner) => string;
}

const addressRefusal = ({ lookAlike }: Owner) =>
  lookAlike.isSameAddress ? 'EMAIL_TAKEN' : 'EMAIL_LOOKALIKE';

export const writes: Readonly<Record<string, Write>> = {
  'createUser by id': {
    async write(_, { asked: { id } }, backend) {
      const ids = [id, lowerCaseId()];
      const adapter = backend.adapter({ generateUserId: () => ids.shift() ?? '' });
      const created = await adapter.createUser(newUser());
      return (await adapter.getUser(created.id))?.id === id ? id : 'another id';
    },
    name: ({ asked }) => asked.id,
    refusal: () => 'another id',
  },
  'updateUser by address': {
    async write(adapter, { asked: { email } }) {
      const { id } = await adapter.createUser(newUser());
      await adapter.updateUser({ id, email });
      const found = await adapter.getUserByEmail(email);
      // To free the address for the next one, who wants it too.
      await adapter.updateUser({ id, email: null as never });
      return found?.email;
    },
    name: ({ asked }) => asked.email,
    refusal: addressRefusal,
  },
  'createUser by address': {
    async write(adapter, { asked: { email } }) {
      await adapter.createUser(newUser({ email }));
      return (await adapter.getUserByEmail(email))?.email;
    },
    name: ({ asked }) => asked.email,
    refusal: addressRefusal,
  },
  'createSession by token': {
    async write(adapter, owner) {
      const { sessionToken } = owner.asked;
      await adapter.createSession({ ...sessionOf(owner), sessionToken });
      return (await adapter.getSessionAndUser(sessionToken))?.session.sessionToken;
    },
    name: ({ asked }) => asked.sessionToken,
    refusal: () => 'DUPLICATE',
  },
  'linkAccount by provider': {
    async write(adapter, owner) {
      const { provider } = owner.asked;
      const { providerAccountId } = await adapter.linkAccount({ ...accountOf(owner), provider } as never);
      return (await adapter.getAccount(providerAccountId, provider))?.provider;
    },
    name: ({ asked }) => asked.provider,
  },
  'linkAccount by id': {
    async write(adapter, owner) {
      const { providerAccountId } = owner.asked;
      const { provider } = await adapter.linkAccount({ ...accountOf(owner), providerAccountId } as never);
      return (await adapter.getAccount(providerAccountId, provider))?.providerAccountId;
    },
    name: ({ asked }) => asked.providerAccountId,
  },
  'createVerificationToken by token': {
    async write(adapter, owner) {
      const { token } = await adapter.createVerificationToken({
        ...tokenOf(owner),
        token: owner.asked.token,
      });
      return (await adapter.useVerificationToken({ identifier: owner.own.email, token }))?.token;
    },
    name: ({ asked }) => asked.token,
    refusal: () => 'DUPLICATE',
  },
  'createVerificationToken by address': {
    async write(adapter, { asked: { email: identifier } }) {
      const token = unique('token');
      await adapter.createVerificationToken({ identifier, token, expires: inAnHour() });
      return (await adapter.useVerificationToken({ identifier, token }))?.identifier;
    },
    name: ({ asked }) => asked.email,
  },
};

/** The calls that give something to a user, who may only look like one by the id. */
export const gifts: Readonly<Record<string, (adapter: Adapter, userId: string) => Promise<unknown>>> = {
  createSession: (adapter, userId) =>
    adapter.createSession({ sessionToken: unique('session'), userId, expires: inAnHour() }),
  linkAccount: (adapter, userId) => adapter.linkAccount(newAccount(userId)),
};
