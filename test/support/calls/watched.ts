import type { Adapter } from '../../backends/backend.ts';

/** Makes an adapter that also adds what its methods return to a list. */
export function watched(adapter: Adapter, returned: unknown[]): Adapter {
  const methods = Object.entries<(...values: never[]) => unknown>({ ...adapter }).map(([name, method]) => [
    name,
    async (...values: never[]) => {
      const result = await method(...values);
      returned.push(result);
      return result;
    },
  ]);
  return Object.fromEntries(methods);
}
