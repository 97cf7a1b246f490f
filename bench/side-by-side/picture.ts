import { barChart } from '../report/bars.ts';
import type { Tone } from '../report/svg.ts';
import { ratioOf, type SideBySide } from './comparison.ts';
import { REFERENCE } from './contenders/index.ts';

// A busy but usual load: more at once than a pool has connections.
const SETTING = { concurrency: 16, delayMs: 0 };

// This package in its two forms, and the adapters that sites have in its place.
const IN_SHORT = ['ours-on-pool', 'ours-on-drizzle', REFERENCE, 'kysely-adapter', 'prisma-adapter'];

/** Draws the client CPU of every scenario. */
export function sideBySidePicture({ contenders, plan, samples }: SideBySide): string {
  return barChart({
    title: 'Client CPU per operation, @auth/drizzle-adapter = 1',
    note: `Less is better. Median of ${plan.rounds} interleaved rounds, with the smallest and the largest; ${SETTING.concurrency} operations at once.`,
    rows: contenders.map(({ name, label }) => ({ label, tone: toneOf(name) })),
    panels: plan.scenarios.map(({ name: scenario }) => ({
      head: scenario,
      bars: contenders.map(({ name }) =>
        ratioOf(samples, {
          ...{ scenario, ...SETTING, contender: name },
          ...{ to: REFERENCE, metric: 'cpuMicroseconds' },
        }),
      ),
    })),
  });
}

/** Draws the client CPU of a session read alone, which most requests to a site need. */
export function sessionReadPicture({ contenders, plan, samples }: SideBySide): string {
  const shown = contenders.filter(({ name }) => IN_SHORT.includes(name));
  return barChart({
    title: 'CPU of a session read',
    note: `Less is better. @auth/drizzle-adapter = 1; median of ${plan.rounds} rounds, smallest and largest.`,
    rows: shown.map(({ name, label }) => ({ label, tone: toneOf(name) })),
    panels: [
      {
        head: '',
        bars: shown.map(({ name }) =>
          ratioOf(samples, {
            ...{ scenario: 'session read', ...SETTING, contender: name },
            ...{ to: REFERENCE, metric: 'cpuMicroseconds' },
          }),
        ),
      },
    ],
    layout: { labels: 290, panel: 150, longest: 240, abreast: 1, most: 1.5 },
  });
}

function toneOf(name: string): Tone {
  if (name.startsWith('ours')) return 'ours';
  return name.startsWith('by-hand') ? 'hand' : 'other';
}
