// Compiled, never run: what limits the requests for codes fits Auth.js's callback, and a callback of one's own fits it.
import type { Account, AuthConfig, Profile, User } from '@auth/core/types';
import { MySqlAdapter, type MySqlAdapterOptions } from 'authjs-drizzle-mysql';
import { type CodeRequest, type CodeRequestLimit, limitCodeRequests } from 'authjs-drizzle-mysql/codes';
import * as production from 'authjs-drizzle-mysql/schema/production';
import { drizzle } from 'drizzle-orm/mysql2';
import { expectTypeOf } from 'vitest';

const adapter = MySqlAdapter(drizzle(''), { tables: production, emailCodes: true });

for (const emailCodes of [true, false, undefined, {}, { allowedAttempts: 3 }, { attemptsPerDay: undefined }])
  MySqlAdapter(drizzle(''), { tables: production, emailCodes });
expectTypeOf<NonNullable<MySqlAdapterOptions['emailCodes']>>().toEqualTypeOf<
  boolean | { readonly allowedAttempts?: number | undefined; readonly attemptsPerDay?: number | undefined }
>();
// @ts-expect-error a number is written as one
MySqlAdapter(drizzle(''), { emailCodes: { allowedAttempts: '3' } });
// @ts-expect-error there is no such limit
MySqlAdapter(drizzle(''), { emailCodes: { maxAttempts: 3 } });
// @ts-expect-error columns are private of users and sessions alone
MySqlAdapter(drizzle(''), { tables: production, privateColumns: { verificationTokens: ['code'] } });

type SignIn = NonNullable<NonNullable<AuthConfig['callbacks']>['signIn']>;
expectTypeOf<Parameters<SignIn>[0]>().toExtend<CodeRequest>();
expectTypeOf(limitCodeRequests(adapter)).toExtend<SignIn>();
expectTypeOf(limitCodeRequests(adapter)).returns.resolves.toEqualTypeOf<boolean | string>();

for (const given of [adapter, { ...adapter }, () => adapter, async () => adapter])
  limitCodeRequests(given, { minIntervalSeconds: undefined, redirectTo: undefined, signIn: undefined });

declare const ownSignIn: (given: {
  user: User;
  account?: Account | null;
  profile?: Profile;
}) => Promise<boolean>;

export const config: AuthConfig = {
  providers: [],
  adapter,
  callbacks: {
    signIn: limitCodeRequests(adapter, {
      minIntervalSeconds: 30,
      redirectTo: '/code?again',
      signIn: ownSignIn,
    }),
  },
};
export const inline: AuthConfig['callbacks'] = {
  signIn: limitCodeRequests(adapter, {
    async signIn({ user, profile, email }) {
      expectTypeOf(user).toExtend<User>();
      expectTypeOf(email?.verificationRequest).toEqualTypeOf<boolean | undefined>();
      return profile?.email_verified ? '/welcome' : true;
    },
  }),
};
declare const given: SignIn;
export const wrapped: AuthConfig['callbacks'] = { signIn: limitCodeRequests(adapter, { signIn: given }) };
expectTypeOf<CodeRequestLimit['redirectTo']>().toEqualTypeOf<string | undefined>();

// @ts-expect-error a number is written as one
limitCodeRequests(adapter, { minIntervalSeconds: '60' });
// @ts-expect-error what it returns is none of Auth.js's answers
limitCodeRequests(adapter, { signIn: () => 1 });
// @ts-expect-error a database is no adapter
limitCodeRequests(drizzle(''));
