import type { Findings } from './all-checks.ts';
import type { Finding, Severity } from './finding.ts';
import { counted } from './shown-ids.ts';

/** Writes findings as text for people. */
export function reportOf({ tables, server, findings }: Findings): string {
  const count = (severity: Severity) => findings.filter((each) => each.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const place = `the tables "${tables}" on ${server}`;
  const notes = findings.map(describe);
  const end =
    errors + warnings === 0
      ? `Sound: ${place}.\n`
      : `${counted(errors, 'error')} and ${counted(warnings, 'warning')} in ${place}. What each code means: docs/check.md\n`;
  return notes.join('') + end;
}

function describe({ severity, code, table, column, index, problem, fix }: Finding): string {
  const names = [table, index ?? column].filter((name) => name !== undefined);
  return `${[severity.toUpperCase(), code, names.join('.')].join('  ').trimEnd()}\n  ${problem}\n  What to do: ${fix}\n\n`;
}
