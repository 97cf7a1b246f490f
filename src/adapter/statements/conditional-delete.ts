import type { SQL } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { read, write } from '../../database/run.ts';
import type { Values } from '../../database/statement.ts';
import type { AdapterTables } from '../tables/tables.ts';
import { prepareDeleteFrom } from './delete.ts';
import { prepareSelect } from './select.ts';

/** How often a DELETE is tried: in a storm of kills one in 270 is cut short, four in a row practically never. */
const ATTEMPTS = 4;

/**
 * Prepares a DELETE of users under a condition with subqueries; the function returns how many were deleted.
 *
 * A sharded Vitess accepts subqueries only in the single-table form of DELETE, to which MariaDB answers "OK, 0 rows" if
 * it is killed just before the end. So if no row is reported, a SELECT checks whether one still matches.
 */
export function prepareConditionalDelete(users: AdapterTables['users'], where: SQL | undefined) {
  const deleteThem = prepareDeleteFrom(
    users,
    () => users,
    () => where,
  );
  const select = prepareSelect<object>(users, (db) => db.select({ id: users.id }).from(users).where(where));
  return async (db: Database, values: Values): Promise<number> => {
    for (let attempt = 1; ; attempt++) {
      const count = await write(db, deleteThem, values);
      if (count > 0) return count;
      const isNone = (await read(db, select, values)).length === 0;
      if (isNone || attempt === ATTEMPTS) return 0;
    }
  };
}
