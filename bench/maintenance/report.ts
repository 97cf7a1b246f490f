import { rangeChart } from '../report/ranges.ts';
import { table } from '../report/table.ts';
import { percentile } from '../statistics.ts';
import type { Deletion, Measured } from './measure.ts';
import type { Case } from './plan.ts';
import type { Waits } from './visits.ts';

/** Everything that a run measured. */
export interface MaintenanceResults {
  readonly rows: number;
  readonly live: number;
  readonly measured: readonly Measured[];
  /** One text for each server. */
  readonly surroundings: readonly string[];
}

/** The longest that anybody may have to wait. */
const LIMIT_MS = 500;

const rows = [
  { key: 'quiet', label: 'nothing deleted', tone: 'other' },
  { key: 'prune', label: 'prune', tone: 'ours' },
  { key: 'atOnce', label: 'one DELETE', tone: 'warn' },
] as const;

/** Returns the whole report in Markdown. */
export function maintenanceReport({
  rows: expired,
  live,
  measured,
  surroundings,
}: MaintenanceResults): string {
  return [
    '# Deleting expired sessions',
    `\`prune\` deletes ${expired.toLocaleString('en')} expired sessions, which lie among ${live.toLocaleString('en')} live ones, while people sign in; beside it, on a database with the same rows, one \`DELETE FROM sessions WHERE expires < UTC_TIMESTAMP()\`. A sign-in is \`createSession\`, \`getSessionAndUser\` and \`updateSession\` of a session among the expired ones, and \`deleteSession\`; eight people at once, again and again. Commits are written to the disk, as by default. Prune, the people and the server are processes that share the machine.`,
    ...surroundings,
    '![How long people waited for a sign-in while expired sessions were deleted](maintenance.svg)',
    '## What was deleted',
    table(
      ['', 'seconds', 'rows per second', 'statements', 'longest statement, ms', 'waits for locked rows'],
      measured.flatMap(deletedRows),
    ),
    '## How long people waited',
    'Milliseconds for a whole sign-in. Failed ones count too, and are in the last column.',
    table(['', 'median', 'p99', 'worst', 'sign-ins', 'failed'], measured.flatMap(waitRows)),
    '',
  ].join('\n\n');
}

function deletedRows(each: Measured): (string | number)[][] {
  const row = (label: string, { cleared, lockWaits }: Deletion) => {
    const { rows, totalMs, statements, longestMs } = cleared;
    const perSecond = Math.round(rows / (totalMs / 1000));
    return [
      `${caseName(each)}: ${label}`,
      twoDigits(totalMs / 1000),
      perSecond,
      statements,
      twoDigits(longestMs),
      lockWaits,
    ];
  };
  return [row('prune', each.prune), ...(each.atOnce ? [row('one DELETE', each.atOnce)] : [])];
}

const waitRows = (each: Measured): (string | number)[][] =>
  rows.flatMap(({ key, label }) => {
    const waits = waitsOf(each, key);
    if (!waits) return [];
    const { median, p99, worst } = rangeOf(waits);
    const times = [median, p99, worst].map(twoDigits);
    return [[`${caseName(each)}: ${label}`, ...times, waits.waitsMs.length, waits.failed]];
  });

/** Draws how long people waited in each case. */
export function maintenancePicture({ measured }: MaintenanceResults): string {
  return rangeChart({
    title: 'How long people wait for a sign-in while expired sessions are deleted',
    note: 'A dot at the median, a stroke at p99, a bar and the time at the worst; the axis is logarithmic. Less is better.',
    rows,
    panels: measured.map((each) => ({
      head: caseName(each),
      ranges: rows.map(({ key }) => {
        const waits = waitsOf(each, key);
        return waits && rangeOf(waits);
      }),
    })),
    limitMs: LIMIT_MS,
  });
}

const waitsOf = (each: Measured, key: (typeof rows)[number]['key']): Waits | undefined =>
  key === 'quiet' ? each.quiet : each[key]?.beside;

const rangeOf = ({ waitsMs }: Waits) => ({
  median: percentile(waitsMs, 0.5),
  p99: percentile(waitsMs, 0.99),
  worst: percentile(waitsMs, 1),
});

const serverNames = { mysql: 'MySQL', mariadb: 'MariaDB' };
const driverNames = { mysql2: '/mysql2', planetscale: '/planetscale' };
const schemaNames = { basic: 'basic tables', production: 'production tables' };

/** Returns the name of a case, as tables and pictures have it. */
const caseName = ({ server, driver, schema }: Case) =>
  `${serverNames[server]}, ${driverNames[driver]}, ${schemaNames[schema]}`;

const twoDigits = (value: number) => (value < 10 ? value.toPrecision(2) : value.toFixed(0));
