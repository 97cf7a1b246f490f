import type { AdapterUser } from '@auth/core/adapters';
import { eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { Operation } from '../database/database-error.ts';
import { read } from '../database/run.ts';
import { selection } from '../database/statements.ts';
import { asciiLowerCase, nameCheck } from './identity.ts';
import { type AdapterTables, selectionOf } from './tables.ts';

/** Makes the reads of users; what they return may be lookalikes, for the caller to compare. */
export function userReads(users: AdapterTables['users']) {
  const visible = selectionOf(users);
  const selectById = selection<AdapterUser>(users, (db) =>
    db
      .select(visible)
      .from(users)
      .where(eq(users.id, sql.placeholder('id'))),
  );
  const spellings = [sql.placeholder('email'), sql.placeholder('lowerCase')];
  const selectByEmail = selection<AdapterUser>(users, (db) =>
    db.select(visible).from(users).where(inArray(users.email, spellings)),
  );
  const [canBeId, canBeEmail] = [nameCheck(users.id), nameCheck(users.email)];
  return {
    withId: async (db: Database, id: string, operation?: Operation) =>
      canBeId(id) ? read(db, selectById, { id }, operation) : [],
    withEmail: async (db: Database, email: string) =>
      canBeEmail(email) ? read(db, selectByEmail, { email, lowerCase: asciiLowerCase(email) }) : [],
  };
}
