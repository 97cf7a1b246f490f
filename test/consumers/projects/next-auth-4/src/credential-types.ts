// Compiled, never run: each way to write a configuration down, for next-auth 4 and an older @auth/core.
import { Auth, type AuthConfig } from '@auth/core';
import CoreGitHub from '@auth/core/providers/github';
import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import NextAuth, { type AuthOptions, getServerSession, type NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import GitHub from 'next-auth/providers/github';
import { adapterOfNextAuth as adapter } from './auth.js';

type IsAny<Value> = 0 extends Value & 1 ? true : false;
/** Takes what has a type, and refuses `any`. */
const typed = <Value>(value: Value, ..._: IsAny<Value> extends true ? [never] : []) => value;

const byPassword = CredentialsProvider({
  credentials: { email: {}, password: {} },
  authorize: async (given) => (typed(given)?.email ? { id: '1' } : null),
});
const providers = [byPassword, GitHub({ clientId: 'id', clientSecret: 'secret' })];

// As the argument of what serves it.
export const site: unknown = NextAuth(
  withCredentialSessions({
    ...{ adapter, providers },
    session: { maxAge: 3600, strategy: 'database' },
    callbacks: {
      session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }),
      signIn: async ({ account }) => typed(account)?.provider !== 'github',
    },
    events: { signIn: ({ user }) => void typed(user).id },
  }),
);

// Annotated.
export const authOptions: NextAuthOptions = withCredentialSessions({
  ...{ adapter, providers },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
});
export const options: AuthOptions = withCredentialSessions({
  ...{ adapter, providers },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
});

// With satisfies, inside and around it.
const satisfying = withCredentialSessions({
  ...{ adapter, providers },
  session: { strategy: 'database' },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
} satisfies NextAuthOptions);
const satisfied = withCredentialSessions({
  ...{ adapter, providers },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
}) satisfies AuthOptions;
// With nothing at all.
const plain = withCredentialSessions({
  ...{ adapter, providers },
  session: { strategy: 'database' },
  callbacks: {
    session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }),
    signIn: ({ account }) => typed(account)?.provider !== 'github',
    redirect: ({ url }) => typed(url),
  },
  events: { signIn: ({ user }) => void typed(user).id },
});
// From a constant.
const given: AuthOptions = { adapter, providers };
const changed = withCredentialSessions(given);
export const sites: unknown[] = [
  NextAuth(satisfying),
  NextAuth(satisfied),
  NextAuth(plain),
  NextAuth(changed),
  NextAuth(withCredentialSessions(given)),
];
export const sessions = [satisfying, satisfied, plain, changed].map((each) => getServerSession(each));

// The types of @auth/core are not those of next-auth 4.
const coreAdapter = adapter as NonNullable<AuthConfig['adapter']>;
export const answer = (request: Request): Promise<Response> =>
  Auth(
    request,
    withCredentialSessions({
      ...{ adapter: coreAdapter, providers: [CoreGitHub] },
      callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
    }),
  );
export const ofCore: AuthConfig = withCredentialSessions({
  ...{ adapter: coreAdapter, providers: [CoreGitHub] },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
});
const plainOfCore = withCredentialSessions({
  ...{ adapter: coreAdapter, providers: [CoreGitHub] },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
});
export const answers: Promise<Response>[] = [ofCore, plainOfCore].map((config) =>
  Auth(new Request('http://app.test'), config),
);

// Mistakes are errors as they are without the call.
export const mistakes: AuthOptions[] = [
  // @ts-expect-error a key that there is not
  withCredentialSessions({ adapter, providers: [], calbacks: {} }),
  // @ts-expect-error a key in the wrong place
  withCredentialSessions({ adapter, providers: [], maxAge: 3600 }),
  // @ts-expect-error a key of the session that there is not
  withCredentialSessions({ adapter, providers: [], session: { maxage: 3600 } }),
  // @ts-expect-error a callback that there is not
  withCredentialSessions({ adapter, providers: [], callbacks: { signin: () => true } }),
  // @ts-expect-error providers are missing
  withCredentialSessions({ adapter }),
  // @ts-expect-error a method is a function
  withCredentialSessions({ adapter: { ...adapter, createSession: 'ada' }, providers: [] }),
];
// @ts-expect-error a key that there is not
NextAuth(withCredentialSessions({ adapter, providers: [], calbacks: {} }));
export const ofCoreToo: AuthConfig = withCredentialSessions({
  ...{ adapter: coreAdapter, providers: [] },
  // @ts-expect-error a key that there is not
  calbacks: {},
});
