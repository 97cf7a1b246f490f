import { getTableName, type SQL } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { oncePerDatabase } from '../database/prepared.ts';
import { type PreparedStatement, read, type Values, write } from '../database/run.ts';
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
  const table = getTableName(users);
  const deleteThem = oncePerDatabase((db) => db.delete(users).where(where).prepare());
  const select = oncePerDatabase(
    (db): PreparedStatement<object[]> =>
      db.select({ id: users.id }).from(users).where(where).$withCache(false).prepare(),
  );
  return async (db: Database, values: Values): Promise<number> => {
    for (let attempt = 1; ; attempt++) {
      const count = await write(db, { table, isRepeatable: true }, deleteThem, values);
      if (count > 0) return count;
      const isNone = (await read(db, { table }, select, values)).length === 0;
      if (isNone || attempt === ATTEMPTS) return 0;
    }
  };
}
