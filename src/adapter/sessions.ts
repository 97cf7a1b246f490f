import type { AdapterSession } from '@auth/core/adapters';
import { and, eq, getTableName, gt, sql } from 'drizzle-orm';
import { prepareDelete } from '../database/prepare-delete.ts';
import { oncePerDatabase } from '../database/prepared.ts';
import { type PreparedStatement, read, write } from '../database/run.ts';
import { readMoment } from './columns/dates.ts';
import { columnValues } from './columns/values.ts';
import type { AdapterContext } from './context.ts';
import { exactly, nameCheck, requireName, requireText } from './identity.ts';
import { inserter } from './insert.ts';
import type { MySqlAdapterMethods, SessionAndUser } from './methods.ts';
import { requireRow } from './require-row.ts';
import type { SignUps } from './sign-ups.ts';
import { type AdapterTables, selectionOf, visibleColumns } from './tables.ts';
import { updater } from './update.ts';
import { userNotFound } from './user-errors.ts';

/** Makes the methods that work on sessions, where there is a table for them. */
export function sessionMethods(context: AdapterContext, signUps: SignUps): Partial<SessionMethods> {
  const { sessions } = context.tables;
  return sessions ? methodsOn(sessions, context, signUps) : {};
}

type SessionMethods = Pick<
  MySqlAdapterMethods,
  'createSession' | 'getSessionAndUser' | 'updateSession' | 'deleteSession'
>;

function methodsOn(
  sessions: AdapterTables['sessions'],
  context: AdapterContext,
  signUps: SignUps,
): SessionMethods {
  const { connect, now } = context;
  const { users } = context.tables;
  const table = getTableName(sessions);
  const expires = columnValues(sessions.expires);
  const onlyWhile = { table: users, condition: exactly(users.id, 'userId') };
  const insert = inserter<AdapterSession>(sessions, { visible: visibleColumns(sessions), now, onlyWhile });
  const { update, updateOfUser } = sessionUpdates(sessions, now);
  const { selectByToken, deleteByToken } = sessionStatements(sessions, users);
  const canBeToken = nameCheck(sessions.sessionToken);
  const canBeUserId = nameCheck(sessions.userId);

  return {
    async createSession(given) {
      const session = requireRow(given, 'session');
      const { userId } = session;
      return signUps.afterPasskey(userId, 'createSession', async (open) => {
        requireName(session.sessionToken, 'sessionToken');
        requireName(userId, 'userId');
        const { row, count } = await insert(await open(), { ...session });
        if (count === 0) throw userNotFound(users);
        return row;
      });
    },

    async getSessionAndUser(sessionToken) {
      if (!canBeToken(requireText(sessionToken, 'sessionToken'))) return null;
      const db = await connect();
      const rows = await read(db, { table }, selectByToken, { sessionToken });
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
      await write(await connect(), { table, isRepeatable: true }, deleteByToken, { sessionToken });
    },
  };
}

function sessionStatements(sessions: AdapterTables['sessions'], users: AdapterTables['users']) {
  const isNamed = exactly(sessions.sessionToken, 'sessionToken');
  return {
    selectByToken: oncePerDatabase(
      (db): PreparedStatement<SessionAndUser[]> =>
        db
          .select({ session: selectionOf(sessions), user: selectionOf(users) })
          .from(sessions)
          .innerJoin(users, eq(users.id, sessions.userId))
          .where(eq(sessions.sessionToken, sql.placeholder('sessionToken')))
          .$withCache(false)
          .prepare(),
    ),
    deleteByToken: oncePerDatabase((db) => prepareDelete(db, sessions, isNamed)),
  };
}

/** Makes the two updates of a session that has not expired: whoever it belongs to, and only one user's. */
function sessionUpdates(sessions: AdapterTables['sessions'], now: () => Date) {
  // A token that is looked up is never set, and a session never changes hands: both would move a row to another shard.
  const { sessionToken: _token, userId: _user, ...changeable } = visibleColumns(sessions);
  const isLive = and(
    exactly(sessions.sessionToken, 'where.sessionToken'),
    gt(sessions.expires, sql`${sql.placeholder('where.now')}`),
  );
  const isLiveOfUser = and(isLive, exactly(sessions.userId, 'where.userId'));
  return {
    update: updater(sessions, { changeable, now, where: isLive, isRepeatable: true }),
    updateOfUser: updater(sessions, { changeable, now, where: isLiveOfUser, isRepeatable: true }),
  };
}
