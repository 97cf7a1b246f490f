/**
 * Work on many rows beside traffic: what has expired, what nobody owns, tokens under another key.
 *
 * @module authjs-drizzle-mysql/maintenance
 */

export type { AdapterSource, AnyAdapter } from './adapter/parts.ts';
export type { BatchOptions } from './maintenance/batches.ts';
export {
  countOrphans,
  type DeletedOrphans,
  type DeleteOrphansOptions,
  deleteOrphans,
  type Orphans,
} from './maintenance/orphans.ts';
export { type Pruned, type PruneOptions, prune } from './maintenance/prune.ts';
export { type Reencrypted, type ReencryptOptions, reencryptTokens } from './maintenance/reencrypt-tokens.ts';
