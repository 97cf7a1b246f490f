import type { FindingCode } from './finding.ts';
import type { GivenTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';

/** The package's migrations that make or change a table. */
const FILES = {
  users: '0002_users',
  accounts: '0001_accounts',
  sessions: '0003_sessions',
  verificationTokens: '0004_verification_tokens',
  authenticators: '0005_authenticators',
} as const;

/** Returns which migration makes a table. */
export function creationOf({ work }: Inspection, { key, name }: GivenTable): string {
  const isOfPackage = work.tablesName === 'production' || work.tablesName === 'basic';
  if (!isOfPackage)
    return `Create ${name} by your migrations or \`npx drizzle-kit push\`, or pass the right file to --tables`;
  const file = key === 'authenticators' ? FILES.authenticators : '0000_basic';
  return `Run node_modules/authjs-drizzle-mysql/drizzle/${file}.sql, or all migrations as docs/migrating.md shows`;
}

/** Returns a statement, with the migration that does the same for the package's own production tables. */
export function orMigration(
  { work }: Inspection,
  { key }: GivenTable,
  statement: string,
  code: FindingCode,
): string {
  const isDoneByIt = /^(column-too-narrow|unique-key-missing|index-missing)$/.test(code);
  return isDoneByIt && work.tablesName === 'production' && key !== 'authenticators'
    ? `${statement} If drizzle/${FILES[key]}.sql has not run, run that instead: it does all changes of this table.`
    : statement;
}
