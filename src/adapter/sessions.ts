import { and, eq, gt, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { type Database, isTransaction } from '../database/database.ts';
import { once } from '../database/once.ts';
import { read, write } from '../database/run.ts';
import { requireRow, requireText } from './arguments.ts';
import { dateFrom } from './columns/dates.ts';
import { canHoldName } from './columns/texts.ts';
import { columnValues } from './columns/values.ts';
import type { AdapterContext } from './context.ts';
import { makeCreateSession } from './create-session.ts';
import { exactly } from './identity.ts';
import type { MySqlAdapterMethods, SessionAndUser } from './methods.ts';
import { sessionTokensOf, tokenValues } from './session-tokens.ts';
import type { SignUps } from './sign-ups.ts';
import type { ColumnSql } from './statements/column-write.ts';
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
  const findByToken = prepareFindSession<SessionAndUser>(context, sessions, () => ({
    session: selectionOf(visible.sessions),
    user: selectionOf(visible.users),
  }));
  const { formsInTurn, reveal } = sessionTokensOf(context, sessions);
  const deleteByToken = prepareDelete(sessions, () => exactly(sessions.sessionToken, 'sessionToken'));

  return {
    createSession: makeCreateSession(context, signUps, sessions),

    async getSessionAndUser(sessionToken) {
      const found = await findByToken(requireText(sessionToken, 'sessionToken'));
      if (!found) return null;
      signUps.seen(found.user.id);
      reveal(found.session, sessionToken);
      return found;
    },

    updateSession: makeUpdateSession(context, sessions),

    async deleteSession(sessionToken) {
      const forms = await formsInTurn(requireText(sessionToken, 'sessionToken'));
      if (forms.length === 0) return;
      const db = await connect();
      await untilFound(forms, (sessionToken) => write(db, deleteByToken, { sessionToken }));
    },
  };
}

/** What is selected of a session and its user. */
type Selected = Readonly<Record<'session' | 'user', ReturnType<typeof selectionOf>>>;

/**
 * Prepares the search for a live session by its token; the function returns null if there is none.
 *
 * Its user must exist and be active. An expired session stays in the table: deleting it would fail or wait if the server
 * is read-only or locked.
 */
export function prepareFindSession<Row extends SessionAndUser>(
  context: AdapterContext,
  sessions: Sessions,
  selection: () => Selected,
): (sessionToken: string) => Promise<Row | null> {
  const { connect, isActive, now } = context;
  const { users } = context.tables;
  const { formsOf, isLike } = sessionTokensOf(context, sessions);
  const select = prepareSelect<Row>(sessions, (db) =>
    db
      .select(selection())
      .from(sessions)
      .innerJoin(users, and(eq(users.id, sessions.userId), isActive))
      .where(isLike()),
  );
  const hashRow = context.hashSessionTokens === 'migrate' && prepareHashing(context, sessions);

  return async (sessionToken) => {
    const forms = await formsOf(sessionToken);
    if (forms.length === 0) return null;
    const values = tokenValues(forms);
    const db = await connect();
    let found: Row | undefined;
    // Twice for two forms: of several shards, vtgate asks the lookup which form there is, and then for that one alone;
    // meanwhile another request may have put the hash in the place of the token.
    for (let looks = forms.length; !found && looks > 0; looks--) {
      const rows = await read(db, select, values);
      found = rows.find(
        ({ session, user }) => forms.includes(session.sessionToken) && session.userId === user.id,
      );
    }
    if (!found || dateFrom(found.session.expires, sessions.expires) <= now()) return null;
    if (hashRow && found.session.sessionToken !== forms[0]) await hashRow(db, forms);
    return found;
  };
}

function makeUpdateSession(context: AdapterContext, sessions: Sessions): SessionMethods['updateSession'] {
  const { connect, now } = context;
  const { formsInTurn } = sessionTokensOf(context, sessions);
  const updates = once(() => prepareUpdates(context, sessions));

  return async function updateSession(given) {
    const session = requireRow(given, 'session');
    const { sessionToken, userId } = session;
    const forms = await formsInTurn(requireText(sessionToken, 'sessionToken'));
    const moment = columnValues(sessions.expires).bind(now());
    if (userId !== undefined) requireText(userId, 'userId');
    if (forms.length === 0) return;
    if (userId !== undefined && !canHoldName(sessions.userId, userId)) return;
    const db = await connect();
    const { update, updateOfUser } = updates();
    await untilFound(forms, (stored) => {
      const where = { 'where.sessionToken': stored, 'where.now': moment };
      return userId === undefined
        ? update(db, session, where)
        : updateOfUser(db, session, { ...where, 'where.userId': userId });
    });
  };
}

/** Prepares the UPDATE of a live session by its token, and by its token and user. */
function prepareUpdates({ now }: AdapterContext, sessions: Sessions) {
  // A session's token and user never change: either change would move the row to another shard.
  const { sessionToken: _token, userId: _user, ...changeable } = visibleColumns(sessions);
  const isLive = and(
    exactly(sessions.sessionToken, 'where.sessionToken'),
    gt(sessions.expires, sql`${sql.placeholder('where.now')}`),
  );
  const options = {
    changeable,
    now,
    fixed: unmoved(sessions, (column) => /^timestamp/i.test(column.getSQLType())),
    isRepeatable: true,
  };
  const isLiveOfUser = and(isLive, exactly(sessions.userId, 'where.userId'));
  return {
    update: prepareUpdate(sessions, { ...options, where: isLive }),
    updateOfUser: prepareUpdate(sessions, { ...options, where: isLiveOfUser }),
  };
}

/** Writes by what a row may hold, one form after the other, until there is such a row. */
async function untilFound(
  forms: readonly string[],
  writeTo: (stored: string) => Promise<number | undefined>,
): Promise<void> {
  for (const stored of forms) if ((await writeTo(stored)) !== 0) return;
}

/**
 * Prepares the UPDATE that puts the hash in the place of the token in the row of a session.
 *
 * If it fails, as on a server that is read-only, the next request tries again: that must sign nobody out. So it is left
 * to others in a transaction of the caller's, whose earlier work could be lost with it, without a word.
 */
function prepareHashing({ now }: AdapterContext, sessions: Sessions) {
  const { sessionToken } = sessions;
  const update = prepareUpdate(sessions, {
    changeable: { sessionToken },
    now,
    where: exactly(sessionToken, 'where.otherToken'),
    // All of them: the database may have a `timestamp` where Drizzle has another type.
    fixed: unmoved(sessions, ({ generated }) => !generated),
    isRepeatable: true,
  });
  return async (db: Database, forms: readonly string[]) => {
    if (isTransaction(db)) return;
    await update(db, { sessionToken: forms[0] }, tokenValues(forms)).catch(() => {});
  };
}

/**
 * Keeps dates as they are in an UPDATE of other columns: the first `timestamp` of a table may change with every UPDATE
 * without a word in the schema, and a session would stay new, or be over.
 */
const unmoved = (sessions: Sessions, mayMove: (column: MySqlColumn) => boolean): ColumnSql =>
  Object.fromEntries(
    Object.entries(columnsOf(sessions))
      .filter(([key, column]) => /^(createdAt|expires)$/.test(key) && mayMove(column))
      .map(([key, column]) => [key, sql`${column}`]),
  );
