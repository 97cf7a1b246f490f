// Compiled, never run: each way to write a configuration down, for next-auth 5, @auth/core and @auth/express.
import { Auth, type AuthConfig } from '@auth/core';
import { ExpressAuth, type ExpressAuthConfig } from '@auth/express';
import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import NextAuth, { type NextAuthConfig, type NextAuthResult } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import GitHub from 'next-auth/providers/github';
import { adapterOfNextAuth as adapter } from './auth.js';

type IsAny<Value> = 0 extends Value & 1 ? true : false;
/** Takes what has a type, and refuses `any`. */
const typed = <Value>(value: Value, ..._: IsAny<Value> extends true ? [never] : []) => value;

const providers = [Credentials({ authorize: (given) => (typed(given).email ? { id: '1' } : null) }), GitHub];

// As the argument of what serves it.
export const site: NextAuthResult = NextAuth(
  withCredentialSessions({
    adapter,
    providers: [Credentials({ authorize: async (given) => ({ id: String(typed(given).email) }) }), GitHub],
    session: { maxAge: 3600, strategy: 'database' },
    callbacks: {
      session({ session, user }) {
        typed(session).user.id = typed(user).id;
        return session;
      },
      signIn: async ({ account }) => typed(account)?.provider !== 'github',
      authorized: ({ request, auth }) => typed(request).nextUrl.pathname === '/' || !!typed(auth)?.user,
    },
    events: { signIn: ({ user }) => void typed(user).id },
  }),
);
export const lazily: NextAuthResult = NextAuth((request) =>
  withCredentialSessions({
    ...{ adapter, trustHost: request !== undefined },
    providers: [GitHub],
    callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
  }),
);
export const later: NextAuthResult = NextAuth(async () =>
  withCredentialSessions({
    ...{ adapter, providers },
    callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
  }),
);
export const answer = async (request: Request): Promise<Response> =>
  Auth(
    request,
    withCredentialSessions({
      ...{ adapter, providers },
      callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
    }),
  );
export const handler = ExpressAuth(
  withCredentialSessions({
    ...{ adapter, providers },
    callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
  }),
);

// Annotated.
export const ofNext: NextAuthConfig = withCredentialSessions({
  ...{ adapter, providers },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
});
export const ofCore: AuthConfig = withCredentialSessions({
  ...{ adapter, providers },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
});
export const ofExpress: ExpressAuthConfig = withCredentialSessions({
  ...{ adapter, providers },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
});

// With satisfies, inside and around it.
const satisfying = withCredentialSessions({
  ...{ adapter, providers },
  session: { strategy: 'database' },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
} satisfies NextAuthConfig);
const satisfied = withCredentialSessions({
  ...{ adapter, providers },
  callbacks: { session: ({ session, user }) => ({ ...typed(session), id: typed(user).id }) },
}) satisfies NextAuthConfig;
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
const given: NextAuthConfig = { adapter, providers };
const changed = withCredentialSessions(given);
export const sites: NextAuthResult[] = [
  NextAuth(satisfying),
  NextAuth(satisfied),
  NextAuth(plain),
  NextAuth(() => plain),
  NextAuth(changed),
  NextAuth(withCredentialSessions(given)),
  NextAuth(withCredentialSessions({ ...given, debug: true })),
];
export const answers: Promise<Response>[] = [plain, satisfying, ofCore].map((config) =>
  Auth(new Request('http://app.test'), config),
);
export const handlers = [ExpressAuth(plain), ExpressAuth(satisfying)];

// Mistakes are errors as they are without the call.
export const mistakes: NextAuthConfig[] = [
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
// @ts-expect-error a key in the wrong place
NextAuth(() => withCredentialSessions({ adapter, providers: [], maxAge: 3600 }));
// @ts-expect-error a key in the wrong place
NextAuth(async () => withCredentialSessions({ adapter, providers: [], maxAge: 3600 }));
// @ts-expect-error it takes a configuration: the function is for what surrounds it
NextAuth(withCredentialSessions(() => given));
// @ts-expect-error a key that there is not
ExpressAuth(withCredentialSessions({ adapter, providers: [], calbacks: {} }));
