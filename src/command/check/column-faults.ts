import { hasUniqueIndex } from '../../adapter/tables/indexes.ts';
import { TABLE_COLUMNS } from '../../adapter/tables/tables.ts';
import type { ActualColumn } from './catalog.ts';
import { compareTypes, type Difference } from './column-types.ts';
import { actualOf, lowerName, type PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { alterTable, modifyColumn } from './sql-text.ts';

/** What is wrong with one column. */
export interface ColumnFaults {
  readonly difference: Difference | undefined;
  readonly refusesNull: boolean;
  readonly changesByItself: boolean;
  readonly hasOwnDefault: boolean;
  /** The character set lacks letters. */
  readonly lacksLetters: boolean;
  /** The id of a user is compared in another way than in the table of users. */
  readonly differsFromUsers: boolean;
  /** The id of an account ignores case, in a table of the production form. */
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
    refusesNull: !column.notNull && !actual.isNullable && !isInPrimaryKey,
    changesByItself,
    hasOwnDefault: isOurDate && !changesByItself && actual.default !== undefined && !column.hasDefault,
    lacksLetters: isOfAuthJs && actual.charset !== undefined && actual.charset !== 'utf8mb4',
    differsFromUsers: ofUsers?.collation !== undefined && ofUsers.collation !== actual.collation,
    ignoresCase: isOfProductionKey(given, property) && !isBinary(actual),
  };
}

/** Says whether a column compares its text byte by byte. */
export const isBinary = ({ collation }: ActualColumn): boolean =>
  collation === undefined || /_bin$/.test(collation);

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
  const { difference, refusesNull, changesByItself, hasOwnDefault } = faults;
  return modifyColumn(
    actual,
    {
      ...(difference && { type: column.getSQLType().toLowerCase() }),
      ...(refusesNull && { isNullable: true }),
      ...collationOf(inspection, given, property, faults),
      // A default of the old type may be none of the new one.
      isBare: Boolean(difference) || changesByItself || hasOwnDefault,
    },
    inspection.server.isMariadb,
  );
}

/** Writes the statement that mends a column. */
export const mend = (inspection: Inspection, given: PresentTable, property: string): string =>
  alterTable(given.name, [mendedColumn(inspection, given, property)]);

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

/** Returns the collation of a column, or of another character set the one that every MySQL and MariaDB has. */
function wide(column: ActualColumn): { readonly collation?: string } {
  const { collation, charset } = column;
  if (charset === 'utf8mb4') return collation === undefined ? {} : { collation };
  return { collation: isBinary(column) ? 'utf8mb4_bin' : 'utf8mb4_unicode_ci' };
}
