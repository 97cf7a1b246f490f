import { expect, it } from 'vitest';
import { growthPicture, growthReport } from '../../../bench/growth/report.ts';

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
