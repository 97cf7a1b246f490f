import type { AdapterSession } from '@auth/core/adapters';
import type { Database } from '../database/database.ts';
import { MySqlAdapterError } from '../errors.ts';
import { requireName, requireRow } from './arguments.ts';
import type { AdapterContext } from './context.ts';
import { prepareFindUsers } from './find-users.ts';
import type { MySqlAdapterMethods } from './methods.ts';
import { makeSessionExtras } from './new-session-values.ts';
import { prepareUnkeyedRemoval } from './passkey-accounts.ts';
import { userInactive } from './row-errors.ts';
import { sessionTokensOf } from './session-tokens.ts';
import type { SignUps } from './sign-ups.ts';
import { prepareInsert } from './statements/insert.ts';
import type { AdapterTables } from './tables/tables.ts';

/** Makes the method that creates a session. */
export function makeCreateSession(
  context: AdapterContext,
  signUps: SignUps,
  sessions: NonNullable<AdapterTables['sessions']>,
): MySqlAdapterMethods['createSession'] {
  const { isActive, now, tables, visible } = context;
  const { users } = tables;
  const { toStored, reveal } = sessionTokensOf(context, sessions);
  const extras = makeSessionExtras(context, sessions);
  const insertPlainly = prepareInsert<AdapterSession>(sessions, {
    now,
    owner: users,
    ownerCondition: isActive,
    visible: visible.sessions,
  });
  const insert = extras ? extras.lenient(insertPlainly) : insertPlainly;

  /** Throws the reason why no session was written: the user is gone, or is there and inactive. */
  async function explain(db: Database, userId: string, error: unknown): Promise<never> {
    const isNobody = error instanceof MySqlAdapterError && error.code === 'USER_NOT_FOUND';
    if (!isActive || !isNobody) throw error;
    if (!(await prepareFindUsers(context).byId(db, userId))) throw error;
    // Somebody who waits for approval has just signed up, perhaps: they have to stay, and not the account of a passkey
    // that Auth.js would store next.
    signUps.seen(userId);
    await prepareUnkeyedRemoval(context)(db, userId);
    throw userInactive(users);
  }

  return async function createSession(given) {
    const session = requireRow(given, 'session');
    const { userId, sessionToken } = session;
    return signUps.afterPasskey(userId, async (open) => {
      requireName(sessionToken, 'sessionToken');
      requireName(userId, 'userId');
      session.sessionToken = await toStored(sessionToken);
      const values = extras ? await extras.addTo(session) : session;
      const db = await open();
      const { row } = await insert(db, values).catch((error: unknown) => explain(db, userId, error));
      return reveal(row, sessionToken);
    });
  };
}
