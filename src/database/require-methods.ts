import { MySqlAdapterError } from '../errors.ts';
import { kindOf } from './kind-of.ts';

/** Refuses an object that lacks the methods which Drizzle would only miss at the first statement, or not at all. */
export function requireMethods(value: unknown, methods: readonly string[], expected: string): void {
  const candidate = Object(value);
  if (methods.every((method) => typeof candidate[method] === 'function')) return;
  throw new MySqlAdapterError('UNSUPPORTED_CLIENT', `Expected ${expected}, got ${kindOf(value)}.`);
}
