import { MySqlAdapterError } from '../errors.ts';

/** Refuses an object that lacks the methods which Drizzle would only miss at the first statement, or not at all. */
export function requireMethods(value: unknown, methods: readonly string[], expected: string): void {
  const candidate = Object(value);
  if (methods.every((method) => typeof candidate[method] === 'function')) return;
  const got = typeof candidate.then === 'function' ? 'a promise: await it first' : kindOf(value);
  throw new MySqlAdapterError('UNSUPPORTED_CLIENT', `Expected ${expected}, got ${got}.`);
}

/** Names what came by its class, without its content, which may hold a password. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return typeof value === 'object' ? `an object of class ${value.constructor?.name}` : `a ${typeof value}`;
}
