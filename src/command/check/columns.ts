import { type ColumnFaults, faultsOf, mend } from './column-faults.ts';
import { featureOf } from './feature-columns.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';
import { actualOf, lowerName, type PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { orMigration } from './migrations.ts';
import { additionOf } from './missing-columns.ts';
import { alterTable, modifyColumn } from './sql-text.ts';

/** Finds columns that are missing, hold less than the Drizzle table says, make writes fail, or change by themselves. */
export const checkColumns = (inspection: Inspection): Finding[] =>
  inspection.tables.present.flatMap((given) => [
    ...Object.keys(given.columns).flatMap((property) => checkColumn(inspection, given, property)),
    ...checkOthers(inspection, given),
  ]);

/** Something that is wrong with a column, and how to say it. */
interface Kind {
  readonly code: FindingCode;
  readonly isSo: (faults: ColumnFaults) => boolean;
  readonly problem: (actual: string, declared: string) => string;
  /** What to do before. */
  readonly first?: string;
}

const KINDS: readonly Kind[] = [
  {
    code: 'column-too-narrow',
    isSo: ({ difference }) => difference === 'narrower',
    problem: (actual, declared) =>
      `It is ${actual} and not ${declared}: longer or larger values, which the adapter lets through, are refused.`,
  },
  {
    code: 'column-of-other-type',
    isSo: ({ difference }) => difference === 'other',
    problem: (actual, declared) =>
      `It is ${actual} and not ${declared}: values are refused, or come back as others.`,
    first: 'Look at what it holds; then: ',
  },
  {
    code: 'column-is-timestamp',
    isSo: ({ difference }) => difference === 'timestamp',
    problem: (actual, declared) =>
      `It is ${actual} and not ${declared}: times depend on the time_zone of each connection, and end in January 2038.`,
  },
  {
    code: 'column-refuses-null',
    isSo: ({ refusesNull }) => refusesNull,
    problem: () =>
      'It is NOT NULL, but the Drizzle table lets it be null: a write without a value is refused.',
  },
  {
    code: 'id-not-counted',
    isSo: ({ isNotCounted }) => isNotCounted,
    problem: () =>
      'It has no AUTO_INCREMENT, but the Drizzle table leaves it to the database: every new row is refused, or gets the id 0.',
  },
  {
    code: 'date-changes-by-itself',
    isSo: ({ changesByItself }) => changesByItself,
    problem: () =>
      'It has ON UPDATE CURRENT_TIMESTAMP: any change of the row overwrites it with the time of the change.',
  },
  {
    code: 'date-has-own-default',
    isSo: ({ hasOwnDefault }) => hasOwnDefault,
    problem: () =>
      'It has a default that the Drizzle table does not declare: SQL that forgets the column gets a wrong date, and no error.',
  },
];

function checkColumn(inspection: Inspection, given: PresentTable, property: string): Finding[] {
  const { [property]: column } = given.columns;
  const [actual, faults] = [actualOf(given, property), faultsOf(inspection, given, property)];
  if (!column) return [];
  const place = { table: given.name, column: column.name };
  if (actual && faults)
    return KINDS.filter(({ isSo }) => isSo(faults)).map(({ code, problem, first = '' }) =>
      finding(code, {
        ...place,
        problem: problem(actual.type, column.getSQLType()),
        fix: first + orMigration(inspection, given, mend(inspection, given, property), code),
      }),
    );
  if (featureOf(given, property)) return [];
  return [
    finding('column-missing', {
      ...place,
      problem: 'The table has no such column, so that every statement that names it fails.',
      fix: additionOf(inspection, given, column),
    }),
  ];
}

/** Finds columns that the Drizzle table does not have, and without which the database takes no new row. */
function checkOthers({ server }: Inspection, { name, columns, actual }: PresentTable): Finding[] {
  const known = new Set(Object.values(columns).map(lowerName));
  const keys = new Set(actual.indexes.find((index) => index.name === 'PRIMARY')?.columns);
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
        fix: keys.has(column.name.toLowerCase())
          ? 'Add it to the Drizzle table and write it: it is part of the primary key, and cannot be null.'
          : `Add it to the Drizzle table and write it, or: ${alterTable(name, [modifyColumn(column, { isNullable: true }, server.isMariadb)])}`,
      }),
    );
}
