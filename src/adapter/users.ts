import type { AdapterUser } from '@auth/core/adapters';
import type { Database } from '../database/database.ts';
import { isDuplicate, type Operation } from '../database/database-error.ts';
import type { AdapterContext } from './context.ts';
import { decoratedInserter } from './decorated-insert.ts';
import { exactly, isSameAddress, nameCheck, requireName, requireText } from './identity.ts';
import { inserter } from './insert.ts';
import { requireRow } from './require-row.ts';
import { emailLookalike, emailTaken, userNotFound } from './row-errors.ts';
import type { SignUps } from './sign-ups.ts';
import { visibleColumns } from './tables.ts';
import { uniqueAddresses } from './unique-addresses.ts';
import { updater } from './update.ts';
import { userReads } from './user-reads.ts';

/** A clash of two random ids is rarer than once in a billion users; three more tries end it for good. */
const ID_ATTEMPTS = 4;

/** Makes the methods that work on the table of users alone. */
export function userMethods(context: AdapterContext, signUps: SignUps) {
  const { connect, now, generateUserId, warn } = context;
  const { users } = context.tables;
  const { id: _, ...changeable } = visibleColumns(users);
  const insert = decoratedInserter(
    inserter<AdapterUser>(users, now),
    // Entra ID sends whole photos as data URLs.
    { name: users.name, image: users.image },
    warn,
  );
  const update = updater(users, { changeable, now, where: exactly(users.id, 'where.id') });
  const writeAddress = uniqueAddresses(context);
  const { withId, withEmail } = userReads(users);
  const canBeId = nameCheck(users.id);

  async function findById(db: Database, id: string, operation?: Operation): Promise<AdapterUser> {
    const user = (await withId(db, id, operation)).find((row) => row.id === id);
    if (!user) throw userNotFound(users);
    return user;
  }

  /** Finds the user with an address, the exact one first. */
  async function findByEmail(db: Database, email: string): Promise<AdapterUser | null> {
    const rows = await withEmail(db, email);
    const isExact = (user: AdapterUser) => user.email === email;
    return rows.find(isExact) ?? rows.find((user) => isSameAddress(user.email, email)) ?? null;
  }

  /** Returns the other users whom the database finds by an address, none of whom has it, unless the user has it too. */
  async function requireFree(
    db: Database,
    email: string | null | undefined,
    ownId?: string,
  ): Promise<AdapterUser[]> {
    if (!email) return [];
    const found = await withEmail(db, email);
    const owners = found.filter((user) => isSameAddress(user.email, email));
    if (owners.some(({ id }) => id === ownId)) return [];
    // The caller is told of them, and may count on them.
    for (const { id } of owners) signUps.seen(id);
    if (owners.length > 0) throw emailTaken(users);
    return found.filter(({ id }) => id !== ownId);
  }

  /** Says which other user has the address, if that is why a write was a duplicate. */
  async function explainDuplicate(...address: Parameters<typeof requireFree>): Promise<void> {
    const lookalikes = await requireFree(...address);
    if (lookalikes.length > 0) throw emailLookalike(users);
  }

  return {
    async createUser(given: AdapterUser): Promise<AdapterUser> {
      const user = requireRow(given, 'user');
      const email = requireEmail(user.email);
      const db = await connect();
      return writeAddress(
        email,
        () => requireFree(db, email),
        async () => {
          for (let attempt = 1; ; attempt++) {
            // The caller's id is not used: Auth.js makes one of 36 characters, the column holds 12.
            const id = generateUserId();
            try {
              return await signUps.creating({ id, email }, async () => {
                const { row, isWhole } = await insert(db, {
                  ...user,
                  email,
                  id,
                  emailVerified: user.emailVerified ?? null,
                });
                return isWhole ? row : findById(db, id, 'unconfirmed write');
              });
            } catch (error) {
              if (!isDuplicate(error)) throw error;
              await explainDuplicate(db, email);
              const isClashOfIds = (await withId(db, id)).length > 0;
              if (!isClashOfIds || attempt === ID_ATTEMPTS) throw error;
            }
          }
        },
      );
    },

    async getUser(id: string): Promise<AdapterUser | null> {
      requireText(id, 'id');
      const rows = await withId(await connect(), id);
      const user = rows.find((row) => row.id === id) ?? null;
      if (user) signUps.seen(id);
      return user;
    },

    async getUserByEmail(email: string): Promise<AdapterUser | null> {
      requireText(email, 'email');
      const db = await connect();
      for (;;) {
        const found = await findByEmail(db, email);
        if (!found) return null;
        if (!signUps.isUnfinished(found)) {
          signUps.seen(found.id);
          return found;
        }
        // Who was not removed here has been completed meanwhile, or removed by another request: the next look tells.
        if (await signUps.remove(db, found.id)) return null;
      }
    },

    async updateUser(given: Partial<AdapterUser> & Pick<AdapterUser, 'id'>): Promise<AdapterUser> {
      const user = requireRow(given, 'user');
      const id = requireText(user.id, 'id');
      const email = requireEmail(user.email);
      if (!canBeId(id)) throw userNotFound(users);
      const db = await connect();
      const isSent = await writeAddress(
        email,
        () => requireFree(db, email, id),
        () => update(db, { ...user, email }, { 'where.id': id }),
      ).catch(async (error: unknown) => {
        if (isDuplicate(error)) await explainDuplicate(db, email, id);
        throw error;
      });
      const changed = await findById(db, id, isSent ? 'unconfirmed write' : 'read');
      signUps.seen(id);
      return changed;
    },
  };
}

/** Returns an address to store: none is null, since two people without one would be duplicates of ''. */
function requireEmail(email: unknown): string | null | undefined {
  if (email === undefined || email === null) return email;
  return email === '' ? null : requireName(email, 'email');
}
