import type { AdapterUser } from '@auth/core/adapters';
import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { Operation } from '../database/errors/database-error.ts';
import { read } from '../database/run.ts';
import { canHoldName } from './columns/texts.ts';
import type { AdapterContext } from './context.ts';
import { asciiLowerCase, isSameAddress } from './identity.ts';
import { userNotFound } from './row-errors.ts';
import { prepareSelect } from './statements/select.ts';
import { selectionOf } from './tables/selection.ts';

/** The reads of users. */
export type FindUsers = ReturnType<typeof prepareFindUsers>;

/** Prepares a SELECT of a user's address: only these two columns, so that no other value can make the read fail. */
export const prepareAddressSelect = (users: AdapterContext['tables']['users']) =>
  prepareSelect<Pick<AdapterUser, 'id' | 'email'>>(users, (db) =>
    db
      .select({ id: users.id, email: users.email })
      .from(users)
      .where(eq(users.id, sql.placeholder('id'))),
  );

/** Prepares the reads of users. */
export function prepareFindUsers({ tables: { users }, visible }: AdapterContext) {
  const email = sql.placeholder('email');
  const selectWhere = (where: () => SQL) =>
    prepareSelect<AdapterUser>(users, (db) =>
      db.select(selectionOf(visible.users)).from(users).where(where()),
    );
  const selectById = selectWhere(() => eq(users.id, sql.placeholder('id')));
  const selectByEmail = selectWhere(() => eq(users.email, email));
  const selectBySpellings = selectWhere(() => inArray(users.email, [email, sql.placeholder('lowerCase')]));

  /** Returns the users whom the database finds by an id, who may only look alike. */
  const withId = async (db: Database, id: string, operation?: Operation) =>
    canHoldName(users.id, id) ? read(db, selectById, { id }, operation) : [];

  /** Returns the users whom the database finds by an address, which may only look alike. */
  const withEmail = async (db: Database, email: string) => {
    if (!canHoldName(users.email, email)) return [];
    const lowerCase = asciiLowerCase(email);
    // Vitess looks up the shard of each value in a list, even of the same one twice.
    const select = email === lowerCase ? selectByEmail : selectBySpellings;
    return read(db, select, { email, lowerCase });
  };

  /** Returns the user with an id, or null. */
  const byId = async (db: Database, id: string, operation?: Operation): Promise<AdapterUser | null> =>
    (await withId(db, id, operation)).find((user) => user.id === id) ?? null;

  return {
    withId,
    withEmail,
    byId,

    /** Returns the user with an address, or null; an exact match comes first. */
    async byEmail(db: Database, email: string): Promise<AdapterUser | null> {
      const found = await withEmail(db, email);
      const isExact = (user: AdapterUser) => user.email === email;
      return found.find(isExact) ?? found.find((user) => isSameAddress(user.email, email)) ?? null;
    },

    /** Returns a user, who must exist. */
    async existing(db: Database, id: string, operation: Operation): Promise<AdapterUser> {
      const user = await byId(db, id, operation);
      if (!user) throw userNotFound(users);
      return user;
    },
  };
}
