import { propertiesOf } from '../properties-of.ts';

/** The function that mysql2 calls for the value of each column of each row, if a query has one. */
type TypeCast = (field: object, next: () => unknown) => unknown;

/** A query with such a function, and the query to send in its place, if there is one. */
interface Known {
  readonly query: object;
  readonly lean: object | undefined;
}

const known = new WeakMap<object, Known>();

/**
 * Returns a query of Drizzle's without its `typeCast`, which only turns dates into text, as mysql2 can do itself;
 * undefined for any other query.
 *
 * Each function is tried once on every type, in case another version of Drizzle does more in it. Drizzle 0.45 has one
 * function and one query object per prepared statement, and mysql2 is fastest if the object stays the same; 1.0 has one
 * function and a new query object each time.
 */
export function leanQueryOf(query: unknown): object | undefined {
  if (!hasTypeCast(query)) return undefined;
  const { query: first, lean } = known.get(query.typeCast) ?? learn(query);
  return lean && first !== query ? withDatesAsText(query) : lean;
}

interface QueryWithTypeCast {
  readonly typeCast: TypeCast;
}

const hasTypeCast = (query: unknown): query is QueryWithTypeCast =>
  typeof propertiesOf(query).typeCast === 'function';

function learn(query: QueryWithTypeCast): Known {
  const isReplaceable = TYPES.every((type) => isAsExpected(query.typeCast, type));
  const learnt = { query, lean: isReplaceable ? withDatesAsText(query) : undefined };
  known.set(query.typeCast, learnt);
  return learnt;
}

const withDatesAsText = (query: object) => ({ ...query, typeCast: true, dateStrings: true });

/** mysql2's names for the types of columns. */
const TYPES = /* @__PURE__ */ (
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

/** Makes a field with only a type and a text; a function that reads more throws, so it is kept. */
const fieldOf = (type: string, text: string): object =>
  new Proxy(
    { type, string: () => text },
    {
      get(field, key) {
        if (key in field) return Reflect.get(field, key);
        throw new Error('Expected only the type and the text of a field to be used.');
      },
    },
  );
