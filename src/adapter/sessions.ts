import type { AdapterSession } from '@auth/core/adapters';
import { and, eq, getTableName, gt, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { oncePerDatabase } from '../database/prepared.ts';
import { type PreparedStatement, read, write } from '../database/run.ts';
import { columnValues } from './column-values.ts';
import type { AdapterContext } from './context.ts';
import { exactly, requireText } from './identity.ts';
import { inserter } from './insert.ts';
import type { SessionAndUser } from './methods.ts';
import { visibleColumns } from './tables.ts';
import { updater } from './update.ts';
import { userNotFound } from './users.ts';

/** Makes the methods that work on sessions. */
export function sessionMethods({ connect, tables: { sessions, users }, now }: AdapterContext) {
  const table = getTableName(sessions);
  const visible = visibleColumns(sessions, ['id']);
  const expires = columnValues(sessions.expires);
  const insert = inserter<AdapterSession>(sessions, {
    visible,
    now,
    onlyWhile: { table: users, condition: exactly(users.id, 'userId') },
  });
  // A token that is looked up is never set, and a session never changes hands: both would move a row to another shard.
  const { sessionToken: _token, userId: _user, ...changeable } = visible;
  const isLive = and(
    exactly(sessions.sessionToken, 'where.sessionToken'),
    gt(sessions.expires, sql`${sql.placeholder('where.now')}`),
  );
  const update = updater(sessions, { changeable, now, where: isLive });
  const updateOfUser = updater(sessions, {
    changeable,
    now,
    where: and(isLive, exactly(sessions.userId, 'where.userId')),
  });
  const selectByToken = oncePerDatabase(
    (db): PreparedStatement<SessionAndUser[]> =>
      db
        .select({ session: visible, user: visibleColumns(users) })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .where(eq(sessions.sessionToken, sql.placeholder('sessionToken')))
        .prepare(),
  );
  const deleteByToken = oncePerDatabase((db) =>
    db.delete(sessions).where(exactly(sessions.sessionToken, 'sessionToken')).prepare(),
  );
  const remove = (db: Database, sessionToken: string) => write(table, deleteByToken(db), { sessionToken });

  return {
    async createSession(session: AdapterSession): Promise<AdapterSession> {
      requireText(session.sessionToken, 'sessionToken');
      requireText(session.userId, 'userId');
      const { row, count } = await insert(await connect(), { ...session });
      if (count === 0) throw userNotFound(getTableName(users));
      return row;
    },

    async getSessionAndUser(sessionToken: string): Promise<SessionAndUser | null> {
      requireText(sessionToken, 'sessionToken');
      const db = await connect();
      const rows = await read(table, selectByToken(db), { sessionToken });
      const found = rows.find(
        ({ session, user }) => session.sessionToken === sessionToken && session.userId === user.id,
      );
      if (!found) return null;
      if (found.session.expires > now()) return found;
      await remove(db, sessionToken);
      return null;
    },

    /** Returns nothing: a driver's row count cannot tell a session that is gone from one that did not change. */
    async updateSession(
      session: Partial<AdapterSession> & Pick<AdapterSession, 'sessionToken'>,
    ): Promise<undefined> {
      const where = {
        'where.sessionToken': requireText(session.sessionToken, 'sessionToken'),
        'where.now': expires.bind(now()),
      };
      const db = await connect();
      if (session.userId === undefined) await update(db, session, where);
      else
        await updateOfUser(db, session, { ...where, 'where.userId': requireText(session.userId, 'userId') });
    },

    async deleteSession(sessionToken: string): Promise<undefined> {
      requireText(sessionToken, 'sessionToken');
      await remove(await connect(), sessionToken);
    },
  };
}
