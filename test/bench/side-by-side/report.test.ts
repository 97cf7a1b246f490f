import { expect, it } from 'vitest';
import { contenders, FLOOR, REFERENCE } from '../../../bench/side-by-side/contenders/index.ts';
import { sessionReadPicture, sideBySidePicture } from '../../../bench/side-by-side/picture.ts';
import { readPlan } from '../../../bench/side-by-side/plan.ts';
import { sideBySideReport } from '../../../bench/side-by-side/report.ts';
import type { Sample } from '../../../bench/side-by-side/rounds.ts';

const plan = readPlan(['--only', 'session read', '--rounds', '3']);
const entries = contenders.filter(({ name }) => ['ours-on-pool', REFERENCE, FLOOR].includes(name));

/** Makes the samples of one contender in each round, the same for every setting. */
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
  // Not in the order of the rounds: only samples of one round are compared.
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

it('draws a session read alone, for this package and for the adapters in its place', () => {
  const picture = sessionReadPicture(results);
  expect(picture).toContain('>0.50</text>');
  expect(picture).toContain('>@auth/drizzle-adapter</text>');
  expect(picture).not.toContain('by hand');
  expect(picture).not.toMatch(/NaN|undefined/);
});

it('refuses arguments that mean nothing', () => {
  expect(() => readPlan(['--rounds', '0'])).toThrow(
    'Expected --rounds to be a whole number of at least 1, got "0"',
  );
  expect(() => readPlan(['--only', 'tea'])).toThrow('"session read"');
  expect(() => readPlan(['--fast'])).toThrow('--fast');
});
