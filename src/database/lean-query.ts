/** Is what mysql2 asks, where a query brings it along, for the value of each column of each row. */
type TypeCast = (field: object, next: () => unknown) => unknown;

/** Is a query with such a function, and the one that is to be sent in its place, if there is one. */
interface Known {
  readonly query: object;
  readonly lean: object | undefined;
}

const known = new WeakMap<object, Known>();

/**
 * Returns a query of Drizzle's without its function for values, which makes text of dates and leaves all others alone:
 * mysql2 does the same by itself. Undefined for every other query.
 *
 * Each function is tried on every type once, so that this holds for a Drizzle whose function does more. Drizzle 0.45
 * has a function and one query for each prepared statement, which mysql2 reads fastest when it is the same object
 * each time; 1.0 has one function, and another query each time.
 */
export function leanQueryOf(query: unknown): object | undefined {
  const { typeCast } = Object(query) as { typeCast?: unknown };
  if (typeof typeCast !== 'function') return undefined;
  const { query: first, lean } = known.get(typeCast) ?? learn(query as object, typeCast as TypeCast);
  return lean && first !== query ? withDatesAsText(query as object) : lean;
}

function learn(query: object, typeCast: TypeCast): Known {
  const makesTextOfDates = TYPES.every((type) => isAsExpected(typeCast, type));
  const learnt = { query, lean: makesTextOfDates ? withDatesAsText(query) : undefined };
  known.set(typeCast, learnt);
  return learnt;
}

const withDatesAsText = (query: object) => ({ ...query, typeCast: true, dateStrings: true });

/** Lists mysql2's names for the types of columns. */
const TYPES = (
  'DECIMAL TINY SHORT LONG FLOAT DOUBLE NULL TIMESTAMP LONGLONG INT24 DATE TIME DATETIME YEAR NEWDATE VARCHAR BIT ' +
  'VECTOR JSON NEWDECIMAL ENUM SET TINY_BLOB MEDIUM_BLOB LONG_BLOB BLOB VAR_STRING STRING GEOMETRY'
).split(' ');

const isDateType = (type: string) => ['TIMESTAMP', 'DATETIME', 'DATE'].includes(type);

function isAsExpected(typeCast: TypeCast, type: string): boolean {
  const [text, value] = ['text', 'value'];
  try {
    return typeCast(fieldOf(type, text), () => value) === (isDateType(type) ? text : value);
  } catch {
    return false;
  }
}

/** Makes a field that has its type and its text alone: who asks for more of it decides by more. */
const fieldOf = (type: string, text: string): object =>
  new Proxy(
    { type, string: () => text },
    {
      get(field, key) {
        if (key in field) return Reflect.get(field, key);
        throw new Error('Expected nothing but the type and the text of a field to matter.');
      },
    },
  );
