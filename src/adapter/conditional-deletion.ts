import type { SQL } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { read, type Values, write } from '../database/run.ts';
import { deletionFrom, selection } from '../database/statements.ts';
import type { AdapterTables } from './tables.ts';

/** Under a storm of kills one DELETE in 270 ends so; that four in a row do is practically impossible. */
const ATTEMPTS = 4;

/**
 * Makes a function that deletes users under a condition with subqueries and returns how many went.
 *
 * A sharded Vitess takes subqueries only in a DELETE of the form for one table, to which MariaDB answers "OK, 0 rows"
 * when it is killed just before the end. So where no row is reported, it is asked whether one fits still.
 */
export function conditionalDeletion(users: AdapterTables['users'], where: SQL | undefined) {
  const deleteThem = deletionFrom(
    users,
    () => users,
    () => where,
  );
  const select = selection<object>(users, (db) => db.select({ id: users.id }).from(users).where(where));
  return async (db: Database, values: Values): Promise<number> => {
    for (let attempt = 1; ; attempt++) {
      const count = await write(db, deleteThem, values);
      if (count > 0) return count;
      const isNone = (await read(db, select, values)).length === 0;
      if (isNone || attempt === ATTEMPTS) return 0;
    }
  };
}
