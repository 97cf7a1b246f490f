import type { Database } from 'authjs-drizzle-mysql';
import {
  accounts,
  authenticators,
  sessions,
  users,
  verificationTokens,
} from 'authjs-drizzle-mysql/schema/production';
import { desc, eq } from 'drizzle-orm';

/** Is how many rows of a table the page shows: the newest ones. */
export const ROW_LIMIT = 20;

const SESSION_LIMIT = 5;

/** Is what the five tables hold. */
export type Tables = Awaited<ReturnType<typeof readTables>>;

/** Reads the newest rows of the five tables, and one more of each than is shown, which tells that there are more. */
export async function readTables(db: Database) {
  const [userRows, accountRows, sessionRows, tokenRows, passkeyRows] = await Promise.all([
    db
      .select()
      .from(users)
      .orderBy(desc(users.createdAt), users.id)
      .limit(ROW_LIMIT + 1),
    db
      .select()
      .from(accounts)
      .orderBy(desc(accounts.id))
      .limit(ROW_LIMIT + 1),
    db
      .select()
      .from(sessions)
      .orderBy(desc(sessions.id))
      .limit(ROW_LIMIT + 1),
    db
      .select()
      .from(verificationTokens)
      .orderBy(desc(verificationTokens.createdAt))
      .limit(ROW_LIMIT + 1),
    db
      .select()
      .from(authenticators)
      .orderBy(desc(authenticators.id))
      .limit(ROW_LIMIT + 1),
  ]);
  return {
    users: userRows,
    accounts: accountRows,
    sessions: sessionRows,
    verificationTokens: tokenRows,
    authenticators: passkeyRows,
  };
}

/** Is what belongs to one user. */
export type Belongings = Awaited<ReturnType<typeof readBelongings>>;

/** Reads the linked accounts and passkeys of one user and the newest sessions, the current one before all, and counts them. */
export async function readBelongings(db: Database, userId: string, currentToken: string) {
  const theirs = eq(sessions.userId, userId);
  const newest = [desc(eq(sessions.sessionToken, currentToken)), desc(sessions.id)];
  const [sessionRows, sessionCount, accountRows, passkeyRows] = await Promise.all([
    db
      .select()
      .from(sessions)
      .where(theirs)
      .orderBy(...newest)
      .limit(SESSION_LIMIT),
    db.$count(sessions, theirs),
    db.select().from(accounts).where(eq(accounts.userId, userId)).orderBy(accounts.id),
    db.select().from(authenticators).where(eq(authenticators.userId, userId)).orderBy(authenticators.id),
  ]);
  return { sessions: sessionRows, sessionCount, accounts: accountRows, passkeys: passkeyRows };
}

/** Deletes every session of a user, and with them the right of every browser to act as that user. */
export async function deleteSessionsOf(db: Database, userId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, userId));
}
