import { ER_DATA_TOO_LONG, ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, oneOf } from './errno.ts';
import type { ParsedError } from './parse-driver-error.ts';

/** Says whether a number is about a value that does not fit: out of range (1264), cut (1265), of another form (1292). */
const isAboutValue = oneOf(1264, 1265, 1292, ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, ER_DATA_TOO_LONG);

/**
 * Returns the column whose value a database refused, as its error names it; undefined for every other error.
 *
 * Its name stands in quotes before the number of the row, with which the text ends in whatever language; Vitess goes on.
 * What else is in quotes is the beginning of a value, which must not be taken for a name and shown.
 */
export function refusedColumn({ errno, error }: ParsedError): string | undefined {
  if (!isAboutValue(errno)) return undefined;
  const { message } = error;
  const found =
    /['`](\w+)['`] [^'`\d]*\d+$/.exec(message) ?? /['`](\w+)['`] at row \d+ \(errno /.exec(message);
  return found?.[1];
}
