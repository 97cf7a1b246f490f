import { eq } from 'drizzle-orm';
import { hashPassword } from './passwords.ts';
import type { OpenDatabase } from './settings.ts';
import { users } from './tables.ts';

/** Stores a new password of a user. */
export async function storePassword({ db }: OpenDatabase, userId: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db.update(users).set({ passwordHash }).where(eq(users.id, userId));
}

/** Reads the hash of a user's password; undefined if there is none, or no such user. */
export async function readPasswordHash({ db }: OpenDatabase, userId: string): Promise<string | undefined> {
  const [found] = await db
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, userId));
  return found?.passwordHash ?? undefined;
}

/** Says whether a user has a password. */
export async function hasPassword(database: OpenDatabase, userId: string): Promise<boolean> {
  return (await readPasswordHash(database, userId)) !== undefined;
}
