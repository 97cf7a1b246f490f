import { MySqlAdapterError } from '../errors.ts';
import { kindOf } from './kind-of.ts';
import { propertiesOf } from './properties-of.ts';

/** Throws for a value without these methods; Drizzle would notice only at the first statement, or never. */
export function requireMethods(value: unknown, methods: readonly string[], expected: string): void {
  const candidate = propertiesOf(value);
  if (methods.every((method) => typeof candidate[method] === 'function')) return;
  throw new MySqlAdapterError('UNSUPPORTED_CLIENT', `Expected ${expected}, got ${kindOf(value)}.`);
}
