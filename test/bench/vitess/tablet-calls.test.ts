import { expect, it } from 'vitest';
import { askedBetween, tabletCallsIn } from '../../../bench/vitess/tablet-calls.ts';

it('adds up the calls of every kind to a shard', () => {
  const calls = tabletCallsIn({
    'Execute.plain.0.primary': { Count: 3 },
    'StreamExecute.plain.0.primary': { Count: 2 },
    'Execute.shards_2.-80.primary': { Count: 7 },
  });
  expect([...calls]).toEqual([
    ['plain.0', 5],
    ['shards_2.-80', 7],
  ]);
});

it('counts only what was asked between two readings, and sequences not as shards', () => {
  const before = new Map([
    ['plain.0', 5],
    ['shards_2.-80', 7],
  ]);
  const after = new Map([
    ['plain.0', 5],
    ['shards_2.-80', 9],
    ['shards_2.80-', 1],
    ['sequences.0', 4],
  ]);
  expect(askedBetween(before, after)).toEqual({ queries: 7, shards: 2 });
  expect(askedBetween(after, after)).toEqual({ queries: 0, shards: 0 });
});
