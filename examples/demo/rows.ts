import type { Database } from 'authjs-drizzle-mysql';
import { accounts, sessions, users, verificationTokens } from 'authjs-drizzle-mysql/schema';
import { desc, eq } from 'drizzle-orm';

/** Is how many rows of a table the page shows: the newest ones. */
export const ROW_LIMIT = 20;

/** Is what the four tables hold. */
export type Tables = Awaited<ReturnType<typeof readTables>>;

/** Reads the newest rows of the four tables. */
export async function readTables(database: Database) {
  const [userRows, accountRows, sessionRows, tokenRows] = await Promise.all([
    database.select().from(users).orderBy(desc(users.createdAt), users.id).limit(ROW_LIMIT),
    database.select().from(accounts).orderBy(desc(accounts.id)).limit(ROW_LIMIT),
    database.select().from(sessions).orderBy(desc(sessions.id)).limit(ROW_LIMIT),
    database.select().from(verificationTokens).orderBy(desc(verificationTokens.createdAt)).limit(ROW_LIMIT),
  ]);
  return { users: userRows, accounts: accountRows, sessions: sessionRows, verificationTokens: tokenRows };
}

/** Is what belongs to one user. */
export type Belongings = Awaited<ReturnType<typeof readBelongings>>;

/** Reads the sessions and the linked accounts of one user. */
export async function readBelongings(database: Database, userId: string) {
  const [sessionRows, accountRows] = await Promise.all([
    database.select().from(sessions).where(eq(sessions.userId, userId)).orderBy(desc(sessions.id)),
    database.select().from(accounts).where(eq(accounts.userId, userId)).orderBy(accounts.id),
  ]);
  return { sessions: sessionRows, accounts: accountRows };
}

/** Deletes every session of a user, and with them the right of every browser to act as that user. */
export async function deleteSessionsOf(database: Database, userId: string): Promise<void> {
  await database.delete(sessions).where(eq(sessions.userId, userId));
}
