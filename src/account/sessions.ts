import { requireText } from '../adapter/arguments.ts';
import { dateFrom } from '../adapter/columns/dates.ts';
import type { AdapterContext } from '../adapter/context.ts';
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

  /** Finds the token of a live session by the id that was made from it. */
  async function tokenOf(db: Database, id: string): Promise<string | undefined> {
    for (const row of (await statements?.rowsOf(db, userId)) ?? [])
      if ((await sessionIdOf(row)) === id) return row.sessionToken;
    return undefined;
  }

  return {
    async listSessions(): Promise<ListedSession[]> {
      if (!statements) return [];
      const { sessions, rowsOf, hasIds } = statements;
      const rows = await rowsOf(await connect(), userId);
      const listed = rows.map(async (row) => ({
        ...(await toListed(row, sessions)),
        isCurrent: row.sessionToken === currentToken,
      }));
      return (await Promise.all(listed)).sort(newestFirst(hasIds));
    },

    async revokeSession(id: string): Promise<boolean> {
      requireText(id, 'id');
      // Digits alone, because a database takes other text for a number too.
      if (!statements || (statements.hasIds && !/^\d{1,20}$/.test(id))) return false;
      const db = await connect();
      const key = statements.hasIds ? id : await tokenOf(db, id);
      return key !== undefined && (await write(db, statements.deleteOne, { key, userId })) > 0;
    },

    async revokeSessions(): Promise<number> {
      return statements ? write(await connect(), statements.deleteAll, { userId }) : 0;
    },

    async revokeOtherSessions(): Promise<number> {
      if (!statements || currentToken === undefined) return 0;
      return write(await connect(), statements.deleteOthers, { userId, sessionToken: currentToken });
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
