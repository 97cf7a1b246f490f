import { requireText } from '../adapter/arguments.ts';
import { dateFrom } from '../adapter/columns/dates.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { tokenValues } from '../adapter/session-tokens.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import type { Database } from '../database/database.ts';
import { write } from '../database/run.ts';
import { sessionIdOf } from './session-ids.ts';
import { prepareSessionStatements, type SessionRow } from './session-statements.ts';
import { timestampFrom } from './shown-columns.ts';

/**
 * A session on a person's own page, without its token; with your own columns of the table, such as `userAgent`.
 *
 * `id` is for `revokeSession`. The dates are null where the table does not have them.
 */
export interface ListedSession {
  readonly id: string;
  /** Whether it is the session that the request was made in. */
  readonly isCurrent: boolean;
  readonly expires: Date;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly userAgent?: string | null;
  readonly ipAddress?: string | null;
  readonly [column: string]: unknown;
}

/**
 * Makes the functions that list and end the sessions of a user; without a table of sessions, there are none.
 *
 * `currentToken` is that of the session that the request was made in, if there is one.
 */
export function makeSessionFunctions(context: AdapterContext, userId: string, currentToken?: string) {
  const { connect } = context;
  const statements = prepareSessionStatements(context);

  const currentForms = async () =>
    statements && currentToken !== undefined ? statements.formsOf(currentToken) : [];

  /** Finds what is stored of the token of a live session by the id that was made from it. */
  async function storedTokenOf(db: Database, id: string): Promise<string | undefined> {
    for (const row of (await statements?.rowsOf(db, userId)) ?? [])
      if ((await sessionIdOf(row)) === id) return row.sessionToken;
    return undefined;
  }

  return {
    async listSessions(): Promise<ListedSession[]> {
      if (!statements) return [];
      const { sessions, rowsOf, hasIds } = statements;
      const current = await currentForms();
      const rows = await rowsOf(await connect(), userId);
      const listed = rows.map(async (row) => ({
        ...(await toListed(row, sessions)),
        isCurrent: current.includes(row.sessionToken),
      }));
      return (await Promise.all(listed)).sort(newestFirst(hasIds));
    },

    async revokeSession(id: string): Promise<boolean> {
      requireText(id, 'id');
      // Digits alone, because a database takes other text for a number too.
      if (!statements || (statements.hasIds && !/^\d{1,20}$/.test(id))) return false;
      const db = await connect();
      if (statements.hasIds) return (await write(db, statements.deleteOne, { key: id, userId })) > 0;
      for (let key: string | undefined; ; ) {
        const stored = await storedTokenOf(db, id);
        // The same one again: it was deleted meanwhile. Another one: the row was given its hash.
        if (stored === undefined || stored === key) return false;
        key = stored;
        if ((await write(db, statements.deleteOne, { key, userId })) > 0) return true;
      }
    },

    async revokeSessions(): Promise<number> {
      return statements ? write(await connect(), statements.deleteAll, { userId }) : 0;
    },

    async revokeOtherSessions(): Promise<number> {
      const current = await currentForms();
      if (!statements || current.length === 0) return 0;
      return write(await connect(), statements.deleteOthers, { userId, ...tokenValues(current) });
    },
  };
}

async function toListed(row: SessionRow, sessions: AdapterTables['sessions']) {
  return {
    ...row.shown,
    id: await sessionIdOf(row),
    expires: dateFrom(row.expires, sessions.expires),
    createdAt: timestampFrom(sessions, 'createdAt', row.createdAt),
    updatedAt: timestampFrom(sessions, 'updatedAt', row.updatedAt),
  };
}

/** Compares by when they began; by their ids where that was in the same second, or by when they end. */
const newestFirst =
  (hasIds: boolean) =>
  (one: ListedSession, other: ListedSession): number =>
    Number(other.createdAt) - Number(one.createdAt) ||
    (hasIds ? Number(BigInt(other.id) - BigInt(one.id)) : Number(other.expires) - Number(one.expires));
