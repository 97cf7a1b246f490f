import { expect, it } from 'vitest';
import { readPlan } from '../../../bench/maintenance/plan.ts';
import { maintenancePicture, maintenanceReport } from '../../../bench/maintenance/report.ts';

const waits = (worst: number) => ({ waitsMs: [...Array(99).fill(5), worst], failed: 0 });
const cleared = { rows: 1000, totalMs: 2000, statements: 4, longestMs: 20 };
const place = { server: 'mysql', schema: 'basic' } as const;
const results = {
  rows: 1000,
  live: 250,
  measured: [
    {
      ...place,
      driver: 'mysql2',
      quiet: waits(10),
      prune: { cleared, beside: waits(45), lockWaits: 0 },
      atOnce: {
        cleared: { ...cleared, statements: 1 },
        beside: { ...waits(12_000), failed: 3 },
        lockWaits: 77,
      },
    },
    {
      ...place,
      driver: 'planetscale',
      quiet: waits(11),
      prune: { cleared, beside: waits(46), lockWaits: 0 },
    },
  ],
  surroundings: ['A machine.'],
} as const;

it('reports how fast rows went, and how long people waited, in each case that was measured', () => {
  const report = maintenanceReport(results);
  expect(report).toContain('| MySQL, /mysql2, basic tables: prune | 2.0 | 500 | 4 | 20 | 0 |');
  expect(report).toContain('| MySQL, /mysql2, basic tables: one DELETE | 2.0 | 500 | 1 | 20 | 77 |');
  expect(report).toContain('| MySQL, /mysql2, basic tables: nothing deleted | 5.0 | 5.0 | 10 | 100 | 0 |');
  expect(report).toContain('| MySQL, /mysql2, basic tables: one DELETE | 5.0 | 5.0 | 12000 | 100 | 3 |');
  expect(report).toContain('| MySQL, /planetscale, basic tables: prune | 5.0 | 5.0 | 46 | 100 | 0 |');
  expect(report).not.toContain('/planetscale, basic tables: one DELETE');
});

it('draws the worst waits, and the limit, on one axis', () => {
  const picture = maintenancePicture(results);
  for (const words of ['45 ms', '12 s', '46 ms', '500 ms', 'MySQL, /planetscale, basic tables'])
    expect(picture).toContain(`>${words}</text>`);
  expect(picture).not.toMatch(/NaN|undefined|Infinity/);
});

it('measures both sets of tables over every driver of a server, and refuses arguments that mean nothing', () => {
  expect(readPlan([]).cases).toHaveLength(6);
  expect(readPlan(['--servers', 'mariadb']).cases).toEqual([
    { server: 'mariadb', driver: 'mysql2', schema: 'basic' },
    { server: 'mariadb', driver: 'mysql2', schema: 'production' },
  ]);
  expect(() => readPlan(['--servers', 'oracle'])).toThrow(
    'Expected --servers to name mysql, mariadb or both',
  );
  expect(() => readPlan(['--rows', '0'])).toThrow('Expected --rows to be a whole number of at least 1');
});
