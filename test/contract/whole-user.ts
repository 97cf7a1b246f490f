import type { OpenBackend } from '../backends/backend.ts';

/**
 * Returns the deletions that a user goes by, the first time on a database: one of everything, and on several shards,
 * which refuse that, one for each table after it.
 */
export function wholeUser({ isSharded }: OpenBackend, owned = ['sessions', 'accounts']): string[] {
  const whole = `delete ${[...owned, 'users'].join(', ')}`;
  return isSharded ? [whole, ...['users', ...owned].map((table) => `delete ${table}`)] : [whole];
}
