import { expect, it } from 'vitest';
import { contenders, FLOOR, REFERENCE } from '../../bench/contenders/index.ts';
import { readPlan } from '../../bench/plan.ts';
import { growthPicture, growthReport } from '../../bench/report/growth.ts';
import { sideBySidePicture } from '../../bench/report/side-by-side-picture.ts';
import { sideBySideReport } from '../../bench/report/side-by-side-tables.ts';
import type { Sample } from '../../bench/side-by-side.ts';

const plan = readPlan(['--only', 'session read', '--rounds', '3']);
const entries = contenders.filter(({ name }) => ['ours-on-pool', REFERENCE, FLOOR].includes(name));

/** Makes what a run measures: the figures of one contender in each round, everywhere the same. */
const samplesOf = (contender: string, cpus: readonly number[]): Sample[] =>
  plan.settings.flatMap((setting) =>
    cpus.map((cpuMicroseconds, round) => ({
      ...{ scenario: 'session read', contender, round, ...setting, cpuMicroseconds },
      ...{ operationsPerSecond: 1000 / cpuMicroseconds, p50Ms: cpuMicroseconds, p99Ms: 2 * cpuMicroseconds },
    })),
  );

const results = {
  contenders: entries,
  plan,
  // Not in the order of the rounds: only those of one round are compared.
  samples: [
    ...samplesOf('ours-on-pool', [40, 50, 600]),
    ...samplesOf(REFERENCE, [100, 100, 1000]).toReversed(),
    ...samplesOf(FLOOR, [50, 50, 500]),
  ],
  counts: entries.map(({ name }) => ({ scenario: 'session read', contender: name, statements: 1 })),
  surroundings: 'A machine.',
};

it('writes ratios to the reference and, for a session read, to the floor', () => {
  const report = sideBySideReport(results);
  expect(report).toContain(
    '| 16 | authjs-drizzle-mysql/mysql2 | 0.50 (0.40 - 0.60) | 2.00 (1.67 - 2.50) | 0.50 (0.40 - 0.60) | 0.50 (0.40 - 0.60) | 1.00 (0.80 - 1.20) |',
  );
  expect(report).toContain('| 1, 2 ms each way | @auth/drizzle-adapter | 1.00 (1.00 - 1.00) |');
  expect(report).toContain('| by hand, pool.query | 1 |');
});

it('draws every contender, with a whisker and its median beside it', () => {
  const picture = sideBySidePicture(results);
  for (const { label } of entries) expect(picture).toContain(`>${label}</text>`);
  expect(picture.match(/<rect [^>]*fill="var\(--(ours|other|hand)\)"/g)).toHaveLength(entries.length);
  expect(picture.match(/class="whisker"/g)).toHaveLength(entries.length);
  expect(picture).toContain('>0.50</text>');
  expect(picture).not.toMatch(/NaN|undefined/);
});

it('says which methods grow, and draws those with their names', () => {
  const sizes = [1000, 1_000_000];
  const grown = [
    ...[0.5, 0.7].map((medianMs, index) => ({
      call: 'getUser',
      medianMs,
      size: sizes[index] ?? 0,
      accesses: ['const'],
    })),
    ...[0.5, 500].map((medianMs, index) => ({
      call: 'getAccount',
      medianMs,
      size: sizes[index] ?? 0,
      accesses: ['ALL'],
    })),
  ];
  const report = growthReport([{ schema: 'basic', grown }], sizes, 'A machine.');
  expect(report).toContain('| getUser | 0.50 | 0.70 | 1.4 | const |');
  expect(report).toContain('| getAccount | 0.50 | 500 | **1000** | ALL |');
  const picture = growthPicture([{ schema: 'basic', grown }], sizes);
  expect(picture).toContain('>getAccount</text>');
  expect(picture).not.toContain('>getUser</text>');
  expect(picture).not.toMatch(/NaN|undefined/);
});

it('refuses arguments that say nothing', () => {
  expect(() => readPlan(['--rounds', '0'])).toThrow(
    'Expected --rounds to be a whole number from 1 on, got "0"',
  );
  expect(() => readPlan(['--only', 'tea'])).toThrow('"session read"');
  expect(() => readPlan(['--fast'])).toThrow('--fast');
});
