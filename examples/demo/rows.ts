import type { Database } from 'authjs-drizzle-mysql';
import {
  accounts,
  authenticators,
  sessions,
  users,
  verificationTokens,
} from 'authjs-drizzle-mysql/schema/production';
import { desc, eq } from 'drizzle-orm';

/** How many rows of a table the page shows, the newest ones. */
export const ROW_LIMIT = 20;

const SESSION_LIMIT = 5;

/** The rows of the five tables. */
export type Tables = Awaited<ReturnType<typeof readTables>>;

/** Reads the newest rows of the five tables, one more of each than is shown, to know whether there are more. */
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

/** The rows that belong to one user. */
export type Belongings = Awaited<ReturnType<typeof readBelongings>>;

/** Reads a user's linked accounts, passkeys, number of sessions and newest sessions, the current one first. */
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

/** Deletes every session of a user, so that no browser can act as that user any longer. */
export async function deleteSessionsOf(db: Database, userId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, userId));
}
