import type { AdapterSession } from '@auth/core/adapters';
import { and, eq, gt, sql } from 'drizzle-orm';
import { read, write } from '../database/run.ts';
import { deletion, selection } from '../database/statements.ts';
import { readMoment } from './columns/dates.ts';
import { columnValues } from './columns/values.ts';
import type { AdapterContext } from './context.ts';
import { exactly, nameCheck, requireName, requireText } from './identity.ts';
import { inserter } from './insert.ts';
import type { MySqlAdapterMethods, SessionAndUser } from './methods.ts';
import { requireRow } from './require-row.ts';
import type { SignUps } from './sign-ups.ts';
import { selectionOf, visibleColumns } from './tables.ts';
import { updater } from './update.ts';

type SessionMethods = Pick<
  MySqlAdapterMethods,
  'createSession' | 'getSessionAndUser' | 'updateSession' | 'deleteSession'
>;

/** Makes the methods that work on sessions, where there is a table for them. */
export function sessionMethods(context: AdapterContext, signUps: SignUps): Partial<SessionMethods> {
  const { connect, now } = context;
  const { sessions, users } = context.tables;
  if (!sessions) return {};
  const expires = columnValues(sessions.expires);
  const insert = inserter<AdapterSession>(sessions, now, users);
  const selectByToken = selection<SessionAndUser>(sessions, (db) =>
    db
      .select({ session: selectionOf(sessions), user: selectionOf(users) })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(sessions.sessionToken, sql.placeholder('sessionToken'))),
  );
  const deleteByToken = deletion(sessions, () => exactly(sessions.sessionToken, 'sessionToken'));
  // A token that is looked up is never set, and a session never changes hands: both would move a row to another shard.
  const { sessionToken: _token, userId: _user, ...changeable } = visibleColumns(sessions);
  const isLive = and(
    exactly(sessions.sessionToken, 'where.sessionToken'),
    gt(sessions.expires, sql`${sql.placeholder('where.now')}`),
  );
  const isLiveOfUser = and(isLive, exactly(sessions.userId, 'where.userId'));
  const update = updater(sessions, { changeable, now, where: isLive, isRepeatable: true });
  const updateOfUser = updater(sessions, { changeable, now, where: isLiveOfUser, isRepeatable: true });
  const canBeToken = nameCheck(sessions.sessionToken);
  const canBeUserId = nameCheck(sessions.userId);

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
      if (!canBeToken(requireText(sessionToken, 'sessionToken'))) return null;
      const db = await connect();
      const rows = await read(db, selectByToken, { sessionToken });
      const found = rows.find(
        ({ session, user }) => session.sessionToken === sessionToken && session.userId === user.id,
      );
      // One that is over stays in the table: to delete it would fail or wait where the server is read-only or locked.
      if (!found || readMoment(found.session.expires, sessions.expires) <= now()) return null;
      signUps.seen(found.user.id);
      return found;
    },

    async updateSession(given) {
      const session = requireRow(given, 'session');
      const { sessionToken, userId } = session;
      const where = {
        'where.sessionToken': requireText(sessionToken, 'sessionToken'),
        'where.now': expires.bind(now()),
      };
      if (userId !== undefined) requireText(userId, 'userId');
      if (!canBeToken(sessionToken)) return;
      if (userId === undefined) await update(await connect(), session, where);
      else if (canBeUserId(userId))
        await updateOfUser(await connect(), session, { ...where, 'where.userId': userId });
    },

    async deleteSession(sessionToken) {
      if (!canBeToken(requireText(sessionToken, 'sessionToken'))) return;
      await write(await connect(), deleteByToken, { sessionToken });
    },
  };
}
