import { type SQL, sql } from 'drizzle-orm';
import { digestOfStored } from '../adapter/session-tokens.ts';
import { countedIdOf } from '../adapter/tables/columns.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';

/** A session as it is told from the others of its user. */
interface IdentifiedSession {
  readonly sessionToken: string;
  /** The id that the database has counted up, as text; undefined where the table has none. */
  readonly id?: string | undefined;
}

/** Returns what to select for the id of a session, as text: JavaScript's numbers do not hold every one. */
export function sessionIdSelection(sessions: AdapterTables['sessions']): { readonly id?: SQL<string> } {
  const id = countedIdOf(sessions);
  return id ? { id: sql<string>`cast(${id} as char)`.mapWith(String) } : {};
}

/**
 * Returns the id of a session for a page: the one in its table, or else one made from the token, from which nobody can
 * get back to it. It stays the same if the row is given the hash of its token.
 *
 * 22 of the 43 characters of the hash will do: the sessions of one user are told apart, and the token has 122 random bits.
 */
export async function sessionIdOf({ id, sessionToken }: IdentifiedSession): Promise<string> {
  return id ?? (await digestOfStored(sessionToken)).slice(0, 22);
}
