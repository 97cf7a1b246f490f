import { hash, verify } from '@node-rs/argon2';
import { eq } from 'drizzle-orm';
import type { MySqlDatabase, MySqlQueryResultHKT, PreparedQueryHKTBase } from 'drizzle-orm/mysql-core';
import type { Adapter } from 'next-auth/adapters';
import Credentials from 'next-auth/providers/credentials';
import { normalizeAddress } from './address';
import { users } from './schema';

/** Without a second factor, a password needs to be long; four words are. */
export const MIN_LENGTH = 15;

type Methods = Required<Pick<Adapter, 'getUserByEmail' | 'updateUser'>>;

/** Returns the database, on either driver. */
type Db = () => MySqlDatabase<MySqlQueryResultHKT, PreparedQueryHKTBase>;

/** Makes the sign-in by an address and a password. */
export const passwordSignIn = (adapter: Methods, db: Db) =>
  Credentials({
    id: 'password',
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize({ email, password }) {
      const user = await adapter.getUserByEmail(normalizeAddress(String(email)) ?? '');
      // The same work for everybody, so that the time it takes does not tell who has an account.
      const [stored, dummy] = [await storedHash(db, user?.id ?? ''), await dummyHash()];
      const isRight = await verify(stored ?? dummy, normalize(String(password)));
      return isRight && stored ? user : null;
    },
  });

/** Returns whether a user has a password. */
export async function hasPassword(db: Db, userId: string): Promise<boolean> {
  return (await storedHash(db, userId)) !== null;
}

/** Sets the password of a user, and ends none of their sessions. */
export async function setPassword(adapter: Methods, id: string, password: string): Promise<void> {
  // Auth.js's type of a user does not have the column.
  const user = { id, passwordHash: await hash(normalize(password)) };
  await adapter.updateUser(user);
}

/** Through Drizzle, because the adapter returns no private column. */
async function storedHash(db: Db, userId: string): Promise<string | null> {
  const [found] = await db().select({ hash: users.passwordHash }).from(users).where(eq(users.id, userId));
  return found?.hash ?? null;
}

let dummy: Promise<string> | undefined;

function dummyHash(): Promise<string> {
  dummy ??= hash(crypto.randomUUID());
  return dummy;
}

/** Two keyboards may send the same letter in different ways. */
const normalize = (password: string) => password.normalize('NFKC');
