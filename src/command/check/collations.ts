import { faultsOf, isExact, isOfProductionKey, mend, mendedColumn } from './column-faults.ts';
import { type Finding, finding } from './finding.ts';
import { actualOf, type PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { hasUniqueKey } from './keys.ts';
import { alterTable, modifyColumn } from './sql-text.ts';

/** Finds collations and character sets that keep people out, lose letters, or keep joins from their index. */
export const checkCollations = (inspection: Inspection): Finding[] => [
  ...checkAccountIds(inspection),
  ...inspection.tables.present.flatMap((given) => checkCharset(inspection, given)),
  ...checkUserIds(inspection),
];

function checkAccountIds(inspection: Inspection): Finding[] {
  const given = inspection.tables.having('accounts', 'provider', 'providerAccountId');
  const actual = given && actualOf(given, 'providerAccountId');
  if (!actual || isExact(actual)) return [];
  const isProduction = isOfProductionKey(given, 'providerAccountId');
  // Without the key, two such accounts can be stored, and each is found by its own id.
  if (!isProduction && !hasUniqueKey(given, ['provider', 'providerAccountId'])) return [];
  const { isMariadb } = inspection.server;
  return [
    finding(isProduction ? 'account-ids-not-binary' : 'account-ids-ignore-case', {
      table: given.name,
      column: actual.name,
      problem: `Its collation is ${actual.collation}: of two people whose ids at a provider differ only in case or accents, one cannot sign in.`,
      fix: isProduction
        ? mend(inspection, given, 'providerAccountId')
        : alterTable(given.name, [modifyColumn(actual, { collation: 'utf8mb4_bin' }, isMariadb)]),
    }),
  ];
}

function checkCharset(inspection: Inspection, given: PresentTable): Finding[] {
  const narrow = Object.keys(given.columns).filter(
    (property) => faultsOf(inspection, given, property)?.lacksLetters,
  );
  const [first] = narrow;
  if (first === undefined) return [];
  return [
    finding('charset-not-utf8mb4', {
      table: given.name,
      column: narrow.map((property) => given.columns[property]?.name).join(', '),
      problem: `Columns have the character set ${actualOf(given, first)?.charset}, which lacks letters: people whose names or addresses need them are refused.`,
      fix: alterTable(
        given.name,
        narrow.map((property) => mendedColumn(inspection, given, property)),
      ),
    }),
  ];
}

function checkUserIds(inspection: Inspection): Finding[] {
  const users = inspection.tables.having('users', 'id');
  const id = users && actualOf(users, 'id');
  if (!id) return [];
  return inspection.tables.present.flatMap((given) => {
    const userId = actualOf(given, 'userId');
    if (!userId || !faultsOf(inspection, given, 'userId')?.differsFromUsers) return [];
    return finding('user-id-collations-differ', {
      table: given.name,
      column: userId.name,
      problem: `Its collation is ${userId.collation ?? 'none'}, that of ${users.name}.${id.name} is ${id.collation}: joins fail with "Illegal mix of collations", or use no index.`,
      fix: mend(inspection, given, 'userId'),
    });
  });
}
