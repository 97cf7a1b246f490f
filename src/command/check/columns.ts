import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { TABLE_COLUMNS } from '../../adapter/tables/tables.ts';
import { compareTypes } from './column-types.ts';
import { featureOf } from './feature-columns.ts';
import { type Finding, finding } from './finding.ts';
import { actualOf, lowerName, type PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { orMigration } from './migrations.ts';
import { addColumn, alterTable, modifyColumn, quoted } from './sql-text.ts';

/** Finds columns that are missing, hold less than the Drizzle table says, or make writes fail. */
export const checkColumns = (inspection: Inspection): Finding[] =>
  inspection.tables.present.flatMap((given) => [
    ...Object.entries(given.columns).flatMap(([property, column]) =>
      featureOf(given, property) ? [] : checkColumn(inspection, given, property, column),
    ),
    ...checkOthers(given),
  ]);

function checkColumn(
  inspection: Inspection,
  given: PresentTable,
  property: string,
  column: MySqlColumn,
): Finding[] {
  const place = { table: given.name, column: column.name };
  const actual = actualOf(given, property);
  const declared = column.getSQLType();
  if (!actual)
    return [
      finding('column-missing', {
        ...place,
        problem: 'The table has no such column, so that every statement that names it fails.',
        fix: alterTable(given.name, [addColumn(column)]),
      }),
    ];
  const { isMariadb } = inspection.server;
  const widened = () =>
    orMigration(
      inspection,
      given,
      alterTable(given.name, [
        modifyColumn(actual, { type: declared, ...collationFor(given, property) }, isMariadb),
      ]),
    );
  const found: Finding[] = [];
  const difference = compareTypes(declared, actual.type);
  if (difference === 'narrower')
    found.push(
      finding('column-too-narrow', {
        ...place,
        problem: `It is ${actual.type} and not ${declared}: longer or larger values, which the adapter lets through, are refused.`,
        fix: widened(),
      }),
    );
  if (difference === 'other')
    found.push(
      finding('column-of-other-type', {
        ...place,
        problem: `It is ${actual.type} and not ${declared}: values are refused, or come back as others.`,
        fix: `Look at what it holds; then: ${widened()}`,
      }),
    );
  if (difference === 'timestamp')
    found.push(
      finding('column-is-timestamp', {
        ...place,
        problem: `It is ${actual.type} and not ${declared}: times depend on the time_zone of each connection, and end in January 2038.`,
        fix: `Run SET time_zone = '+00:00' first, on the same connection; then: ${alterTable(given.name, [
          modifyColumn(actual, { type: declared, isBare: true }, isMariadb),
        ])}`,
      }),
    );
  if (!column.notNull && !actual.isNullable && !isInPrimaryKey(given, column))
    found.push(
      finding('column-refuses-null', {
        ...place,
        problem: 'It is NOT NULL, but the Drizzle table lets it be null: a write without a value is refused.',
        fix: alterTable(given.name, [modifyColumn(actual, { isNullable: true, isBare: true }, isMariadb)]),
      }),
    );
  return found;
}

/** The ids of accounts are compared byte by byte where they are as long as those of the production table. */
const collationFor = ({ key, columns }: PresentTable, property: string) =>
  key === 'accounts' && property === 'providerAccountId' && columns[property]?.getSQLType() === 'varchar(512)'
    ? { collation: 'utf8mb4_bin' }
    : {};

const isInPrimaryKey = ({ actual }: PresentTable, column: MySqlColumn) =>
  actual.indexes.some(({ name, columns }) => name === 'PRIMARY' && columns.includes(lowerName(column)));

/** Finds columns that the Drizzle table does not have, and without which the database takes no new row. */
function checkOthers({ name, columns, actual }: PresentTable): Finding[] {
  const known = new Set(Object.values(columns).map(lowerName));
  return [...actual.columns.values()]
    .filter((column) => !known.has(column.name.toLowerCase()))
    .filter(({ isNullable, default: value, extra }) => {
      const isFilledIn = /auto_increment|generated|virtual|persistent|stored/.test(extra);
      return !isNullable && value === undefined && !isFilledIn;
    })
    .map((column) =>
      finding('column-needs-value', {
        table: name,
        column: column.name,
        problem:
          'It is NOT NULL, has no default and is not in the Drizzle table: the database refuses every new row.',
        fix: `Add it to the Drizzle table and write it, or: ALTER TABLE ${quoted(name)} MODIFY COLUMN ${quoted(column.name)} ${column.type} NULL;`,
      }),
    );
}

/** The columns of Auth.js, which the adapter writes whatever else a table has. */
export const isOfAuthJs = ({ key }: PresentTable, property: string): boolean =>
  Object.hasOwn(TABLE_COLUMNS[key], property);
