import type { SQL } from 'drizzle-orm';
import { prepareSelect } from '../../adapter/statements/select.ts';
import type { AdapterTables } from '../../adapter/tables/tables.ts';
import type { Database } from '../../database/database.ts';
import {
  accountKey,
  authenticatorKey,
  type RowKey,
  sessionKey,
  verificationTokenKey,
} from '../../maintenance/row-keys.ts';
import { prepareInWindow, prepareWindows } from '../../maintenance/windows.ts';
import type { Work } from '../work.ts';
import { lowerName, type PresentTable } from './given-tables.ts';

/** Rows that one statement looks at: PlanetScale returns 100,000 at most, and ends what takes long. */
const WINDOW_SIZE = 20_000;

/** Reads a table to its end, in statements that each look at a limited number of rows, and yields what each returns. */
export async function* walk<Row>(
  { db, signal, tables }: Work,
  given: PresentTable,
  select: (db: Database, isWithin: SQL | undefined) => ReturnType<Parameters<typeof prepareSelect<Row>>[1]>,
): AsyncGenerator<Row[]> {
  const key = keyOf(tables, given);
  if (!key) return;
  const readIn = prepareInWindow<Row>(key, (isWithin) =>
    prepareSelect(given.table, (db) => select(db, isWithin)),
  );
  for await (const window of prepareWindows(given.table, key)(db, WINDOW_SIZE)) {
    signal.throwIfAborted();
    yield await readIn(db, window);
  }
}

/** Says whether the database has the columns by which a table is read. */
export const canWalk = ({ tables }: Work, given: PresentTable): boolean =>
  keyOf(tables, given)?.every((column) => given.actual.columns.has(lowerName(column))) ?? false;

function keyOf(tables: AdapterTables, { key }: PresentTable): RowKey | undefined {
  const { users, accounts, sessions, verificationTokens, authenticators } = tables;
  switch (key) {
    case 'users':
      return [users.id];
    case 'accounts':
      return accountKey(accounts);
    case 'sessions':
      return sessionKey(sessions);
    case 'verificationTokens':
      return verificationTokenKey(verificationTokens);
    case 'authenticators':
      return authenticators && authenticatorKey(authenticators);
  }
}
