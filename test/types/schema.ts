// Compiled, never run: what users of the schema see in their editor, with Drizzle 0.45 and with 1.0.

import {
  type Account,
  type accounts,
  type BasicTables,
  type CreatedTables,
  type CreateTablesOptions,
  createTables,
  type NewAccount,
  type NewSession,
  type NewUser,
  type NewVerificationToken,
  type SeedTables,
  type Session,
  sessions,
  type User,
  users,
  type VerificationToken,
  verificationTokens,
} from 'authjs-drizzle-mysql/schema';
import type * as production from 'authjs-drizzle-mysql/schema/production';
import type { InferInsertModel, InferSelectModel } from 'drizzle-orm';
import { index, varchar } from 'drizzle-orm/mysql-core';
import { expectTypeOf } from 'vitest';

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

type Flat<Type> = { [Key in keyof Type]: Type[Key] };
const created = createTables({
  prefix: 'auth_',
  extend: { users: { role: varchar('role', { length: 32 }).notNull().default('user') } },
  indexes: { users: (table) => [index('role').on(table.role)] },
});
expectTypeOf(created.users._.name).toEqualTypeOf<'auth_users'>();
expectTypeOf<InferSelectModel<typeof created.users>>().toEqualTypeOf<Flat<User & { role: string }>>();
expectTypeOf<InferInsertModel<typeof created.users>>().toEqualTypeOf<
  Flat<NewUser & { role?: string | undefined }>
>();
expectTypeOf<InferSelectModel<typeof created.accounts>>().toEqualTypeOf<Account>();
expectTypeOf(created.verificationTokens._.name).toEqualTypeOf<'auth_verification_tokens'>();
expectTypeOf(created).not.toHaveProperty('authenticators');

const plain = createTables();
expectTypeOf(plain.users).toEqualTypeOf<typeof users>();
expectTypeOf(plain.accounts).toEqualTypeOf<typeof accounts>();
expectTypeOf(plain.sessions).toEqualTypeOf<typeof sessions>();
expectTypeOf(plain.verificationTokens).toEqualTypeOf<typeof verificationTokens>();

type Unchanged = Record<never, never>;
expectTypeOf(createTables({ base: 'basic' })).toEqualTypeOf(plain);
expectTypeOf<BasicTables<'', Unchanged>>().toEqualTypeOf(plain);
expectTypeOf<CreatedTables<'basic', '', Unchanged>>().toEqualTypeOf(plain);

// The former name, which is deprecated.
const former = createTables({
  base: 'seed',
  extend: { users: { role: varchar('role', { length: 32 }) } },
  indexes: { users: (table) => [index('role').on(table.role)] },
});
expectTypeOf<(typeof former.users.$inferSelect)['role']>().toEqualTypeOf<string | null>();
expectTypeOf(createTables({ base: 'seed' })).toEqualTypeOf(plain);
expectTypeOf<SeedTables<'', Unchanged>>().toEqualTypeOf(plain);
expectTypeOf<CreatedTables<'seed', '', Unchanged>>().toEqualTypeOf(plain);
expectTypeOf<'basic' | 'production' | 'seed' | undefined>().toEqualTypeOf<
  CreateTablesOptions<'basic' | 'production' | 'seed', '', Unchanged>['base']
>();
declare const either: 'seed' | 'production';
expectTypeOf(createTables({ base: either })).toHaveProperty('users');

const grown = createTables({ base: 'production' });
expectTypeOf(grown.users).toEqualTypeOf<typeof production.users>();
expectTypeOf(grown.accounts).toEqualTypeOf<typeof production.accounts>();
expectTypeOf(grown.verificationTokens).toEqualTypeOf<typeof production.verificationTokens>();
expectTypeOf(grown.authenticators).toEqualTypeOf<typeof production.authenticators>();
expectTypeOf<production.Account>().toEqualTypeOf<
  Flat<Account & { refreshLease: string | null; refreshLeaseUntil: Date | null }>
>();
expectTypeOf<production.NewAccount>().toEqualTypeOf<
  Flat<NewAccount & { refreshLease?: string | null | undefined; refreshLeaseUntil?: Date | null | undefined }>
>();
expectTypeOf<production.User>().toEqualTypeOf<User>();
expectTypeOf<production.Session>().toEqualTypeOf<Session>();
expectTypeOf<production.VerificationToken>().toEqualTypeOf<
  Flat<VerificationToken & { code: string | null; attempts: number; allowed: number }>
>();
expectTypeOf<production.NewVerificationToken>().toEqualTypeOf<
  Flat<
    NewVerificationToken & {
      code?: string | null | undefined;
      attempts?: number | undefined;
      allowed?: number | undefined;
    }
  >
>();

// @ts-expect-error there is no such table
createTables({ extend: { members: {} } });
// @ts-expect-error a column is what Drizzle makes
createTables({ extend: { users: { role: 'user' } } });
// @ts-expect-error the basic set has no such table
createTables({ indexes: { authenticators: () => [] } });
// @ts-expect-error nor by its former name
createTables({ base: 'seed', indexes: { authenticators: () => [] } });
// @ts-expect-error there is no such base
createTables({ base: 'development' });
