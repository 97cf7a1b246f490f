import { getTableName } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { isRefusedForGood } from '../../database/errors/database-error.ts';
import { once } from '../../database/once.ts';
import { MySqlAdapterError } from '../../errors.ts';
import type { AdapterContext } from '../context.ts';
import { prepareHalfMadeUserDelete } from './half-made-users.ts';
import { breakOff, type NewSignUp, type SignUpMemory } from './memory.ts';

/** How long a user who could not be removed counts as unfinished: an outage may last for hours. */
export const UNDONE_MS = 86_400_000;

/** Prepares the removal of users whose sign-up broke off. */
export function prepareUndo({ tables, warn }: AdapterContext, memory: SignUpMemory) {
  const { unfinished } = memory;
  const deleteHalfMade = once(() => prepareHalfMadeUserDelete(tables));

  return {
    /** Removes a user now or, if that fails, when they come back. */
    async undo(userId: string, signUp: NewSignUp, open: AdapterContext['connect']): Promise<void> {
      // Noted first, so that a call that finds the user meanwhile removes or forgets them too.
      breakOff(memory, userId, signUp, UNDONE_MS);
      try {
        const db = await open();
        if (!unfinished.has(userId)) return;
        await deleteHalfMade()(db, userId, signUp.account);
        unfinished.delete(userId);
      } catch (error) {
        const code = error instanceof MySqlAdapterError ? error.code : 'an error';
        const table = getTableName(tables.users);
        warn(`A failed sign-up may have left a new user in table ${table}: ${code}.`);
      }
    },

    /** Removes a user who has come back, unless they finished their sign-up; returns whether they are gone. */
    async remove(db: Database, userId: string): Promise<boolean> {
      try {
        const isGone = await deleteHalfMade()(db, userId, unfinished.get(userId)?.account);
        unfinished.delete(userId);
        return isGone;
      } catch (error) {
        // A foreign key or a trigger of the application refuses this, and would refuse it the next time too.
        if (isRefusedForGood(error)) unfinished.delete(userId);
        throw error;
      }
    },
  };
}
