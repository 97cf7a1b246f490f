import { barChart } from '../report/bars.ts';
import type { Tone } from '../report/svg.ts';
import { ratioOf, type SideBySide } from './comparison.ts';
import { REFERENCE } from './contenders/index.ts';

// A busy but usual load: more at once than a pool has connections.
const SETTING = { concurrency: 16, delayMs: 0 };

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

function toneOf(name: string): Tone {
  if (name.startsWith('ours')) return 'ours';
  return name.startsWith('by-hand') ? 'hand' : 'other';
}
