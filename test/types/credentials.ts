// Compiled, never run: what a configuration may be, and what comes back for the place that it is passed to.
import { Auth, type AuthConfig } from '@auth/core';
import type { Adapter } from '@auth/core/adapters';
import Credentials from '@auth/core/providers/credentials';
import { type CredentialConfig, withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import { expectTypeOf } from 'vitest';

declare const adapter: Adapter;
declare const request: Request;
const providers = [Credentials({ authorize: () => ({ id: '1' }) })];

// The place of the call gives its types, to callbacks as well.
const annotated: AuthConfig = withCredentialSessions({
  adapter,
  providers,
  session: { strategy: 'database', maxAge: 3600 },
  callbacks: {
    session({ session, user }) {
      expectTypeOf(session.sessionToken).toEqualTypeOf<string>();
      expectTypeOf(user.emailVerified).toEqualTypeOf<Date | null>();
      return session;
    },
  },
});
expectTypeOf(
  Auth(
    request,
    withCredentialSessions({
      adapter,
      providers,
      callbacks: { session: ({ session, user }) => ({ ...session, id: user.id }) },
    }),
  ),
).resolves.toEqualTypeOf<Response>();
expectTypeOf(withCredentialSessions<AuthConfig>({ adapter, providers })).toEqualTypeOf<AuthConfig>();

// Where nothing says whose it is, it is what was given, and callbacks know what every version passes.
const plain = withCredentialSessions({
  adapter,
  providers,
  session: { strategy: 'database', maxAge: 3600 },
  callbacks: {
    session({ session, user }) {
      expectTypeOf(session.expires).toEqualTypeOf<string>();
      expectTypeOf(user.id).toEqualTypeOf<string>();
      return { ...session, id: user.id };
    },
    signIn: ({ account }) => account?.provider !== 'github',
    redirect: ({ url, baseUrl }) => (url.startsWith('/') ? baseUrl + url : url),
  },
  events: {
    signIn: ({ user }) => void expectTypeOf(user.id).toEqualTypeOf<string | undefined>(),
    createUser: ({ user }) => void expectTypeOf(user.email).toEqualTypeOf<string | null | undefined>(),
  },
});
expectTypeOf(plain.providers).toEqualTypeOf(providers);
expectTypeOf(plain.adapter).toEqualTypeOf<Adapter>();
expectTypeOf(plain.session.maxAge).toEqualTypeOf<number>();
expectTypeOf(plain).toExtend<AuthConfig>();
// @ts-expect-error it is left out
plain.session.strategy;
const satisfying = withCredentialSessions({
  adapter,
  providers,
  callbacks: { signIn: ({ account }) => account?.provider !== 'github' },
} satisfies AuthConfig);
expectTypeOf(satisfying).toExtend<AuthConfig>();
const variable: AuthConfig = { adapter, providers };
for (const config of [annotated, plain, satisfying, withCredentialSessions(variable)]) Auth(request, config);
expectTypeOf({ adapter, session: { maxAge: 3600 } }).toExtend<CredentialConfig>();

// @ts-expect-error a key that there is not
Auth(request, withCredentialSessions({ adapter, providers, calbacks: {} }));
// @ts-expect-error a key in the wrong place
export const misplaced: AuthConfig = withCredentialSessions({ adapter, providers, maxAge: 3600 });
// @ts-expect-error a key of the session that there is not
export const inSession: AuthConfig = withCredentialSessions({ adapter, providers, session: { maxage: 1 } });
// @ts-expect-error providers are missing
export const without: AuthConfig = withCredentialSessions({ adapter });
// @ts-expect-error seconds are a number
withCredentialSessions({ adapter, providers, session: { maxAge: '3600' } });
// @ts-expect-error await it first
withCredentialSessions(Promise.resolve(variable));
// @ts-expect-error the function is for what surrounds it
withCredentialSessions(() => variable);
