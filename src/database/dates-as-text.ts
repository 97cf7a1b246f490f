/** Is what mysql2 asks, where a query brings it along, for the value of each column of each row. */
type TypeCast = (field: object, next: () => unknown) => unknown;

/** Lists mysql2's names for the types of columns. */
const TYPES = (
  'DECIMAL TINY SHORT LONG FLOAT DOUBLE NULL TIMESTAMP LONGLONG INT24 DATE TIME DATETIME YEAR NEWDATE VARCHAR BIT ' +
  'VECTOR JSON NEWDECIMAL ENUM SET TINY_BLOB MEDIUM_BLOB LONG_BLOB BLOB VAR_STRING STRING GEOMETRY'
).split(' ');

const isDateType = (type: string) => ['TIMESTAMP', 'DATETIME', 'DATE'].includes(type);

const known = new WeakMap<object, boolean>();

/**
 * Says whether a query asks for dates as text and for everything else as mysql2 reads it, by a function as Drizzle's.
 *
 * Found out by asking the function for each type, once, so that the answer holds for a Drizzle that wants more.
 */
export function wantsDatesAsText(query: unknown): query is object {
  const { typeCast } = Object(query) as { typeCast?: unknown };
  if (typeof typeCast !== 'function') return false;
  const wants = known.get(typeCast) ?? TYPES.every((type) => isAsExpected(typeCast as TypeCast, type));
  known.set(typeCast, wants);
  return wants;
}

function isAsExpected(typeCast: TypeCast, type: string): boolean {
  const [text, value] = ['text', 'value'];
  try {
    return typeCast({ type, string: () => text }, () => value) === (isDateType(type) ? text : value);
  } catch {
    // One that looks at more of the field than Drizzle's does.
    return false;
  }
}
