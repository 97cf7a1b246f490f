import { getTableName } from 'drizzle-orm';
import type { AdapterContext } from './context.ts';
import { asciiLowerCase } from './identity.ts';
import { isUniqueColumn } from './keys.ts';
import { inTurn } from './turns.ts';

/** The tables that a warning was given about. */
const warned = new WeakSet<object>();

/**
 * Makes a function that runs a write of an address, so that the address stays with one user.
 *
 * A unique key sees to that by itself. Where the table declares none, it is looked first whether the address is free,
 * and writes of one address wait for each other; another process may still write it in between.
 */
export function uniqueAddresses({ tables: { users }, warn }: AdapterContext) {
  const { email: column } = users;
  const isUnique = isUniqueColumn(users, column);
  if (!isUnique && !warned.has(users)) {
    warned.add(users);
    warn(
      `Table ${getTableName(users)} declares no unique key over ${column.name}, so two processes can make two users ` +
        'of one address: add such a key to the database and to the Drizzle table.',
    );
  }
  return <Result>(
    email: string | null | undefined,
    requireFree: () => Promise<unknown>,
    write: () => Promise<Result>,
  ): Promise<Result> => {
    if (isUnique || !email) return write();
    return inTurn(users, asciiLowerCase(email), async () => {
      await requireFree();
      return write();
    });
  };
}
