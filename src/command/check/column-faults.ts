import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { hasUniqueIndex } from '../../adapter/tables/indexes.ts';
import { TABLE_COLUMNS } from '../../adapter/tables/tables.ts';
import type { ActualColumn } from './catalog.ts';
import { compareTypes, type Difference } from './column-types.ts';
import { isNotCounted, keyToCount, renumberZero } from './counted-ids.ts';
import { actualOf, lowerName, type PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { alterTable, modifyColumn, typeOf, withExplicitDefaults } from './sql-text.ts';

/** What is wrong with one column. */
export interface ColumnFaults {
  readonly difference: Difference | undefined;
  readonly refusesNull: boolean;
  /** The Drizzle table says that the database counts it up, which it does not. */
  readonly isNotCounted: boolean;
  readonly changesByItself: boolean;
  readonly hasOwnDefault: boolean;
  /** The character set lacks letters. */
  readonly lacksLetters: boolean;
  /** The id of a user is compared in another way than in the table of users. */
  readonly differsFromUsers: boolean;
  /** The id of an account ignores case or accents, in a table of the production form. */
  readonly ignoresCase: boolean;
}

/** Finds out what is wrong with a column. */
export function faultsOf(
  inspection: Inspection,
  given: PresentTable,
  property: string,
): ColumnFaults | undefined {
  const { columns, actual: table, key } = given;
  const [column, actual] = [columns[property], actualOf(given, property)];
  if (!column || !actual) return undefined;
  const isOfAuthJs = Object.hasOwn(TABLE_COLUMNS[key], property);
  // The adapter writes `updatedAt` with every change, and other columns are the owner's.
  const isOurDate =
    (isOfAuthJs || /^(createdAt|refreshLeaseUntil)$/.test(property)) &&
    /^(datetime|timestamp)/.test(actual.type);
  const changesByItself = isOurDate && actual.extra.includes('on update');
  const isInPrimaryKey = table.indexes.some(
    ({ name, columns }) => name === 'PRIMARY' && columns.includes(lowerName(column)),
  );
  const ofUsers = property === 'userId' ? userIdOf(inspection) : undefined;
  return {
    difference: compareTypes(column.getSQLType(), actual.type),
    // The adapter writes no account without the id of its user.
    refusesNull: property !== 'userId' && !column.notNull && !actual.isNullable && !isInPrimaryKey,
    isNotCounted: isNotCounted(inspection, column, actual),
    changesByItself,
    hasOwnDefault: isOurDate && !changesByItself && actual.default !== undefined && !column.hasDefault,
    lacksLetters: isOfAuthJs && actual.charset !== undefined && actual.charset !== 'utf8mb4',
    differsFromUsers: ofUsers?.collation !== undefined && ofUsers.collation !== actual.collation,
    ignoresCase: isOfProductionKey(given, property) && !isExact(actual),
  };
}

/** Says whether a column tells apart what differs in case; one without text does. */
const mindsCase = ({ collation }: ActualColumn): boolean =>
  collation === undefined || /_(bin|cs)(_|$)/.test(collation);

/** Says whether a column tells apart what differs in case or in accents. */
export const isExact = (column: ActualColumn): boolean =>
  mindsCase(column) && !/_ai_/.test(column.collation ?? '');

/** Says whether it is the id of an account in a table of the production form, which compares it byte by byte. */
export function isOfProductionKey({ key, table, columns }: PresentTable, property: string): boolean {
  const { provider, providerAccountId } = columns;
  return (
    key === 'accounts' &&
    property === 'providerAccountId' &&
    providerAccountId?.getSQLType() === 'varchar(512)' &&
    provider !== undefined &&
    hasUniqueIndex(table, [provider, providerAccountId])
  );
}

function userIdOf({ tables }: Inspection): ActualColumn | undefined {
  const users = tables.having('users', 'id');
  return users && actualOf(users, 'id');
}

/** Returns the change that mends all that is wrong with a column: MODIFY would undo what another one has mended. */
export function mendedColumn(inspection: Inspection, given: PresentTable, property: string): string {
  const [column, actual] = [given.columns[property], actualOf(given, property)];
  const faults = faultsOf(inspection, given, property);
  if (!column || !actual || !faults) return '';
  const { difference, refusesNull, changesByItself, hasOwnDefault, isNotCounted } = faults;
  return modifyColumn(
    actual,
    {
      type: typeAfter(column, actual, faults),
      ...(refusesNull && { isNullable: true }),
      ...(isNotCounted && { isCounted: true }),
      ...collationOf(inspection, given, property, faults),
      // A default of the old type may be none of the new one.
      isBare: Boolean(difference) || changesByItself || hasOwnDefault || isNotCounted,
    },
    inspection.server.isMariadb,
  );
}

/** Returns the type that a column has once it is mended. */
const typeAfter = (column: MySqlColumn, actual: ActualColumn, { difference }: ColumnFaults): string =>
  difference ? typeOf(column) : actual.type;

/** Where a column may be changed from or to TIMESTAMP: elsewhere, all its moments would become others. */
export const IN_ZONE_OF_SITE =
  "on a connection with the time zone that your site's pool has (SELECT @@time_zone shows it)";

/** Writes the statement that mends a column, and how the connection must be set for it. */
export function mend(inspection: Inspection, given: PresentTable, property: string): string {
  const [column, actual] = [given.columns[property], actualOf(given, property)];
  const faults = faultsOf(inspection, given, property);
  if (!column || !actual || !faults) return '';
  const statement = alterTable(given.name, [
    mendedColumn(inspection, given, property),
    ...(faults.isNotCounted ? keyToCount(given, actual) : []),
  ]);
  const isTimestamp = (type: string) => type.startsWith('timestamp');
  const staysSo = isTimestamp(actual.type) === isTimestamp(typeAfter(column, actual, faults));
  return [
    staysSo ? '' : `Run it ${IN_ZONE_OF_SITE}: `,
    faults.isNotCounted ? renumberZero(given, actual) : '',
    withExplicitDefaults(inspection, statement),
  ].join('');
}

function collationOf(
  inspection: Inspection,
  given: PresentTable,
  property: string,
  { ignoresCase, differsFromUsers, lacksLetters }: ColumnFaults,
): { readonly collation?: string } {
  if (ignoresCase || isOfProductionKey(given, property)) return { collation: 'utf8mb4_bin' };
  const actual = actualOf(given, property);
  const users = inspection.tables.having('users', 'id');
  if (property === 'userId' && users && (differsFromUsers || lacksLetters)) {
    const ids = actualOf(users, 'id');
    return ids ? wide(ids) : {};
  }
  return actual && lacksLetters ? wide(actual) : {};
}

/** Returns the collation of a column, or of another character set one that minds case as much, and that every server has. */
function wide(column: ActualColumn): { readonly collation?: string } {
  const { collation, charset } = column;
  if (charset === 'utf8mb4') return collation === undefined ? {} : { collation };
  return { collation: mindsCase(column) ? 'utf8mb4_bin' : 'utf8mb4_unicode_ci' };
}
