import { hasUniqueIndex } from '../../adapter/tables/indexes.ts';
import { TABLE_COLUMNS } from '../../adapter/tables/tables.ts';
import type { ActualIndex } from './catalog.ts';
import { type Finding, finding } from './finding.ts';
import { lowerName, lowerNames, type PresentTable, type TableKey } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { alterTable, quoted } from './sql-text.ts';

/** What identifies a row, by property. A unique key that has all columns of one of these refuses nothing else. */
const IDENTITIES: Readonly<Record<TableKey, readonly (readonly string[])[]>> = {
  users: [['id'], ['email']],
  accounts: [['id'], ['providerAccountId', 'provider']],
  sessions: [['id'], ['sessionToken']],
  verificationTokens: [['id'], ['token']],
  authenticators: [['id'], ['credentialID']],
};

/** Finds unique keys that refuse rows which Auth.js stores, such as the second sign-in link for an address. */
export const checkKeysInTheWay = ({ tables }: Inspection): Finding[] =>
  tables.present.flatMap((given) =>
    given.actual.indexes
      .filter((index) => index.isUnique && isInTheWay(given, index))
      .map((index) =>
        finding('unique-key-in-the-way', {
          table: given.name,
          index: index.name,
          column: index.columns.join(', '),
          problem: `It is a unique key on ${index.isPartial ? 'the beginning of ' : ''}${index.columns.join(', ')} alone: rows that Auth.js has to store are refused as duplicates.`,
          fix: dropKey(given, index),
        }),
      ),
  );

function isInTheWay(given: PresentTable, { columns, isPartial }: ActualIndex): boolean {
  const names = columns.filter((name) => name !== undefined);
  const ofAuthJs = lowerNames(given, [...Object.keys(TABLE_COLUMNS[given.key]), 'id']);
  // What has a column of the owner's own, or is an expression, is the owner's own rule.
  if (names.length < columns.length || !names.every((name) => ofAuthJs.includes(name))) return false;
  if (isPartial) return true;
  const isIdentity = IDENTITIES[given.key].some((properties) => {
    const identity = lowerNames(given, properties);
    return identity.length === properties.length && identity.every((name) => names.includes(name));
  });
  return !isIdentity && !isOwnRule(given, names);
}

/** Says whether the Drizzle table declares it, so that the owner knows. One link per address is never meant. */
function isOwnRule({ key, table, columns }: PresentTable, names: readonly string[]): boolean {
  const declared = Object.values(columns).filter((column) => names.includes(lowerName(column)));
  return key !== 'verificationTokens' && hasUniqueIndex(table, declared);
}

function dropKey({ key, name, columns }: PresentTable, index: ActualIndex): string {
  const { identifier, token } = columns;
  if (index.name !== 'PRIMARY') return `DROP INDEX ${quoted(index.name)} ON ${quoted(name)};`;
  if (key === 'verificationTokens' && identifier && token)
    return alterTable(name, [
      'DROP PRIMARY KEY',
      `ADD PRIMARY KEY (${quoted(identifier.name)}, ${quoted(token.name)})`,
    ]);
  return `Give the table another primary key: ${alterTable(name, ['DROP PRIMARY KEY', 'ADD PRIMARY KEY (...)'])}`;
}
