import { and, eq, gt, sql } from 'drizzle-orm';
import { read, write } from '../database/run.ts';
import { requireRow, requireText } from './arguments.ts';
import { dateFrom } from './columns/dates.ts';
import { canHoldName } from './columns/texts.ts';
import { columnValues } from './columns/values.ts';
import type { AdapterContext } from './context.ts';
import { makeCreateSession } from './create-session.ts';
import { exactly } from './identity.ts';
import type { MySqlAdapterMethods, SessionAndUser } from './methods.ts';
import { hideToken } from './session-token.ts';
import type { SignUps } from './sign-ups.ts';
import { prepareDelete } from './statements/delete.ts';
import { prepareSelect } from './statements/select.ts';
import { prepareUpdate } from './statements/update.ts';
import { columnsOf, visibleColumns } from './tables/columns.ts';
import { selectionOf } from './tables/selection.ts';
import type { AdapterTables } from './tables/tables.ts';

type Sessions = AdapterTables['sessions'];

type SessionMethods = Pick<
  MySqlAdapterMethods,
  'createSession' | 'getSessionAndUser' | 'updateSession' | 'deleteSession'
>;

/** Makes the methods that work on sessions, if there is a table for them. */
export function makeSessionMethods(context: AdapterContext, signUps: SignUps): Partial<SessionMethods> {
  const { connect, visible } = context;
  const { sessions } = context.tables;
  if (!sessions) return {};
  const selection = { session: selectionOf(visible.sessions), user: selectionOf(visible.users) };
  const selectByToken = prepareSessionSelect<SessionAndUser>(context, sessions, selection);
  const deleteByToken = prepareDelete(sessions, () => exactly(sessions.sessionToken, 'sessionToken'));

  return {
    createSession: makeCreateSession(context, signUps, sessions),

    async getSessionAndUser(sessionToken) {
      if (!canHoldName(sessions.sessionToken, requireText(sessionToken, 'sessionToken'))) return null;
      const rows = await read(await connect(), selectByToken, { sessionToken });
      const found = findLive(rows, sessionToken, context);
      if (!found) return null;
      signUps.seen(found.user.id);
      hideToken(context, found.session);
      return found;
    },

    updateSession: makeUpdateSession(context, sessions),

    async deleteSession(sessionToken) {
      if (!canHoldName(sessions.sessionToken, requireText(sessionToken, 'sessionToken'))) return;
      await write(await connect(), deleteByToken, { sessionToken });
    },
  };
}

/** Prepares a SELECT of the sessions that the database finds by a token, with their users, who must be active. */
export function prepareSessionSelect<Row>(
  { isActive, tables: { users } }: AdapterContext,
  sessions: Sessions,
  selection: Readonly<Record<'session' | 'user', ReturnType<typeof selectionOf>>>,
) {
  return prepareSelect<Row>(sessions, (db) =>
    db
      .select(selection)
      .from(sessions)
      .innerJoin(users, and(eq(users.id, sessions.userId), isActive))
      .where(eq(sessions.sessionToken, sql.placeholder('sessionToken'))),
  );
}

/**
 * Returns the session with a token, and its user; null if it has expired.
 *
 * An expired session stays in the table: deleting it would fail or wait if the server is read-only or locked.
 */
export function findLive<Row extends SessionAndUser>(
  rows: readonly Row[],
  sessionToken: string,
  { now, tables: { sessions } }: AdapterContext,
): Row | null {
  const found = rows.find(
    ({ session, user }) => session.sessionToken === sessionToken && session.userId === user.id,
  );
  return found && sessions && dateFrom(found.session.expires, sessions.expires) > now() ? found : null;
}

function makeUpdateSession(
  { connect, now }: AdapterContext,
  sessions: Sessions,
): SessionMethods['updateSession'] {
  const expires = columnValues(sessions.expires);
  // A session's token and user never change: either change would move the row to another shard.
  const { sessionToken: _token, userId: _user, ...changeable } = visibleColumns(sessions);
  const isLive = and(
    exactly(sessions.sessionToken, 'where.sessionToken'),
    gt(sessions.expires, sql`${sql.placeholder('where.now')}`),
  );
  // The first `timestamp` of a table may change with every UPDATE without a word in the schema: a session would stay new.
  const { createdAt } = columnsOf(sessions);
  const fixed = createdAt && /^timestamp/i.test(createdAt.getSQLType()) && { createdAt: sql`${createdAt}` };
  const options = { changeable, now, fixed, isRepeatable: true };
  const isLiveOfUser = and(isLive, exactly(sessions.userId, 'where.userId'));
  const update = prepareUpdate(sessions, { ...options, where: isLive });
  const updateOfUser = prepareUpdate(sessions, { ...options, where: isLiveOfUser });

  return async function updateSession(given) {
    const session = requireRow(given, 'session');
    const { sessionToken, userId } = session;
    const where = {
      'where.sessionToken': requireText(sessionToken, 'sessionToken'),
      'where.now': expires.bind(now()),
    };
    if (userId !== undefined) requireText(userId, 'userId');
    if (!canHoldName(sessions.sessionToken, sessionToken)) return;
    if (userId === undefined) await update(await connect(), session, where);
    else if (canHoldName(sessions.userId, userId))
      await updateOfUser(await connect(), session, { ...where, 'where.userId': userId });
  };
}
