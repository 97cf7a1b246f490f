import type { AdapterSession, AdapterUser } from '@auth/core/adapters';
import { invalidArgument } from '../adapter/arguments.ts';
import { dateFrom } from '../adapter/columns/dates.ts';
import type { AdapterContext } from '../adapter/context.ts';
import type { AdapterParts } from '../adapter/parts.ts';
import { prepareFindSession } from '../adapter/sessions.ts';
import { selectionOf } from '../adapter/tables/selection.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { sessionIdOf, sessionIdSelection } from './session-ids.ts';
import { timestampFrom, timestampsOf } from './shown-columns.ts';

/** The session that a request was made in. */
export interface CurrentSession {
  readonly user: AdapterUser;
  /** The token, as the cookie has it. */
  readonly sessionToken: string;
  readonly id: string;
  readonly expires: Date;
  readonly createdAt: Date | null;
}

interface Row {
  readonly session: AdapterSession & { readonly id?: string; readonly createdAt?: unknown };
  readonly user: AdapterUser;
}

const prepareCurrentSession = /* @__PURE__ */ oncePerObject((context: AdapterContext) => {
  const { sessions } = context.tables;
  if (!sessions)
    throw invalidArgument(
      'adapter',
      'keep sessions in a table',
      undefined,
      'one without: with JWT sessions, use `userById`',
    );
  const { sessionToken, userId, expires } = sessions;
  const session = {
    sessionToken,
    userId,
    expires,
    ...sessionIdSelection(sessions),
    ...timestampsOf(sessions),
  };
  const user = selectionOf(context.visible.users);
  return { sessions, find: prepareFindSession<Row>(context, sessions, () => ({ session, user })) };
});

/** Returns the live session with a token, and its user; null if there is none. One SELECT. */
export async function findCurrentSession(
  { context, signUps }: AdapterParts,
  token: string | undefined,
): Promise<CurrentSession | null> {
  const { sessions, find } = prepareCurrentSession(context);
  const found = token === undefined ? null : await find(token);
  if (!found || token === undefined) return null;
  const { user, session } = found;
  signUps.seen(user.id);
  return {
    user,
    sessionToken: token,
    id: await sessionIdOf(session),
    expires: dateFrom(session.expires, sessions.expires),
    createdAt: timestampFrom(sessions, 'createdAt', session.createdAt),
  };
}
