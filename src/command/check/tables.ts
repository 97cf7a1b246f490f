import { type Finding, finding } from './finding.ts';
import type { Inspection } from './inspection.ts';
import { creationOf } from './migrations.ts';
import { alterTable } from './sql-text.ts';

/** Finds tables that are missing, or whose engine has no transactions. */
export function checkTables(inspection: Inspection): Finding[] {
  return inspection.tables.all.flatMap((given) => {
    const { name, actual } = given;
    if (!actual)
      return finding('table-missing', {
        table: name,
        problem: 'The database has no such table, or this database user has no right to see it.',
        fix: `${creationOf(inspection, given)}; or GRANT SELECT on it to this user.`,
      });
    if (/^(innodb|)$/i.test(actual.engine)) return [];
    return finding('engine-not-innodb', {
      table: name,
      problem: `The engine ${actual.engine} has no transactions: a statement that fails leaves half of its work behind.`,
      fix: alterTable(name, ['ENGINE = InnoDB']),
    });
  });
}
