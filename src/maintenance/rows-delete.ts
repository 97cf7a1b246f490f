import { and, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { isUnsupported } from '../database/errors/database-error.ts';
import { write } from '../database/run.ts';
import type { Values, Write } from '../database/statement.ts';
import type { RowKey, SelectedKey } from './row-keys.ts';

/** A row to delete: its key, and what a sharded database places it by. */
export interface DoomedRow extends SelectedKey {
  /** The user's id, or the identifier of a verification token; null for a row of nobody. */
  readonly owner: string | null;
}

/** How rows are deleted; every statement repeats the condition, since a row may have changed since it was read. */
interface RowsDeleteForms {
  /** Makes the DELETE of several rows at once. */
  readonly together: (isOneOfThem: () => SQL | undefined) => Write;
  /** Makes the DELETE of one row, which names its owner with the placeholder `owner`, or of one that has none. */
  readonly alone: (isIt: () => SQL | undefined, hasOwner: boolean) => Write;
}

/**
 * Makes a function that deletes rows that were read, and returns how many went.
 *
 * They go by their keys, so that nothing else is locked, in one statement. Where the server refuses that, each goes in a
 * statement of its own from then on: a sharded database needs to be told whose row it is, and in safe mode a server
 * refuses many keys in a small table, which it would rather scan.
 */
export function makeRowsDelete(key: RowKey, { together, alone }: RowsDeleteForms) {
  const deletes = new Map<number, Write>();
  const isIt = () => isRow(key, 0);
  const [ofOwner, ofNobody] = [alone(isIt, true), alone(isIt, false)];
  let isTogether = true;

  function ofSo(many: number): Write {
    const known = deletes.get(many);
    if (known) return known;
    const made = together(() => isOneOf(key, many));
    deletes.set(many, made);
    return made;
  }

  return async (db: Database, rows: readonly DoomedRow[], values: Values): Promise<number> => {
    if (rows.length === 0) return 0;
    if (isTogether)
      try {
        return await write(db, ofSo(rows.length), { ...values, ...valuesOf(rows) });
      } catch (error) {
        if (!isUnsupported(error)) throw error;
        isTogether = false;
      }
    let count = 0;
    for (const row of rows) {
      const { owner } = row;
      count += await write(db, owner === null ? ofNobody : ofOwner, { ...values, ...valuesOf([row]), owner });
    }
    return count;
  };
}

/** How many keys a list has: of 1,000 and more, MariaDB makes a table, which it may look into instead of the index. */
const LIST = 500;

/** Matches the rows of so many keys. */
function isOneOf(key: RowKey, many: number): SQL | undefined {
  const each = Array.from({ length: many }, (_, index) => index);
  const [column, second] = key;
  if (second) return or(...each.map((index) => isRow(key, index)));
  const lists = each.filter((index) => index % LIST === 0).map((start) => each.slice(start, start + LIST));
  return or(...lists.map((list) => sql`${column} in ${list.map((index) => param('key', index))}`));
}

const isRow = ([first, second]: RowKey, index: number) =>
  and(sql`${first} = ${param('key', index)}`, second && sql`${second} = ${param('key1', index)}`);

// Not as a value of the column: Drizzle would make a number of an id.
const param = (part: keyof SelectedKey, index: number) => sql`${sql.placeholder(`${part}.${index}`)}`;

const valuesOf = (rows: readonly SelectedKey[]): Values =>
  Object.fromEntries(
    rows.flatMap(({ key, key1 }, index) => [
      [`key.${index}`, key],
      [`key1.${index}`, key1],
    ]),
  );
