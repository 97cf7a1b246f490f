import * as production from '../../src/schema/production.ts';
import { shardedSchema } from '../../src/vitess.ts';

/** The folder of the package that has what a Vitess with several shards needs. */
export const shippedFolder = new URL('../../drizzle/vitess/', import.meta.url);

/** Returns the files of that folder, by name: the schema for the production tables. */
export function shippedSchema(): Readonly<Record<string, string>> {
  const { vschema, lookups, sequencesVschema, sequences } = shardedSchema(production);
  return {
    'sharded.vschema.json': `${JSON.stringify(vschema, null, 2)}\n`,
    'lookups.sql': sqlOf('Run this on the keyspace that has several shards.', lookups),
    'sequences.vschema.json': `${JSON.stringify(sequencesVschema, null, 2)}\n`,
    'sequences.sql': sqlOf('Run this on the keyspace `sequences`, which has one shard.', sequences),
  };
}

const sqlOf = (first: string, statements: readonly string[]) =>
  `-- ${first} It can be run again.\n${statements.map((statement) => `${statement};\n`).join('')}`;
