import type { Database } from 'authjs-drizzle-mysql';
import { desc } from 'drizzle-orm';
import { accounts, authenticators, sessions, users, verificationTokens } from './tables.ts';

/** How many rows of a table the page shows, the newest ones. */
export const ROW_LIMIT = 20;

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
