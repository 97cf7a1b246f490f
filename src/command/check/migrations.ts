import type { FindingCode } from './finding.ts';
import type { GivenTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';

/** Returns which migration makes a table. */
export function creationOf({ work }: Inspection, { key, name }: GivenTable): string {
  const isOfPackage = work.tablesName === 'production' || work.tablesName === 'basic';
  if (!isOfPackage)
    return `Create ${name} by your migrations or \`npx drizzle-kit push\`, or pass the right file to --tables`;
  const file = key === 'authenticators' ? '0005_authenticators' : '0000_basic';
  return `Run node_modules/authjs-drizzle-mysql/drizzle/${file}.sql, or all migrations as docs/migrating.md shows`;
}

/** Returns a statement; of the package's own production tables, with the migrations, which may do the same. */
export function orMigration(
  { work }: Inspection,
  { key }: GivenTable,
  statement: string,
  code: FindingCode,
): string {
  const isDoneByIt = /^(column-too-narrow|unique-key-missing|index-missing)$/.test(code);
  return isDoneByIt && work.tablesName === 'production' && key !== 'authenticators'
    ? `${statement} If not all migrations of the package have run, run them first (docs/migrating.md), and check again.`
    : statement;
}
