import type { SQL } from 'drizzle-orm';
import { prepareSelect } from '../../adapter/statements/select.ts';
import type { Database } from '../../database/database.ts';
import { read } from '../../database/run.ts';
import { isWithin, prepareWindows, windowKeyOf } from '../../maintenance/windows.ts';
import type { Work } from '../work.ts';
import type { PresentTable, TableKey } from './given-tables.ts';
import { actualOf } from './given-tables.ts';

/** Rows that one statement looks at: PlanetScale returns 100,000 at most, and ends what takes long. */
const WINDOW_SIZE = 20_000;

/** A column by which tables without a counted id are read in windows, since it has an index or should. */
const KEYS: Readonly<Record<TableKey, string>> = {
  users: 'id',
  accounts: 'providerAccountId',
  sessions: 'sessionToken',
  verificationTokens: 'token',
  authenticators: 'credentialID',
};

/** Reads a table to its end, in statements that each look at a limited number of rows, and yields what each returns. */
export async function* walk<Row>(
  { db, signal }: Work,
  given: PresentTable,
  select: (
    db: Database,
    isInWindow: SQL | undefined,
  ) => Parameters<typeof prepareSelect<Row>>[1] extends (db: Database) => infer Select ? Select : never,
): AsyncGenerator<Row[]> {
  const { table, key, columns } = given;
  const otherwise = columns[KEYS[key]];
  const by = otherwise && windowKeyOf(table, otherwise);
  if (!by) return;
  for await (const window of prepareWindows(table, by)(db, WINDOW_SIZE)) {
    signal.throwIfAborted();
    const statement = prepareSelect<Row>(table, (db) => select(db, isWithin(by, window)));
    yield await read(db, statement, { ...window });
  }
}

/** Says whether a table can be read so: if its Drizzle table has an id, the database must have it too. */
export const canWalk = (given: PresentTable): boolean =>
  !given.columns.id || actualOf(given, 'id') !== undefined;
