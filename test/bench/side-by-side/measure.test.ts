import { expect, it } from 'vitest';
import { runAll } from '../../../bench/side-by-side/measure.ts';

it('runs every operation once, as many at a time as it is told, and notes how long each took', async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const operations = Array.from({ length: 10 }, (_, index) => async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running--;
    done.push(index);
  });
  const latencies: number[] = [];
  await runAll(operations, 3, latencies);
  expect(most).toBe(3);
  expect(done.toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(latencies).toHaveLength(10);
  // A timer may fire early by less than a millisecond.
  expect(Math.min(...latencies)).toBeGreaterThan(18);
});
