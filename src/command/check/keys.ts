import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { hasIndexFrom, hasUniqueIndex, isUniqueColumn } from '../../adapter/tables/indexes.ts';
import { type Finding, finding } from './finding.ts';
import { lowerNames, type PresentTable, type TableKey } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { orMigration } from './migrations.ts';
import { quoted } from './sql-text.ts';

/** What must be unique, by property: any of these sets of columns will do. The first is the one to add. */
const UNIQUE: Readonly<Record<TableKey, readonly (readonly string[][])[]>> = {
  users: [[['id']], [['email']]],
  accounts: [[['providerAccountId', 'provider']]],
  sessions: [[['sessionToken']]],
  verificationTokens: [[['token'], ['identifier', 'token']]],
  authenticators: [[['credentialID']]],
};

/** The names that the package's own tables have for their keys, by the first column. */
const NAMES: Readonly<Record<string, string>> = {
  sessionToken: 'sessionToken',
  providerAccountId: 'provider_account',
  credentialID: 'credential_id',
};

/** Finds unique keys and indexes that are missing. */
export const checkKeys = (inspection: Inspection): Finding[] =>
  inspection.tables.present.flatMap((given) => [
    ...UNIQUE[given.key].flatMap((sets) => checkUnique(inspection, given, sets)),
    ...checkIndexes(inspection, given),
  ]);

function checkUnique(
  inspection: Inspection,
  given: PresentTable,
  sets: readonly (readonly string[])[],
): Finding[] {
  const [properties = []] = sets;
  if (!sets.some((set) => hasColumns(given, set)) || sets.some((set) => hasUniqueKey(given, set))) return [];
  const columns = properties.map((property) => given.columns[property]?.name ?? property);
  const names = columns.map(quoted).join(', ');
  const place = { table: given.name, column: columns.join(', ') };
  if (given.key === 'accounts' && !declaresAccountKey(given))
    return [
      finding('account-key-undeclared', {
        ...place,
        problem:
          'No unique key covers the pair, and the Drizzle table declares none: each sign-in reads the whole table, and two at once may store an account twice.',
        fix: 'Use authjs-drizzle-mysql/schema/production (docs/schema.md), or declare productionAccountIndexes on the table and migrate.',
      }),
    ];
  const other = similarTo(given, columns);
  const statement = `CREATE UNIQUE INDEX ${quoted(freeName(given, properties, columns))} ON ${quoted(given.name)} (${names});`;
  return [
    finding('unique-key-missing', {
      ...place,
      index: other,
      problem: other
        ? `No unique key is on exactly ${columns.join(', ')}: ${other} is on more, on less or not unique, and lets in what must be unique.`
        : `No unique key is on ${columns.join(', ')}: two requests at once may store the same twice.`,
      fix: orMigration(inspection, given, statement, 'unique-key-missing'),
    }),
  ];
}

const declaresAccountKey = ({ table, columns: { provider, providerAccountId } }: PresentTable) =>
  provider !== undefined &&
  providerAccountId !== undefined &&
  hasUniqueIndex(table, [provider, providerAccountId]);

const hasColumns = (given: PresentTable, properties: readonly string[]) =>
  lowerNames(given, properties).length === properties.length;

/** Says whether a table has a unique key on exactly these columns, in any order, and on the whole of each. */
export function hasUniqueKey(given: PresentTable, properties: readonly string[]): boolean {
  if (!hasColumns(given, properties)) return false;
  const wanted = lowerNames(given, properties).sort().join();
  return given.actual.indexes.some(
    ({ isUnique, isPartial, columns }) =>
      isUnique &&
      ((!isPartial && [...columns].sort().join() === wanted) ||
        // An expression has no name there: the Drizzle table says that it is, say, `lower(email)`.
        (columns.join() === '' && columns.length === 1 && isDeclaredUnique(given, properties))),
  );
}

function isDeclaredUnique({ table, columns }: PresentTable, properties: readonly string[]): boolean {
  const column = columns[properties[0] ?? ''];
  return properties.length === 1 && column !== undefined && isUniqueColumn(table, column);
}

/** Returns the name of an index that begins as the key would, but is not that key. */
const similarTo = ({ actual }: PresentTable, columns: readonly string[]): string | undefined =>
  actual.indexes.find(
    (index) =>
      index.columns[0] === columns[0]?.toLowerCase() ||
      columns.every((name) => index.columns.includes(name.toLowerCase())),
  )?.name;

/** Returns the name for a new index. */
function freeName(
  { actual }: PresentTable,
  properties: readonly string[],
  columns: readonly string[],
): string {
  const name = NAMES[properties[0] ?? ''] ?? columns[0] ?? 'key';
  return actual.indexes.some((index) => index.name.toLowerCase() === name.toLowerCase())
    ? `${name}_unique`
    : name;
}

/** What is looked up, by property. The first line is for every table, the second for those that declare it. */
const LOOKED_UP = {
  always: { accounts: ['userId'], sessions: ['userId'], authenticators: ['userId'] },
  ifDeclared: { sessions: ['expires'], verificationTokens: ['expires', 'identifier'] },
} as const satisfies Record<string, Partial<Record<TableKey, readonly string[]>>>;

const WHY: Readonly<Record<string, string>> = {
  userId: 'deleting a user, and listing what is theirs, reads and locks the whole table',
  expires: 'clearing out what has expired reads the whole table',
  identifier: 'deleting a user reads all pending tokens',
};

function checkIndexes(inspection: Inspection, given: PresentTable): Finding[] {
  const { always, ifDeclared } = LOOKED_UP as Record<string, Partial<Record<TableKey, readonly string[]>>>;
  const properties = [
    ...(always?.[given.key] ?? []),
    ...(ifDeclared?.[given.key] ?? []).filter((property) => declaresIndex(given.table, given, property)),
  ];
  return properties.flatMap((property) => {
    const [name] = lowerNames(given, [property]);
    if (name === undefined || given.actual.indexes.some(({ columns }) => columns[0] === name)) return [];
    const column = given.columns[property]?.name ?? name;
    return finding('index-missing', {
      table: given.name,
      column,
      problem: `No index begins with ${column}: ${WHY[property]}.`,
      fix: orMigration(
        inspection,
        given,
        `CREATE INDEX ${quoted(freeName(given, [property], [column]))} ON ${quoted(given.name)} (${quoted(column)});`,
        'index-missing',
      ),
    });
  });
}

function declaresIndex(table: MySqlTable, { columns }: PresentTable, property: string): boolean {
  const column = columns[property];
  return column !== undefined && hasIndexFrom(table, column);
}
