import { type Finding, finding } from './finding.ts';
import type { Inspection } from './inspection.ts';
import { alterTable, quoted } from './sql-text.ts';

interface Given extends Pick<Inspection, 'tables'> {
  readonly server: Pick<Inspection['server'], 'isVitess'>;
}

/** Finds foreign keys where they do not hold across shards, and are in the way of schema changes. */
export const checkForeignKeys = ({ server, tables }: Given): Finding[] =>
  server.isVitess
    ? tables.present
        .filter(({ actual }) => actual.foreignKeys.length > 0)
        .map(({ name, actual: { foreignKeys } }) =>
          finding('foreign-key-on-vitess', {
            table: name,
            count: foreignKeys.length,
            problem: `There are foreign keys, which Vitess does not check between shards, and which stop its schema changes: ${foreignKeys.map(({ name }) => name).join(', ')}.`,
            fix: `Drop each from the table that declares it; the adapter needs none: ${foreignKeys
              .map((key) => alterTable(key.table, [`DROP FOREIGN KEY ${quoted(key.name)}`]))
              .join(' ')}`,
          }),
        )
    : [];
