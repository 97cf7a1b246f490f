import { ER_DATA_TOO_LONG, ER_TRUNCATED_WRONG_VALUE_FOR_FIELD } from './errno.ts';
import type { ReadError } from './read-driver-error.ts';

/** Numbers for a value that its column cannot take: out of range (1264), cut (1265), or of another form (1292). */
const ABOUT_A_VALUE = new Set([1264, 1265, 1292, ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, ER_DATA_TOO_LONG]);

/**
 * Returns the column whose value a database refused, as its error names it; undefined for every other error.
 *
 * The text may quote the beginning of the value before, so a name from it decides nothing but which value is meant.
 */
export function refusedColumn({ errno, error }: ReadError): string | undefined {
  if (!ABOUT_A_VALUE.has(errno ?? 0)) return undefined;
  // MariaDB names the database and the table as well.
  return / for column (?:`[^`]*`\.)*['`]([^'`]+)['`] at row/.exec(error.message)?.[1];
}
