import { type Finding, finding } from './finding.ts';
import type { Inspection } from './inspection.ts';
import { alterTable } from './sql-text.ts';

/** Finds foreign keys where they do not hold across shards, and are in the way of schema changes. */
export const checkForeignKeys = ({ server, tables }: Inspection): Finding[] =>
  server.isVitess
    ? tables.present
        .filter(({ actual }) => actual.foreignKeys.length > 0)
        .map(({ name, actual: { foreignKeys } }) =>
          finding('foreign-key-on-vitess', {
            table: name,
            count: foreignKeys.length,
            problem: `There are foreign keys, which Vitess does not check between shards, and which stop its schema changes: ${foreignKeys.join(', ')}.`,
            fix: `Drop each from the table that declares it; the adapter needs none: ${foreignKeys
              .map((key) => alterTable(name, [`DROP FOREIGN KEY \`${key}\``]))
              .join(' ')}`,
          }),
        )
    : [];
