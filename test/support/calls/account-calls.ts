import { userById } from '../../../src/account.ts';
import type { Adapter } from '../../backends/backend.ts';
import { newPasskey } from '../rows/passkey-samples.ts';
import { newAccount, signIn, uniqueEmail } from '../rows/samples.ts';
import type { SignedIn } from './account-page.ts';

interface Call {
  /** The function as docs/account.md names it. */
  readonly call: string;
  /** What it comes to, if there is more than one end. */
  readonly when?: string;
  /** The verb and the first table of each statement, on the production tables. */
  readonly statements: readonly string[];
  /** Makes the rows that the call needs and returns the call. */
  readonly prepare: (page: SignedIn) => Promise<() => Promise<unknown>>;
}

/** Every function of an account, with the statements that it sends where nothing goes wrong. */
export const accountCalls: readonly Call[] = [
  {
    call: 'currentUser',
    statements: ['select sessions'],
    prepare: async (page) => () => page.again(),
  },
  {
    call: 'userById',
    statements: ['select users'],
    prepare:
      async ({ adapter, user }) =>
      () =>
        userById(adapter, user.id),
  },
  {
    call: 'listSessions',
    statements: ['select sessions'],
    prepare:
      async ({ me }) =>
      () =>
        me.listSessions(),
  },
  {
    call: 'revokeSession',
    statements: ['delete sessions'],
    prepare:
      async ({ me }) =>
      () =>
        me.revokeSession(me.session.id),
  },
  {
    call: 'revokeOtherSessions',
    statements: ['delete sessions'],
    prepare: async ({ adapter, user, me }) => {
      await signIn(adapter, user.id);
      return () => me.revokeOtherSessions();
    },
  },
  {
    call: 'revokeSessions',
    statements: ['delete sessions'],
    prepare:
      async ({ me }) =>
      () =>
        me.revokeSessions(),
  },
  {
    call: 'listAccounts',
    statements: ['select accounts'],
    prepare:
      async ({ me }) =>
      () =>
        me.listAccounts(),
  },
  {
    call: 'unlinkAccount',
    statements: ['delete accounts'],
    prepare: async (page) => {
      const account = await link(page);
      await link(page);
      return () => page.me.unlinkAccount(account);
    },
  },
  {
    call: 'unlinkAccount',
    when: 'nothing was removed',
    statements: ['delete accounts', 'select accounts'],
    prepare: async (page) => {
      const account = await link(page);
      return () => page.me.unlinkAccount(account).catch(() => {});
    },
  },
  {
    call: 'listPasskeys',
    statements: ['select authenticators'],
    prepare:
      async ({ me }) =>
      () =>
        me.listPasskeys(),
  },
  {
    call: 'deletePasskey',
    statements: ['delete accounts', 'delete authenticators'],
    prepare: async (page) => {
      await link(page);
      const credentialID = await register(page);
      return () => page.me.deletePasskey(credentialID);
    },
  },
  {
    call: 'deletePasskey',
    when: 'nothing was removed',
    statements: ['delete accounts', 'select accounts', 'delete authenticators'],
    prepare:
      async ({ me }) =>
      () =>
        me.deletePasskey('nobody has it'),
  },
  {
    call: 'changeEmail',
    statements: ['select users', 'update users', 'select users', 'delete verification_tokens'],
    prepare:
      async ({ me }) =>
      () =>
        me.changeEmail(uniqueEmail(), { isVerified: true }),
  },
  {
    call: 'deleteUser',
    statements: [
      'select users',
      'delete verification_tokens',
      'delete sessions, accounts, authenticators, users',
    ],
    prepare:
      async ({ me }) =>
      () =>
        me.deleteUser(),
  },
];

const link = ({ adapter, user }: SignedIn) => adapter.linkAccount(newAccount(user.id));

/** Registers a passkey as Auth.js does, its account first, and returns its id. */
export async function register({
  adapter,
  user,
}: {
  readonly adapter: Adapter;
  readonly user: { readonly id: string };
}): Promise<string> {
  const passkey = newPasskey(user.id);
  const { credentialID: providerAccountId } = passkey;
  const ofPasskey = { type: 'webauthn' as never, provider: 'passkey', providerAccountId };
  await adapter.linkAccount(newAccount(user.id, ofPasskey));
  await adapter.createAuthenticator?.(passkey);
  return providerAccountId;
}
