import * as basic from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import { shardedSchema } from '../../../src/vitess.ts';

/** The keyspace of the sequences that number the rows of all shards. */
export const SEQUENCES = 'sequences';

/** The VSchemas of every table, and the statements that make the sequences. */
export const { vschema, sequencesVschema, sequences } = shardedSchema(production, { sequences: SEQUENCES });

/** Returns the statements that make the lookups of the basic tables, or of the production tables. */
export const lookupsOf = (isProduction: boolean): readonly string[] =>
  // A test may add passkeys to the basic tables.
  shardedSchema(isProduction ? production : { ...basic, authenticators: production.authenticators }).lookups;
