import { expect, it } from 'vitest';
import { median, percentile, ratios } from '../../bench/statistics.ts';

it('takes the middle value, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 9, 1, 2])).toBe(5.5);
  expect(median([7])).toBe(7);
  expect(() => median([])).toThrow('at least one value');
});

it('takes the value that a share of all lies at or below, by size and not by spelling', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 1)).toBe(100);
  expect(percentile([3, 20, 100], 0)).toBe(3);
  expect(percentile([3, 20, 100], 0.99)).toBe(100);
  expect(() => percentile([], 0.5)).toThrow('at least one value');
});

it('compares only within a round', () => {
  // Twice as slow in the second round, both of them: the ratio is the same.
  expect(ratios([1, 2, 1], [2, 4, 2])).toEqual({ min: 0.5, median: 0.5, max: 0.5 });
  expect(ratios([3, 1, 4], [1, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
  expect(() => ratios([1, 2], [1])).toThrow('Expected 1 rounds');
});
