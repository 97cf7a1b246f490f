import type { AdapterUser } from '@auth/core/adapters';
import { getTableName } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { requireName } from './arguments.ts';
import type { AdapterContext } from './context.ts';
import type { FindUsers } from './find-users.ts';
import { asciiLowerCase, isSameAddress } from './identity.ts';
import { emailLookalike, emailTaken } from './row-errors.ts';
import type { SignUps } from './sign-ups.ts';
import { isUniqueColumn } from './tables/indexes.ts';
import type { AdapterTables } from './tables/tables.ts';
import { inTurn } from './turns.ts';

/** An address to store: null clears it, undefined leaves it alone. */
export type Address = string | null | undefined;

/** The guard that keeps each e-mail address with one user. */
export type Addresses = ReturnType<typeof guardAddresses>;

/** Makes the guard of the addresses in a table of users. */
export function guardAddresses(
  { tables: { users }, warn }: AdapterContext,
  findUsers: FindUsers,
  signUps: SignUps,
) {
  const isUnique = isUniqueColumn(users, users.email);
  if (!isUnique) warnOnce(users, warn);

  /** Returns the other users whose addresses only look alike; throws if another has it, unless `ownId` has it too. */
  async function requireFree(db: Database, email: Address, ownId?: string): Promise<AdapterUser[]> {
    if (!email) return [];
    const found = await findUsers.withEmail(db, email);
    const owners = found.filter((user) => isSameAddress(user.email, email));
    if (owners.some(({ id }) => id === ownId)) return [];
    // The error tells the caller that they exist, so they have to stay.
    for (const { id } of owners) signUps.seen(id);
    if (owners.length > 0) throw emailTaken(users);
    return found.filter(({ id }) => id !== ownId);
  }

  return {
    /**
     * Runs a write of an address, which must not be another user's.
     *
     * A unique index ensures that. If the table declares none, a SELECT first checks that the address is free, and
     * writes of the same address wait for each other; another process may still write it in between.
     */
    async write<Result>(
      db: Database,
      email: Address,
      ownId: string | undefined,
      work: () => Promise<Result>,
    ): Promise<Result> {
      if (isUnique || !email) return work();
      return inTurn(users, asciiLowerCase(email), async () => {
        await requireFree(db, email, ownId);
        return work();
      });
    },

    /** Throws the error that gives the reason, if the address made a write a duplicate. */
    async explainDuplicate(db: Database, email: Address, ownId?: string): Promise<void> {
      const lookalikes = await requireFree(db, email, ownId);
      if (lookalikes.length > 0) throw emailLookalike(users);
    },
  };
}

/** Returns an address to store: null for an empty one, since two users with '' would be duplicates. */
export function requireEmail(email: unknown): Address {
  if (email === undefined || email === null) return email;
  return email === '' ? null : requireName(email, 'email');
}

/** The tables that have been warned about. */
const warned = new WeakSet<object>();

function warnOnce(users: AdapterTables['users'], warn: (message: string) => void): void {
  if (warned.has(users)) return;
  warned.add(users);
  warn(
    `The Drizzle table ${getTableName(users)} declares no unique index on ${users.email.name}, so two processes can ` +
      'create two users with one address: add one to the database and to the Drizzle table.',
  );
}
