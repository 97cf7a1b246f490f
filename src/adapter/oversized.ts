import { getTableName } from 'drizzle-orm';
import type { Values } from '../database/run.ts';
import { isTooLong, sizeLimit } from './columns/size.ts';
import type { Columns } from './tables.ts';

/**
 * Makes a function that leaves out values which are longer than their columns, with one warning per column.
 *
 * A column that must have a value keeps it, and refuses it later.
 */
export function oversizedDropper(columns: Columns, warn: (message: string) => void) {
  const limited = Object.entries(columns).flatMap(([key, column]) => {
    const limit = column.notNull ? undefined : sizeLimit(column);
    return limit ? [{ key, column, limit }] : [];
  });
  const warned = new Set<string>();

  return (row: Values): Values => {
    const kept: Record<string, unknown> = { ...row };
    for (const { key, column, limit } of limited) {
      const value = row[key];
      if (typeof value !== 'string' || !isTooLong(value, limit)) continue;
      kept[key] = null;
      if (warned.has(key)) continue;
      warned.add(key);
      const name = `${getTableName(column.table)}.${column.name}`;
      warn(
        `A value of more than ${limit.max} ${limit.unit} does not fit ${name} and is stored as null: widen the column to keep it.`,
      );
    }
    return kept;
  };
}
