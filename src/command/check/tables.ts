import { type Finding, finding } from './finding.ts';
import type { Inspection } from './inspection.ts';
import { creationOf } from './migrations.ts';
import { alterTable } from './sql-text.ts';

/** Other engines have transactions: those of MariaDB, of clusters and of databases that speak MySQL's protocol. */
const WITHOUT_TRANSACTIONS = /^(myisam|aria|memory|csv|archive|mrg_myisam|merge|s3)$/i;

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
    if (!WITHOUT_TRANSACTIONS.test(actual.engine)) return [];
    return finding('engine-not-innodb', {
      table: name,
      problem: `The engine ${actual.engine} has no transactions: a statement that fails leaves half of its work behind.`,
      fix: alterTable(name, ['ENGINE = InnoDB']),
    });
  });
}
