import { propertiesOf } from './properties-of.ts';

/**
 * Returns how many rows a write touched, from the result of any Drizzle MySQL driver.
 *
 * mysql2 returns `[{ affectedRows }, undefined]`, Bun an array with a property `affectedRows`, and the HTTP drivers
 * return `{ rowsAffected }`, which is null if TiDB's gateway counted none. For an UPDATE, some drivers count rows
 * matched and others rows changed, so only the count of an INSERT or a DELETE means something.
 */
export function affectedRows(result: unknown): number {
  for (const header of [result, propertiesOf(result)[0]]) {
    const { affectedRows, rowsAffected } = propertiesOf(header);
    const count = affectedRows ?? rowsAffected;
    if (count !== undefined) return Number(count);
  }
  throw new TypeError('Expected a result with a row count from the database driver.');
}
