import { and, getTableName, isNull, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { oncePerDatabase } from '../database/prepared.ts';
import { write } from '../database/run.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { AdapterContext } from './context.ts';
import { exactly } from './identity.ts';
import type { AdapterTables, Tables } from './tables.ts';

/** How long after its user the first account is linked at the latest: Auth.js awaits `events.createUser` in between. */
const REMEMBERED_MS = 60_000;

/** How many new users are remembered; the oldest goes first, and is then not removed when its sign-up fails. */
const REMEMBERED_USERS = 1_000;

/**
 * Undoes sign-ups that end half-way: with a user, but without the account that the person signed up by.
 *
 * Left behind, such a user would make Auth.js refuse the next try, because the address is known and the account is not.
 */
export interface SignUps {
  /** Notes that a user has been made by this adapter. */
  remember(userId: string): void;
  /** Removes a user again whose account could not be linked, if nothing else hangs on them. */
  undo(userId: string, reason: unknown, connect: () => Database | Promise<Database>): Promise<void>;
}

/** Makes the memory of one adapter. */
export function newSignUps({ tables, now, undoesFailedSignUp, warn }: AdapterContext): SignUps {
  const createdAt = new Map<string, number>();
  const deleteUnused = unusedUserDeletion(tables);
  const table = getTableName(tables.users);

  /** Says whether a user was made just now; asked once, since nobody signs up twice. */
  function takeRecent(userId: string): boolean {
    const created = createdAt.get(userId) ?? Number.NEGATIVE_INFINITY;
    createdAt.delete(userId);
    return Number(now()) - created <= REMEMBERED_MS;
  }

  return {
    remember(userId) {
      if (!undoesFailedSignUp) return;
      const [oldest] = createdAt.keys();
      if (oldest !== undefined && createdAt.size >= REMEMBERED_USERS) createdAt.delete(oldest);
      createdAt.set(userId, Number(now()));
    },

    async undo(userId, reason, connect) {
      if (!isKnown(reason) || !takeRecent(userId)) return;
      try {
        await write(await connect(), { table }, deleteUnused, { id: userId });
      } catch (error) {
        const code = error instanceof MySqlAdapterError ? error.code : 'an error';
        warn(`A new user whose first account could not be linked stays in table ${table}: ${code}.`);
      }
    },
  };
}

/** Says whether it is certain that no account was linked. */
const isKnown = (error: unknown) => error instanceof MySqlAdapterError && error.code !== 'OUTCOME_UNKNOWN';

/**
 * Makes the statement that deletes a user who has no verified address, no account and no session.
 *
 * The counts name the user's row, so that they are taken after it is locked: of a subquery that stands alone, as of NOT
 * EXISTS turned into a join, it is the server's choice when to run it. One that ran before would miss the session of
 * whoever holds the row, and the user would go once they are done.
 */
function unusedUserDeletion({ users, accounts, sessions }: Tables) {
  const hasNone = ({ userId }: AdapterTables['accounts' | 'sessions']) =>
    sql`(select count(*) from ${userId.table} where ${userId} = ${users.id}) = 0`;
  const isUnused = and(isNull(users.emailVerified), hasNone(accounts), sessions && hasNone(sessions));
  return oncePerDatabase((db) =>
    db
      .delete(users)
      .where(and(exactly(users.id, 'id'), isUnused))
      .prepare(),
  );
}
