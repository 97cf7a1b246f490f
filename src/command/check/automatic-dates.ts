import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { isOfAuthJs } from './columns.ts';
import { type Finding, finding } from './finding.ts';
import { actualOf, type PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { alterTable, modifyColumn } from './sql-text.ts';

/** Finds dates that the database fills in or changes by itself, as MySQL adds it to a TIMESTAMP that says nothing. */
export const checkAutomaticDates = ({ tables, server }: Inspection): Finding[] =>
  tables.present.flatMap((given) =>
    Object.entries(given.columns).flatMap(([property, column]) =>
      checkDate(given, property, column, server.isMariadb),
    ),
  );

function checkDate(
  given: PresentTable,
  property: string,
  column: MySqlColumn,
  isMariadb: boolean,
): Finding[] {
  const actual = actualOf(given, property);
  // The adapter writes `updatedAt` with every change, and others are the owner's.
  const isOurs = isOfAuthJs(given, property) || /^(createdAt|refreshLeaseUntil)$/.test(property);
  if (!actual || !isOurs || !/^(datetime|timestamp)/.test(actual.type)) return [];
  const place = { table: given.name, column: column.name };
  const fix = alterTable(given.name, [modifyColumn(actual, { isBare: true }, isMariadb)]);
  const hint = actual.type.startsWith('timestamp') ? ' (With explicit_defaults_for_timestamp = ON.)' : '';
  if (actual.extra.includes('on update'))
    return [
      finding('date-changes-by-itself', {
        ...place,
        problem:
          'It has ON UPDATE CURRENT_TIMESTAMP: any change of the row overwrites it with the time of the change.',
        fix: fix + hint,
      }),
    ];
  if (actual.default === undefined || column.hasDefault) return [];
  return [
    finding('date-has-own-default', {
      ...place,
      problem:
        'It has a default that the Drizzle table does not declare: SQL that forgets the column gets a wrong date, and no error.',
      fix: fix + hint,
    }),
  ];
}
