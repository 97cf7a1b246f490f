import { type Finding, finding } from './finding.ts';
import type { Inspection } from './inspection.ts';

/** Finds triggers, which change what a write of the adapter does. */
export const checkTriggers = ({ tables }: Inspection): Finding[] =>
  tables.present
    .filter(({ actual }) => actual.triggers.length > 0)
    .map(({ name, actual }) =>
      finding('table-has-triggers', {
        table: name,
        count: actual.triggers.length,
        problem: `There are triggers, which change what a write does, and may make it fail: ${actual.triggers.join(', ')}.`,
        fix: 'Read them with SHOW CREATE TRIGGER. One that changes another of these tables makes `deleteUser` work in several statements.',
      }),
    );
