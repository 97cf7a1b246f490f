import { kindOf } from '../database/kind-of.ts';
import { invalidArgument } from '../errors.ts';

/**
 * Returns a copy of what a caller gave by names, or says that it is no such object.
 *
 * A copy, so that what is stored is what was checked: a getter may answer otherwise the second time. Of the object's
 * own properties alone, so that a prototype which somebody has polluted writes nothing.
 */
export function requireRow<Row extends object>(value: Row, name: string): Row {
  const got = typeof value === 'object' && !Array.isArray(value) ? copyOf(value) : undefined;
  if (got) return got;
  throw invalidArgument(name, 'be an object', kindOf(value));
}

/** Returns undefined for what cannot be read, and for a promise, which would pass for an object without values. */
function copyOf<Row extends object>(value: Row | null): Row | undefined {
  try {
    return value === null || 'then' in value ? undefined : ownProperties(value);
  } catch {
    return undefined;
  }
}

/** Returns a copy without a prototype: whatever is not in it is undefined, also where `Object.prototype` has it. */
export const ownProperties = <Row extends object>(value: Row): Row => ({ __proto__: null, ...value });
