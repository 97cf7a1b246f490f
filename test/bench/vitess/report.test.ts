import { expect, it } from 'vitest';
import type { Sample } from '../../../bench/side-by-side/rounds.ts';
import { engines } from '../../../bench/vitess/engines.ts';
import { readPlan } from '../../../bench/vitess/plan.ts';
import { ratioOf, vitessPicture, vitessReport } from '../../../bench/vitess/report.ts';

const setting = { concurrency: 1, delayMs: 0 };

/** Two rounds in which an engine costs as much more than MySQL as it is further down the list; the second is slower. */
const samples: readonly Sample[] = engines.flatMap(({ name }, index) =>
  [1, 10].map((slow, round) => ({
    ...{ ...setting, scenario: 'session read', contender: name, round },
    ...{ cpuMicroseconds: 100 * (index + 1) * slow, p50Ms: (index + 1) * slow },
    ...{ operationsPerSecond: 1, p99Ms: 1 },
  })),
);
const counts = engines.map(({ name, shards }) => ({
  ...{ scenario: 'session read', engine: name, queries: shards === undefined ? 1 : 2 },
  ...(shards && { shards: Math.min(shards, 2) }),
}));
const results = {
  ...{ scenarios: ['session read'], settings: [setting], rounds: 2 },
  ...{ samples, counts, surroundings: 'A machine.' },
};

it('compares engines within each round', () => {
  const about = { ...setting, scenario: 'session read', engine: 'shards_2', metric: 'p50Ms' } as const;
  expect(ratioOf(samples, { ...about, to: 'mysql' })).toEqual({ min: 3, median: 3, max: 3 });
  expect(ratioOf(samples, { ...about, to: 'plain' })).toEqual({ min: 1.5, median: 1.5, max: 1.5 });
});

it('reports queries, medians and both ratios of each engine', () => {
  const report = vitessReport(results);
  expect(report).toContain('| MySQL | 1 |');
  expect(report).toContain('| Vitess, 8 shards | 2 (2) |');
  expect(report).toContain(
    '| Vitess, 2 shards | 1650 | 3.00 (3.00 - 3.00) | 1.50 (1.50 - 1.50) | 16.50 | 3.00 (3.00 - 3.00) | 1.50 (1.50 - 1.50) |',
  );
  // 500 by 300.
  expect(report).toContain('| session read | 1.67 (1.67 - 1.67) | 1.67 (1.67 - 1.67) |');
  expect(report).not.toMatch(/NaN|undefined/);
});

it('says which scenarios need more queries on more shards', () => {
  expect(vitessReport(results)).toContain('more shards mean more queries for: none of them.');
  const grown = counts.map((count) => (count.engine === 'shards_8' ? { ...count, queries: 3 } : count));
  expect(vitessReport({ ...results, counts: grown })).toContain('more queries for: session read.');
});

it('refuses arguments that mean nothing', () => {
  expect(() => readPlan(['--rounds', '0'])).toThrow('Expected --rounds to be a whole number of at least 1');
  expect(() => readPlan(['--fast'])).toThrow('--fast');
});

it('draws a panel for the CPU and for the time of each scenario, wide enough for the longest bar', () => {
  const picture = vitessPicture(results);
  expect(picture).toContain('>session read: CPU</text>');
  expect(picture).toContain('>session read: time</text>');
  expect(picture).toContain('>Vitess, 8 shards</text>');
  // 5 / 2 as much as one shard.
  expect(picture).toContain('>2.50</text>');
  expect(picture).not.toContain('→');
  expect(picture).not.toMatch(/NaN|undefined/);
});
