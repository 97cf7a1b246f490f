import { sql } from 'drizzle-orm';
import { IN_ZONE_OF_SITE } from './column-faults.ts';
import { type Finding, finding } from './finding.ts';
import type { Inspection } from './inspection.ts';
import { readRows, textOf } from './rows.ts';
import { hasTimestamps } from './settings.ts';

/** How far two clocks may be apart: sessions that a page shows as ended may still sign in for so long. */
const TOLERANCE_MS = 5_000;

/** Two moments, in seconds since 1970 and in UTC: a zone may be that of UTC for half of the year. */
const WINTER = { unix: 1_767_225_600, utc: '2026-01-01 00:00:00' } as const;
const SUMMER = { unix: 1_782_864_000, utc: '2026-07-01 00:00:00' } as const;

/** Compares the clock of the server with that of this process, and looks at its time zone where that matters. */
export async function checkClock(inspection: Inspection): Promise<Finding[]> {
  const startedAt = Date.now();
  const [row] = await readRows<'clock' | 'winter' | 'summer'>(
    inspection.work.db,
    'information_schema',
    sql`select cast(utc_timestamp(3) as char) as clock, cast(from_unixtime(${sql.raw(String(WINTER.unix))}) as char) as winter,
      cast(from_unixtime(${sql.raw(String(SUMMER.unix))}) as char) as summer`,
  );
  const server = Date.parse(`${textOf(row?.clock).replace(' ', 'T')}Z`);
  const answeredAt = Date.now();
  // The server looked at its clock at some time in between.
  const aheadMs = server > answeredAt ? server - answeredAt : Math.min(server - startedAt, 0);
  const found: Finding[] = [];
  if (Math.abs(aheadMs) > TOLERANCE_MS)
    found.push(
      finding('clocks-differ', {
        problem: `The server's clock is ${Math.round(Math.abs(aheadMs) / 1000)} seconds ${aheadMs > 0 ? 'ahead of' : 'behind'} that of this machine: sessions and links end too early or too late.`,
        fix: 'Run `timedatectl set-ntp true`, or any other NTP client, on both machines.',
      }),
    );
  const isUtc = textOf(row?.winter) === WINTER.utc && textOf(row?.summer) === SUMMER.utc;
  if (!isUtc && hasTimestamps(inspection))
    found.push(
      finding('time-zone-not-utc', {
        problem:
          'There are TIMESTAMP columns, and the time zone of this connection is not UTC: connections with another zone read other times, also of rows that are there already.',
        // Another zone first would move every stored moment, and open sessions again that have ended.
        fix: `Leave the time zones of the server and of your site's pool as they are until no column is TIMESTAMP: declare the columns datetime in the Drizzle tables, run this again, and change them ${IN_ZONE_OF_SITE}.`,
      }),
    );
  return found;
}
