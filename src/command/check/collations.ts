import { hasUniqueIndex } from '../../adapter/tables/indexes.ts';
import { TABLE_COLUMNS } from '../../adapter/tables/tables.ts';
import type { ActualColumn } from './catalog.ts';
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

/** Says whether a column compares its text byte by byte. */
const isBinary = ({ collation }: ActualColumn) => collation === undefined || /_bin$/.test(collation);

function checkAccountIds({ tables, server }: Inspection): Finding[] {
  const given = tables.having('accounts', 'provider', 'providerAccountId');
  const { provider, providerAccountId } = given?.columns ?? {};
  const actual = given && actualOf(given, 'providerAccountId');
  if (!actual || !provider || !providerAccountId || isBinary(actual)) return [];
  const isProduction =
    providerAccountId.getSQLType() === 'varchar(512)' &&
    hasUniqueIndex(given.table, [provider, providerAccountId]);
  // Without the key, two such accounts can be stored, and each is found by its own id.
  if (!isProduction && !hasUniqueKey(given, ['provider', 'providerAccountId'])) return [];
  return [
    finding(isProduction ? 'account-ids-not-binary' : 'account-ids-ignore-case', {
      table: given.name,
      column: actual.name,
      problem: `Its collation is ${actual.collation}: of two people whose ids at a provider differ only in case or accents, one cannot sign in.`,
      fix: alterTable(given.name, [modifyColumn(actual, { collation: 'utf8mb4_bin' }, server.isMariadb)]),
    }),
  ];
}

function checkCharset({ server }: Inspection, given: PresentTable): Finding[] {
  const narrow = Object.keys(TABLE_COLUMNS[given.key]).flatMap((property) => {
    const actual = actualOf(given, property);
    return actual?.charset && actual.charset !== 'utf8mb4' ? [actual] : [];
  });
  const [first] = narrow;
  if (!first) return [];
  const changes = narrow.map((column) =>
    modifyColumn(
      column,
      // A collation that every version of MySQL and MariaDB has.
      { collation: isBinary(column) ? 'utf8mb4_bin' : 'utf8mb4_unicode_ci' },
      server.isMariadb,
    ),
  );
  return [
    finding('charset-not-utf8mb4', {
      table: given.name,
      column: narrow.map(({ name }) => name).join(', '),
      problem: `Columns have the character set ${first.charset}, which lacks letters: people whose names or addresses need them are refused.`,
      fix: alterTable(given.name, changes),
    }),
  ];
}

function checkUserIds({ tables, server }: Inspection): Finding[] {
  const users = tables.having('users', 'id');
  const id = users && actualOf(users, 'id');
  if (!id) return [];
  return (['accounts', 'sessions', 'authenticators'] as const).flatMap((key) => {
    const given = tables.having(key, 'userId');
    const userId = given && actualOf(given, 'userId');
    if (!userId || !id.collation || userId.collation === id.collation) return [];
    return finding('user-id-collations-differ', {
      table: given.name,
      column: userId.name,
      problem: `Its collation is ${userId.collation ?? 'none'}, that of ${users.name}.${id.name} is ${id.collation}: joins fail with "Illegal mix of collations", or use no index.`,
      fix: alterTable(given.name, [modifyColumn(userId, { collation: id.collation }, server.isMariadb)]),
    });
  });
}
