import type { MySql2Database } from 'drizzle-orm/mysql2';
import { accounts, sessions, users, verificationTokens } from '../../src/schema/index.ts';
import type { LookAlike } from './look-alikes.ts';
import { accountOf, expiredSessionOf, sessionOf, tokenOf, userOf } from './rows.ts';

/** Every name that somebody can be looked up by. */
export interface Names {
  readonly id: string;
  readonly email: string;
  readonly provider: string;
  readonly providerAccountId: string;
  readonly sessionToken: string;
  readonly expiredToken: string;
  readonly token: string;
}

/** A person with rows in every table, with their own names and names that look like these. */
export interface Owner {
  readonly what: string;
  readonly lookAlike: LookAlike;
  readonly own: Names;
  readonly asked: Names;
}

/** Values of the columns that the adapter keeps to itself. */
export const bookkeeping = { createdAt: new Date(0), updatedAt: new Date(0) };

/** Stores a person for each look-alike: a user, an account, a session, an expired session, and a token. */
export async function makeOwners(db: MySql2Database, lookAlikes: readonly LookAlike[]): Promise<Owner[]> {
  const owners = lookAlikes.map(newOwner);
  await storeOwners(db, owners);
  return owners;
}

export async function storeOwners(db: MySql2Database, owners: readonly Owner[]): Promise<void> {
  const rowsOf = <Row extends object>(...kinds: ((owner: Owner) => Row)[]) =>
    owners.flatMap((owner) => kinds.map((kind) => ({ ...kind(owner), ...bookkeeping })));
  await db.insert(users).values(rowsOf(userOf));
  await db.insert(accounts).values(rowsOf(accountOf));
  await db.insert(sessions).values(rowsOf(sessionOf, expiredSessionOf));
  await db.insert(verificationTokens).values(rowsOf(tokenOf));
}

let made = 0;

/** Gives somebody names that nobody else has. */
export function newOwner(lookAlike: LookAlike): Owner {
  // Four characters, because an id has room for twelve.
  const start = `n${(++made).toString(36).padStart(3, '0')}`;
  const [own, asked] = [namesOf(start, lookAlike.stored), namesOf(start, lookAlike.asked)];
  return { what: lookAlike.what, lookAlike, own, asked };
}

/** Puts the text last, because some collations ignore more at the end of a name than elsewhere. */
const namesOf = (start: string, text: string): Names => ({
  id: `${start}${text}`,
  email: `${start}@example.${text}`,
  provider: `${start}-provider-${text}`,
  providerAccountId: `${start}-account-${text}`,
  sessionToken: `${start}-session-${text}`,
  expiredToken: `${start}-expired-${text}`,
  token: `${start}-token-${text}`,
});

/** Reads every row of the four tables, byte for byte, as text that can be compared. */
export async function everyRow(db: MySql2Database): Promise<Set<string>> {
  const rows = new Set<string>();
  for (const [name, table] of Object.entries({ users, accounts, sessions, verificationTokens })) {
    for (const row of await db.select().from(table)) rows.add(`${name} ${JSON.stringify(row)}`);
  }
  return rows;
}

/** Returns the rows of one reading that a later one no longer has. */
export const lostRows = (before: ReadonlySet<string>, after: ReadonlySet<string>) =>
  [...before].filter((row) => !after.has(row));

/** Returns the rows that only one of two readings has. */
export const changedRows = (before: ReadonlySet<string>, after: ReadonlySet<string>) => [
  ...lostRows(before, after),
  ...lostRows(after, before),
];

/** Deletes every row, so that those of one test are not in the way of the next. */
export async function deleteRows(db: MySql2Database): Promise<void> {
  for (const table of [users, accounts, sessions, verificationTokens]) await db.delete(table);
}
