import { asc } from 'drizzle-orm';
import { accounts, sessions, users, verificationTokens } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';

/** The time of every call here. */
export const NOW = new Date('2030-01-01T00:00:00.000Z');
export const LATER = new Date('2030-01-01T00:00:00.001Z');

export const PROVIDER = 'a provider';

/** Reads every row of the four tables, past the driver under test. */
export async function readTables({ db }: OpenBackend) {
  const [people, links, visits, tokens] = await Promise.all([
    db.select().from(users).orderBy(asc(users.id)),
    db.select().from(accounts).orderBy(asc(accounts.id)),
    db.select().from(sessions).orderBy(asc(sessions.id)),
    db.select().from(verificationTokens).orderBy(asc(verificationTokens.token)),
  ]);
  return { users: people, accounts: links, sessions: visits, tokens };
}

export type Tables = Awaited<ReturnType<typeof readTables>>;

/** Replaces the rows of some of the tables. */
export async function writeTables({ db }: OpenBackend, tables: Partial<Tables>): Promise<void> {
  const byName = { users, accounts, sessions, tokens: verificationTokens };
  for (const [name, rows] of Object.entries(tables)) {
    const table = byName[name as keyof Tables];
    await db.delete(table);
    await db.insert(table).values(rows as never);
  }
}

/**
 * Stores a few people, each with an account, a session, an expired session, and a token.
 *
 * The database must hold nobody else. Some have ids that a database might take for a number, and one the
 * character that a driver sends for half of a surrogate pair.
 */
export async function storePeople(backend: OpenBackend): Promise<Tables> {
  const ids = ['ada', 'Alan', '0', '1e0', 'f\ufffd'];
  const left = [...ids];
  const adapter = backend.adapter({ now: () => NOW, generateUserId: () => left.shift() ?? '' });
  for (const name of ids) {
    const email = `${name}@example.com`;
    const { id: userId } = await adapter.createUser({ id: '', name, email, emailVerified: null });
    const account = { provider: PROVIDER, providerAccountId: `account of ${name}` };
    await adapter.linkAccount({ ...account, userId, type: 'oauth' });
    await adapter.createSession({ userId, expires: LATER, sessionToken: `a session of ${name}` });
    await adapter.createSession({ userId, expires: NOW, sessionToken: `a past of ${name}` });
    await adapter.createVerificationToken({ identifier: email, token: `a token of ${name}`, expires: LATER });
  }
  return readTables(backend);
}

/** Leaves out the columns that no method returns. */
export function visible<Row extends object>(row: Row): Partial<Row> {
  const {
    createdAt: _,
    updatedAt: __,
    id,
    ...rest
  } = row as Row & Record<'id' | 'createdAt' | 'updatedAt', unknown>;
  return (typeof id === 'string' ? { ...rest, id } : rest) as Partial<Row>;
}
