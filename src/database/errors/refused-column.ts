import { ER_DATA_TOO_LONG, ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, oneOf } from './errno.ts';
import type { ParsedError } from './parse-driver-error.ts';

/** Says whether a number is about a value that does not fit: out of range (1264), cut (1265) or malformed (1292). */
const isAboutValue = oneOf(1264, 1265, 1292, ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, ER_DATA_TOO_LONG);

/**
 * Returns the column whose value a database refused, as its error names it; undefined for any other error.
 *
 * The name is in quotes before the row number, which ends the text in every language; only Vitess adds to it. Anything
 * else in quotes is the beginning of a value, which must not be mistaken for a name and shown.
 */
export function refusedColumn({ errno, error }: ParsedError): string | undefined {
  return isAboutValue(errno) ? COLUMN.exec(error.message)?.[1] : undefined;
}

const COLUMN = /^.*['`](\w+)['`] [^'`\d]*\d+( \(errno \d+\)[^'"`]{0,200}(: Sql: ".*)?)?$/s;
