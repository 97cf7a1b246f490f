import type { AdapterUser } from '@auth/core/adapters';
import { eq, getTableName, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { isDuplicate } from '../database/database-error.ts';
import { oncePerDatabase } from '../database/prepared.ts';
import { type PreparedStatement, read } from '../database/run.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { AdapterContext } from './context.ts';
import { asciiLowerCase, exactly, isSameAddress, requireText } from './identity.ts';
import { inserter } from './insert.ts';
import { visibleColumns } from './tables.ts';
import { updater } from './update.ts';

/** A clash of two random ids is rarer than once in a billion users; three more tries end it for good. */
const ID_ATTEMPTS = 4;

/** Makes the methods that work on the table of users alone. */
export function userMethods({ connect, tables: { users }, now, generateUserId }: AdapterContext) {
  const table = getTableName(users);
  const visible = visibleColumns(users);
  const { id: _, ...changeable } = visible;
  const insert = inserter<AdapterUser>(users, { visible, now });
  const update = updater(users, { changeable, now, where: exactly(users.id, 'where.id') });
  const selectById = oncePerDatabase(
    (db): PreparedStatement<AdapterUser[]> =>
      db
        .select(visible)
        .from(users)
        .where(eq(users.id, sql.placeholder('id')))
        .prepare(),
  );
  const selectByEmail = oncePerDatabase((db): PreparedStatement<AdapterUser[]> => {
    const spellings = [sql.placeholder('email'), sql.placeholder('lowerCase')];
    return db.select(visible).from(users).where(inArray(users.email, spellings)).prepare();
  });
  const withId = (db: Database, id: string) => read(table, selectById(db), { id });
  const withEmail = (db: Database, email: string) =>
    read(table, selectByEmail(db), { email, lowerCase: asciiLowerCase(email) });

  async function findById(db: Database, id: string): Promise<AdapterUser | null> {
    const rows = await withId(db, id);
    return rows.find((user) => user.id === id) ?? null;
  }

  /** Says which other user has the address, if that is why a write was a duplicate. */
  async function explainDuplicate(db: Database, email: unknown, ownId: string): Promise<void> {
    if (typeof email !== 'string') return;
    const others = (await withEmail(db, email)).filter((user) => user.id !== ownId);
    if (others.length === 0) return;
    const details = { table, column: users.email.name };
    throw others.some((user) => isSameAddress(user.email, email))
      ? new MySqlAdapterError('EMAIL_TAKEN', 'Another user has this e-mail address already.', details)
      : new MySqlAdapterError(
          'EMAIL_LOOKALIKE',
          'Another user has an e-mail address that the database cannot tell from this one: its collation takes ' +
            'them for equal. Ask for another address, or give the column a binary collation.',
          details,
        );
  }

  return {
    async createUser(user: AdapterUser): Promise<AdapterUser> {
      const db = await connect();
      const email = emptyAsNull(user.email);
      for (let attempt = 1; ; attempt++) {
        // The caller's id is not used: Auth.js makes one of 36 characters, which no seed column holds.
        const id = generateUserId();
        try {
          const { row } = await insert(db, { ...user, email, id });
          const isWhole = Object.keys(visible).every((key) => key in row);
          const created = isWhole ? row : await findById(db, id);
          if (created) return created;
          throw userNotFound(table);
        } catch (error) {
          if (!isDuplicate(error)) throw error;
          await explainDuplicate(db, email, '');
          const isClashOfIds = (await withId(db, id)).length > 0;
          if (!isClashOfIds || attempt === ID_ATTEMPTS) throw error;
        }
      }
    },

    async getUser(id: string): Promise<AdapterUser | null> {
      return findById(await connect(), requireText(id, 'id'));
    },

    async getUserByEmail(email: string): Promise<AdapterUser | null> {
      if (requireText(email, 'email') === '') return null;
      const found = await withEmail(await connect(), email);
      const isExact = (user: AdapterUser) => user.email === email;
      return found.find(isExact) ?? found.find((user) => isSameAddress(user.email, email)) ?? null;
    },

    async updateUser(user: Partial<AdapterUser> & Pick<AdapterUser, 'id'>): Promise<AdapterUser> {
      const id = requireText(user.id, 'id');
      const db = await connect();
      const email = emptyAsNull(user.email);
      try {
        await update(db, { ...user, email }, { 'where.id': id });
      } catch (error) {
        if (isDuplicate(error)) await explainDuplicate(db, email, id);
        throw error;
      }
      const updated = await findById(db, id);
      if (!updated) throw userNotFound(table);
      return updated;
    },
  };
}

/** Makes the error for a user who does not exist, or not any more. */
export const userNotFound = (table: string) =>
  new MySqlAdapterError(
    'USER_NOT_FOUND',
    `Expected the user to exist in table ${table}; there is none with this id.`,
    {
      table,
    },
  );

const emptyAsNull = (email: string | undefined) => (email === '' ? null : email);
