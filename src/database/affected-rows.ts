/**
 * Reads how many rows a write touched from the result of any Drizzle MySQL driver.
 *
 * mysql2 answers `[{ affectedRows }, undefined]`, PlanetScale's driver `{ rowsAffected }`. For an UPDATE the
 * drivers do not count the same (rows matched or rows changed), so it says something for INSERT and DELETE only.
 */
export function affectedRows(result: unknown): number {
  const header: unknown = Array.isArray(result) ? result[0] : result;
  const { affectedRows, rowsAffected } = (header ?? {}) as { affectedRows?: number; rowsAffected?: number };
  const count = affectedRows ?? rowsAffected;
  if (count === undefined)
    throw new TypeError('Expected a result with a row count from the database driver.');
  return count;
}
