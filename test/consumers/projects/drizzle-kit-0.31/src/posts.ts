// Asks for posts of the site's own beside users, accounts and sessions of the package.
import { MySqlAdapter } from 'authjs-drizzle-mysql';
import type { User } from 'authjs-drizzle-mysql/schema/production';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import { expectTypeOf } from 'expect-type';
import * as schema from './schema/production.js';

type Flat<Type> = { [Key in keyof Type]: Type[Key] };
type Post = typeof schema.posts.$inferSelect;

const { accounts, posts, users } = schema;
const db = drizzle(process.env.DATABASE_URL ?? '', { schema, mode: 'default' });
const adapter = MySqlAdapter(db, { tables: schema });

const ada = await adapter.createUser({ id: '', email: 'ada@example.com', emailVerified: null });
const account = { userId: ada.id, type: 'oauth', provider: 'github', providerAccountId: 'ada' } as const;
await adapter.linkAccount(account);
await db.insert(posts).values({ authorId: ada.id, title: 'Notes' });

const related = await db.query.users.findFirst({
  where: eq(users.id, ada.id),
  with: { posts: { with: { author: true } }, accounts: { columns: { provider: true } } },
});
expectTypeOf(related).toEqualTypeOf<
  Flat<User & { posts: Flat<Post & { author: User }>[]; accounts: { provider: string }[] }> | undefined
>();

const joined = await db
  .select({ title: posts.title, email: users.email, provider: accounts.provider })
  .from(posts)
  .innerJoin(users, eq(users.id, posts.authorId))
  .leftJoin(accounts, eq(accounts.userId, users.id));
expectTypeOf(joined).toEqualTypeOf<{ title: string; email: string | null; provider: string | null }[]>();

const whole = await db.select().from(posts).leftJoin(users, eq(users.id, posts.authorId));
expectTypeOf(whole).toEqualTypeOf<{ posts: Post; users: User | null }[]>();

console.log(JSON.stringify({ ada, related, joined, whole }));
await db.$client.end();
