// Compiled, never run: what users of the schema see in their editor.
import type { InferInsertModel, InferSelectModel } from 'drizzle-orm';
import { expectTypeOf } from 'vitest';
import {
  type Account,
  type accounts,
  type NewAccount,
  type NewSession,
  type NewUser,
  type NewVerificationToken,
  type Session,
  sessions,
  type User,
  users,
  type VerificationToken,
  verificationTokens,
} from '../../src/schema/index.ts';

expectTypeOf<User>().toEqualTypeOf<{
  id: string;
  name: string | null;
  email: string | null;
  emailVerified: Date | null;
  image: string | null;
  createdAt: Date;
  updatedAt: Date;
}>();
expectTypeOf<Record<never, never>>().toExtend<NewUser>();
expectTypeOf<Account['expires_at']>().toEqualTypeOf<number | null>();
expectTypeOf<Account['userId']>().toEqualTypeOf<string | null>();
expectTypeOf<Account['id']>().toEqualTypeOf<number>();
expectTypeOf<{ type: string; provider: string; providerAccountId: string }>().toExtend<NewAccount>();
expectTypeOf<{ type: string; provider: string }>().not.toExtend<NewAccount>();
expectTypeOf<Session>().toEqualTypeOf<{
  id: number;
  userId: string;
  expires: Date;
  sessionToken: string;
  createdAt: Date;
  updatedAt: Date;
}>();
expectTypeOf<{ userId: string; expires: Date; sessionToken: string }>().toExtend<NewSession>();
expectTypeOf<{ userId: string; sessionToken: string }>().not.toExtend<NewSession>();
expectTypeOf<VerificationToken['expires']>().toEqualTypeOf<Date>();
expectTypeOf<{ identifier: string; token: string; expires: Date }>().toExtend<NewVerificationToken>();

expectTypeOf<User>().toEqualTypeOf<InferSelectModel<typeof users>>();
expectTypeOf<NewAccount>().toEqualTypeOf<InferInsertModel<typeof accounts>>();
expectTypeOf(users._.name).toEqualTypeOf<'users'>();
expectTypeOf(sessions._.name).toEqualTypeOf<'sessions'>();
expectTypeOf(verificationTokens._.name).toEqualTypeOf<'verification_tokens'>();
