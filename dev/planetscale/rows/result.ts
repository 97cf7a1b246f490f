import { type Field, fieldOf } from './field.ts';
import type { Outcome } from './run-query.ts';

/** vtgate's QueryResult in protobuf's JSON: 64-bit numbers are strings, zeros and empty lists are left out. */
export interface Result {
  readonly fields?: readonly Field[];
  readonly rows?: readonly Row[];
  readonly rowsAffected?: string;
  readonly insertId?: string;
}

interface Row {
  /** The length of each value in bytes; -1 is NULL. */
  readonly lengths: readonly string[];
  /** All values in one piece, in base64. */
  readonly values?: string;
}

/** Encodes MySQL's answer. */
export function resultOf(outcome: Outcome): Result {
  if ('rows' in outcome) {
    const { fields, rows } = outcome;
    return { fields: fields.map(fieldOf), ...(rows.length > 0 && { rows: rows.map(rowOf) }) };
  }
  const { affectedRows, insertId } = outcome;
  return {
    ...(affectedRows > 0 && { rowsAffected: String(affectedRows) }),
    ...(insertId > 0n && { insertId: String(insertId) }),
  };
}

function rowOf(values: readonly (Buffer | null)[]): Row {
  const bytes = Buffer.concat(values.filter((value) => value !== null));
  return {
    lengths: values.map((value) => String(value?.length ?? -1)),
    ...(bytes.length > 0 && { values: bytes.toString('base64') }),
  };
}
