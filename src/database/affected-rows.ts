/**
 * Reads how many rows a write touched from the result of any Drizzle MySQL driver.
 *
 * mysql2 answers `[{ affectedRows }, undefined]`, Bun a list with `affectedRows` on itself, the drivers over HTTP
 * `{ rowsAffected }`, which is null where TiDB's gateway counted none. For an UPDATE the drivers do not count the same
 * (rows matched or rows changed), so it says something for INSERT and DELETE only.
 */
export function affectedRows(result: unknown): number {
  for (const header of [result, Object(result)[0]]) {
    const { affectedRows, rowsAffected } = Object(header);
    const count = affectedRows ?? rowsAffected;
    if (count !== undefined) return count ?? 0;
  }
  throw new TypeError('Expected a result with a row count from the database driver.');
}
