import type { AdapterSession } from '@auth/core/adapters';
import { and, eq, gt, sql } from 'drizzle-orm';
import { read, write } from '../database/run.ts';
import { requireName, requireRow, requireText } from './arguments.ts';
import { dateFrom } from './columns/dates.ts';
import { canHoldName } from './columns/texts.ts';
import { columnValues } from './columns/values.ts';
import type { AdapterContext } from './context.ts';
import { exactly } from './identity.ts';
import type { MySqlAdapterMethods, SessionAndUser } from './methods.ts';
import type { SignUps } from './sign-ups.ts';
import { prepareDelete } from './statements/delete.ts';
import { prepareInsert } from './statements/insert.ts';
import { prepareSelect } from './statements/select.ts';
import { prepareUpdate } from './statements/update.ts';
import { visibleColumns } from './tables/columns.ts';
import { selectionOf } from './tables/selection.ts';
import type { AdapterTables } from './tables/tables.ts';

type Sessions = AdapterTables['sessions'];

type SessionMethods = Pick<
  MySqlAdapterMethods,
  'createSession' | 'getSessionAndUser' | 'updateSession' | 'deleteSession'
>;

/** Makes the methods that work on sessions, if there is a table for them. */
export function makeSessionMethods(context: AdapterContext, signUps: SignUps): Partial<SessionMethods> {
  const { connect, now } = context;
  const { sessions, users } = context.tables;
  if (!sessions) return {};
  const insert = prepareInsert<AdapterSession>(sessions, { now, owner: users });
  const selectByToken = prepareSessionSelect(sessions, users);
  const deleteByToken = prepareDelete(sessions, () => exactly(sessions.sessionToken, 'sessionToken'));

  return {
    async createSession(given) {
      const session = requireRow(given, 'session');
      const { userId } = session;
      return signUps.afterPasskey(userId, async (open) => {
        requireName(session.sessionToken, 'sessionToken');
        requireName(userId, 'userId');
        const { row } = await insert(await open(), session);
        return row;
      });
    },

    async getSessionAndUser(sessionToken) {
      if (!canHoldName(sessions.sessionToken, requireText(sessionToken, 'sessionToken'))) return null;
      const rows = await read(await connect(), selectByToken, { sessionToken });
      const found = rows.find(
        ({ session, user }) => session.sessionToken === sessionToken && session.userId === user.id,
      );
      // An expired session stays in the table: deleting it would fail or wait if the server is read-only or locked.
      if (!found || dateFrom(found.session.expires, sessions.expires) <= now()) return null;
      signUps.seen(found.user.id);
      return found;
    },

    updateSession: makeUpdateSession(context, sessions),

    async deleteSession(sessionToken) {
      if (!canHoldName(sessions.sessionToken, requireText(sessionToken, 'sessionToken'))) return;
      await write(await connect(), deleteByToken, { sessionToken });
    },
  };
}

function prepareSessionSelect(sessions: Sessions, users: AdapterTables['users']) {
  return prepareSelect<SessionAndUser>(sessions, (db) =>
    db
      .select({ session: selectionOf(sessions), user: selectionOf(users) })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(sessions.sessionToken, sql.placeholder('sessionToken'))),
  );
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
  const isLiveOfUser = and(isLive, exactly(sessions.userId, 'where.userId'));
  const update = prepareUpdate(sessions, { changeable, now, where: isLive, isRepeatable: true });
  const updateOfUser = prepareUpdate(sessions, { changeable, now, where: isLiveOfUser, isRepeatable: true });

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
