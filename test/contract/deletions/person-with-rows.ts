import { type SQL, sql } from 'drizzle-orm';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { inAnHour, newAccount, newUser, signIn, unique } from '../../support/rows/samples.ts';
import type { Site } from './open-site.ts';

/** A user with rows in every table, and the address that links were sent to. */
export interface Person {
  readonly id: string;
  readonly email: string;
}

/** How many rows a person has in each table. */
export interface Rows {
  readonly users: number;
  readonly sessions: number;
  readonly accounts: number;
  readonly passkeys: number;
  readonly links: number;
}

/** The rows of somebody who is gone. */
export const NOTHING: Rows = { users: 0, sessions: 0, accounts: 0, passkeys: 0, links: 0 };

/** Returns the rows of a person made by {@link newPerson}. */
export const everything = ({ isProduction }: Site): Rows => ({
  users: 1,
  sessions: 2,
  accounts: 2,
  passkeys: isProduction ? 2 : 0,
  links: 2,
});

/** Makes a user with two rows in every other table. */
export async function newPerson(site: Site, id?: string): Promise<Person> {
  const adapter = site.adapter(id === undefined ? {} : { generateUserId: () => id });
  const user = await adapter.createUser(newUser());
  for (const _ of [1, 2]) {
    await signIn(adapter, user.id);
    await adapter.linkAccount(newAccount(user.id));
    await adapter.createAuthenticator?.(newPasskey(user.id));
    await sendLink(site, user.email);
  }
  return user;
}

/** Stores a link that was sent to an address and not followed yet. */
export async function sendLink(site: Site, identifier: string): Promise<void> {
  await site.adapter().createVerificationToken({ identifier, token: unique('token'), expires: inAnHour() });
}

/** Stores rows of a user who need not exist, as SQL by hand or a deletion that broke off leaves them. */
export async function insertRows(
  { open: { db }, tables, isProduction }: Site,
  userId: string,
): Promise<void> {
  const bookkeeping = { createdAt: new Date(), updatedAt: new Date() };
  for (const _ of [1, 2]) {
    const session = { sessionToken: unique('session'), userId, expires: inAnHour() };
    await db.insert(tables.sessions).values({ ...session, ...bookkeeping });
    await db.insert(tables.accounts).values(newAccount(userId));
    if (!isProduction || !('authenticators' in tables)) continue;
    await db
      .insert(tables.authenticators)
      .values({ ...newPasskey(userId), ...bookkeeping, transports: null });
  }
}

/** Counts the rows of somebody, by the very bytes of the id and of the address. */
export async function rowsOf({ open: { db }, isProduction }: Site, { id, email }: Person): Promise<Rows> {
  const count = async (table: string, column: string, value: string) => {
    const [rows] = await db.execute(
      sql`select count(*) as n from ${sql.identifier(table)} where ${bytesOf(sql.identifier(column))} = ${bytesOf(value)}`,
    );
    return Number((rows as unknown as { n: number }[])[0]?.n);
  };
  return {
    users: await count('users', 'id', id),
    sessions: await count('sessions', 'user_id', id),
    accounts: await count('accounts', 'user_id', id),
    passkeys: isProduction ? await count('authenticators', 'user_id', id) : 0,
    links: await count('verification_tokens', 'identifier', email),
  };
}

const bytesOf = (text: unknown): SQL => sql`cast(convert(${text} using utf8mb4) as binary)`;
