import { expect, it } from 'vitest';
import { shardDatabases, shardNames } from '../../../dev/vitess/shards.ts';

it.each([
  [1, ['0']],
  [2, ['-80', '80-']],
  [4, ['-40', '40-80', '80-c0', 'c0-']],
  [16, ['-10', '10-20', '20-30']],
])('divides all keys among %i shards', (shards, first) => {
  const names = shardNames({ name: 'auth', shards });
  expect(names).toHaveLength(shards);
  expect(names.slice(0, first.length)).toEqual(first);
});

it('names the database of each shard beneath', () => {
  expect(shardDatabases({ name: 'auth', shards: 2 })).toEqual(['vt_auth_-80', 'vt_auth_80-']);
  expect(shardDatabases({ name: 'plain', shards: 1 })).toEqual(['vt_plain_0']);
});
