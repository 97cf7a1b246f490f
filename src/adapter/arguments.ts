import { kindOf } from '../database/kind-of.ts';
import { MySqlAdapterError, type MySqlAdapterErrorDetails } from '../errors.ts';

/**
 * Makes the error for a value that is not what it has to be; nothing has been sent yet.
 *
 * `got` describes the value, where its kind does not say what is wrong with it.
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

/** Returns a value that names somebody or something, which must be a string. */
export function requireText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw invalidArgument(name, 'be a string', value);
}

/**
 * Returns a text that is to name somebody or something from now on.
 *
 * It must not be empty: a provider that gives everybody the id '' would make all of them one person. Nor may it hold a
 * NUL, which MySQL's default collation ignores.
 */
export function requireName(value: unknown, name: string): string {
  const text = requireText(value, name);
  if (text !== '' && !text.includes('\0')) return text;
  const got = text ? 'text with a NUL in it' : 'an empty string';
  throw invalidArgument(name, 'be text that names something', text, got);
}

/**
 * Returns a copy of an object that a caller gave.
 *
 * A copy, so that what is stored is what was checked: a getter may answer differently the second time. It has the
 * object's own properties alone, so that a polluted prototype writes nothing.
 */
export function requireRow<Row extends object>(value: Row, name: string): Row {
  const copy = typeof value === 'object' && !Array.isArray(value) ? copyOf(value) : undefined;
  if (copy) return copy;
  throw invalidArgument(name, 'be an object', value);
}

/** Returns undefined for what cannot be read, and for a promise, which would pass for an object without values. */
function copyOf<Row extends object>(value: Row | null): Row | undefined {
  try {
    return value === null || 'then' in value ? undefined : ownProperties(value);
  } catch {
    return undefined;
  }
}

/** Returns a copy without a prototype: whatever is not in it is undefined, even if `Object.prototype` has it. */
export const ownProperties = <Row extends object>(value: Row): Row => ({ __proto__: null, ...value });
