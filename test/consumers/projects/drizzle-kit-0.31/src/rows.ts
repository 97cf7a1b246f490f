// Parses what the adapter has written with the schemas that drizzle-zod makes of the tables.
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { drizzle } from 'drizzle-orm/mysql2';
import { createInsertSchema, createSelectSchema } from 'drizzle-zod';
import { expectTypeOf } from 'expect-type';
import { createPool } from 'mysql2/promise';
import type { z } from 'zod';

const { users, accounts, sessions, verificationTokens, authenticators } = tables;
const pool = createPool(process.env.DATABASE_URL ?? '');
const db = drizzle({ client: pool });
const adapter = MySqlAdapter(pool, { tables });
const soon = new Date(Date.now() + 3_600_000);

const { id: userId } = await adapter.createUser({ id: '', email: 'alan@example.com', emailVerified: soon });
const account = { userId, type: 'oauth', provider: 'github', providerAccountId: 'alan' } as const;
await adapter.linkAccount({ ...account, expires_at: 4_102_444_800, id_token: 'x'.repeat(70_000) });
await adapter.createSession({ sessionToken: 'alan', userId, expires: soon });
await adapter.createVerificationToken({ identifier: 'alan@example.com', token: 'alan', expires: soon });
await adapter.createAuthenticator?.({
  credentialID: 'YWxhbg==',
  userId,
  providerAccountId: 'YWxhbg==',
  credentialPublicKey: 'key',
  counter: 4_294_967_295,
  credentialDeviceType: 'multiDevice',
  credentialBackedUp: true,
});

const select = {
  users: createSelectSchema(users),
  accounts: createSelectSchema(accounts),
  sessions: createSelectSchema(sessions),
  verificationTokens: createSelectSchema(verificationTokens),
  authenticators: createSelectSchema(authenticators),
};
const insert = {
  users: createInsertSchema(users),
  accounts: createInsertSchema(accounts),
  sessions: createInsertSchema(sessions),
  verificationTokens: createInsertSchema(verificationTokens),
  authenticators: createInsertSchema(authenticators),
};
expectTypeOf<z.infer<typeof select.users>>().toEqualTypeOf<tables.User>();
expectTypeOf<z.infer<typeof select.accounts>>().toEqualTypeOf<tables.Account>();
expectTypeOf<z.infer<typeof select.sessions>>().toEqualTypeOf<tables.Session>();
expectTypeOf<z.infer<typeof select.verificationTokens>>().toEqualTypeOf<tables.VerificationToken>();

const parsed: Record<string, unknown> = {};
const all = { users, accounts, sessions, verificationTokens, authenticators };
for (const key of Object.keys(all) as (keyof typeof all)[]) {
  const [row] = await db.select().from(all[key]);
  parsed[key] = { row, select: select[key].parse(row), insert: insert[key].parse(row) };
}
const tooLong = insert.users.safeParse({ email: 'x'.repeat(256) });
console.log(JSON.stringify({ parsed, tooLong: tooLong.success }));
await pool.end();
