import { expect, it } from 'vitest';
import { showProgress } from '../../src/command/progress.ts';

it.each([
  ['on a terminal, where a bar is drawn', true, 1],
  ['nowhere else, as in cron', false, 0],
] as const)('the rows to do are counted %s', (_where, isTerminal, times) => {
  const counts: Promise<number>[] = [];
  const progress = showProgress({ write: () => true }, isTerminal);
  progress.begin(() => {
    const count = Promise.resolve(3);
    counts.push(count);
    return count;
  });
  progress.end();
  expect(counts).toHaveLength(times);
});
