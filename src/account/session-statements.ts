import { and, eq, gt, not, type SQL, sql } from 'drizzle-orm';
import { dateFrom } from '../adapter/columns/dates.ts';
import { columnValues } from '../adapter/columns/values.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { exactly, hasBytesOf } from '../adapter/identity.ts';
import { sessionTokensOf } from '../adapter/session-tokens.ts';
import { prepareDelete } from '../adapter/statements/delete.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import { countedIdOf } from '../adapter/tables/columns.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import type { Database } from '../database/database.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { read } from '../database/run.ts';
import { sessionIdSelection } from './session-ids.ts';
import { shownColumns, timestampsOf } from './shown-columns.ts';

type Sessions = AdapterTables['sessions'];

/** A session as it is read for a list. */
export interface SessionRow {
  readonly sessionToken: string;
  readonly userId: string;
  readonly expires: unknown;
  readonly id?: string;
  readonly createdAt?: unknown;
  readonly updatedAt?: unknown;
  /** The other columns that may be shown. */
  readonly shown: Readonly<Record<string, unknown>>;
}

/** The statements on the sessions of one user, whose id is the placeholder `userId`; none without a table of them. */
export const prepareSessionStatements = /* @__PURE__ */ oncePerObject((context: AdapterContext) => {
  const { sessions } = context.tables;
  if (!sessions) return undefined;
  const { formsOf, isIt } = sessionTokensOf(context, sessions);
  return {
    sessions,
    formsOf,
    rowsOf: prepareLiveRows(context, sessions),
    ...prepareDeletes(sessions, isIt),
  };
});

/** Prepares a SELECT of the live sessions of a user. */
function prepareLiveRows({ now, visible }: AdapterContext, sessions: Sessions) {
  const { sessionToken, userId, expires } = sessions;
  const { bind } = columnValues(expires);
  const shown = shownColumns(visible.sessions, /^(id|sessionToken|userId|expires)$/);
  const own = { sessionToken, userId, expires, ...sessionIdSelection(sessions), ...timestampsOf(sessions) };
  const isLive = and(eq(userId, sql.placeholder('userId')), gt(expires, sql`${sql.placeholder('now')}`));
  const select = prepareSelect<Omit<SessionRow, 'shown'> & Partial<SessionRow>>(sessions, (db) =>
    db
      .select(isEmpty(shown) ? own : { ...own, shown })
      .from(sessions)
      .where(isLive),
  );
  return async (db: Database, id: string): Promise<SessionRow[]> => {
    const moment = now();
    const rows = await read(db, select, { userId: id, now: bind(moment) });
    // Again here, for the column may be less precise than the clock, and for whom the collation takes for the user.
    return rows
      .filter((row) => row.userId === id && dateFrom(row.expires, expires) > moment)
      .map((row) => ({ shown: {}, ...row }));
  };
}

const isEmpty = (columns: object) => Object.keys(columns).length === 0;

/**
 * Prepares the deletions of a user's sessions: of one by the placeholder `key`, of all, and of all but the current one.
 *
 * The key is the id, compared as the text that was shown, or in a table without one the token.
 */
function prepareDeletes(sessions: Sessions, isCurrent: () => SQL) {
  const { sessionToken, userId } = sessions;
  const id = countedIdOf(sessions);
  const isOwn = () => exactly(userId, 'userId');
  const isIt = () =>
    id ? and(sql`${id} = ${sql.placeholder('key')}`, hasBytesOf(id, 'key')) : exactly(sessionToken, 'key');
  return {
    hasIds: id !== undefined,
    deleteOne: prepareDelete(sessions, () => and(isIt(), isOwn())),
    deleteAll: prepareDelete(sessions, isOwn),
    deleteOthers: prepareDelete(sessions, () => and(isOwn(), not(isCurrent()))),
  };
}
