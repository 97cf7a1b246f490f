import { kindOf } from '../database/kind-of.ts';
import { MySqlAdapterError, type MySqlAdapterErrorDetails } from '../errors.ts';

/**
 * Makes the error for an invalid value; nothing has been sent yet.
 *
 * `got` describes the value, if its kind does not show what is wrong with it.
 */
export const invalidArgument = (
  name: string,
  expected: string,
  value: unknown,
  got = kindOf(value),
  details?: MySqlAdapterErrorDetails,
): MySqlAdapterError =>
  new MySqlAdapterError('INVALID_ARGUMENT', `Expected \`${name}\` to ${expected}, got ${got}.`, details);

/** Requires a function. */
export function requireFunction(value: unknown, name: string): void {
  if (typeof value !== 'function') throw invalidArgument(name, 'be a function', value);
}

/** Requires one of a few values. */
export function requireOneOf(allowed: readonly unknown[], value: unknown, name: string): void {
  if (allowed.includes(value)) return;
  const expected = allowed.map((each) => JSON.stringify(each)).join(' or ');
  const got = typeof value === 'string' ? JSON.stringify(value) : kindOf(value);
  throw invalidArgument(name, `be ${expected}`, value, got);
}

/** Requires a string and returns it. */
export function requireText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw invalidArgument(name, 'be a string', value);
}

/**
 * Requires text that will name somebody or something, and returns it.
 *
 * It must not be empty: if a provider gave everybody the id '', they would all be one person. Nor may it contain a NUL,
 * which MySQL's default collation ignores.
 */
export function requireName(value: unknown, name: string): string {
  const text = requireText(value, name);
  if (text !== '' && !text.includes('\0')) return text;
  const got = text ? 'text with a NUL in it' : 'an empty string';
  throw invalidArgument(name, 'be non-empty text without a NUL', text, got);
}

/**
 * Returns a copy of an object that a caller gave.
 *
 * A copy, so that what is stored is what was checked: a getter may return something else the second time. It has only
 * the object's own properties, so that a polluted prototype writes nothing.
 */
export function requireRow<Row extends object>(value: Row, name: string): Row {
  const copy = typeof value === 'object' && !Array.isArray(value) ? copyOf(value) : undefined;
  if (copy) return copy;
  throw invalidArgument(name, 'be an object', value);
}

/** Copies an object; undefined if it cannot be read, or is a promise, which would pass for an empty object. */
function copyOf<Row extends object>(value: Row | null): Row | undefined {
  try {
    return value === null || 'then' in value ? undefined : ownProperties(value);
  } catch {
    return undefined;
  }
}

/**
 * Returns a copy that inherits nothing: missing properties are undefined, even if `Object.prototype` has them.
 *
 * V8 makes every object whose prototype is null a hash table: the copy, and each copy of it, would take five times as
 * long.
 */
export const ownProperties = <Row extends object>(value: Row): Row => ({ __proto__: NOTHING, ...value });

const NOTHING = { __proto__: null };
