import { MySqlAdapterError } from '../errors.ts';
import { kindOf } from './kind-of.ts';
import { propertiesOf } from './properties-of.ts';

/** Refuses anything without these methods, which Drizzle would only miss at the first statement, or not at all. */
export function requireMethods(value: unknown, methods: readonly string[], expected: string): void {
  const candidate = propertiesOf(value);
  if (methods.every((method) => typeof candidate[method] === 'function')) return;
  throw new MySqlAdapterError('UNSUPPORTED_CLIENT', `Expected ${expected}, got ${kindOf(value)}.`);
}
