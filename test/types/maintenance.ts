// Compiled, never run: which adapters are maintained, and what the functions take and return.
import type { Adapter } from '@auth/core/adapters';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import {
  type AdapterSource,
  type AnyAdapter,
  type BatchOptions,
  countOrphans,
  type DeletedOrphans,
  type DeleteOrphansOptions,
  deleteOrphans,
  type Orphans,
  type Pruned,
  type PruneOptions,
  prune,
} from 'authjs-drizzle-mysql/maintenance';
import { createPool } from 'mysql2/promise';
import { expectTypeOf } from 'vitest';

declare const adapter: Adapter;
declare const methods: MySqlAdapterMethods;

for (const given of [adapter, methods, () => adapter, async () => methods]) {
  expectTypeOf(prune(given)).toEqualTypeOf<Promise<Pruned>>();
  expectTypeOf(countOrphans(given)).toEqualTypeOf<Promise<Orphans>>();
  expectTypeOf(deleteOrphans(given, { atMost: 10 })).toEqualTypeOf<Promise<DeletedOrphans>>();
}
expectTypeOf<AnyAdapter>().toExtend<AdapterSource>();
expectTypeOf<PruneOptions>().toExtend<BatchOptions<Pruned>>();
expectTypeOf<DeleteOrphansOptions>().toExtend<BatchOptions<DeletedOrphans>>();
expectTypeOf<DeletedOrphans>().toExtend<Orphans>();

const { signal } = new AbortController();
prune(adapter, { batchSize: 100, before: new Date(), signal });
prune(adapter, { batchSize: undefined, before: undefined, signal: undefined, onProgress: undefined });
prune(adapter, {
  onProgress: (pruned) => expectTypeOf(pruned).toEqualTypeOf<Pruned>(),
});
deleteOrphans(adapter, {
  atMost: 10,
  onProgress: ({ sessions, accounts, authenticators, done }) => {
    expectTypeOf([sessions, accounts, authenticators]).toEqualTypeOf<number[]>();
    expectTypeOf(done).toEqualTypeOf<boolean>();
  },
});

// @ts-expect-error how many rows are expected has to be said
deleteOrphans(adapter, {});
// @ts-expect-error options have to be given
deleteOrphans(adapter);
// @ts-expect-error a moment is a Date
prune(adapter, { before: '2026-01-31' });
// @ts-expect-error there is no such option
prune(adapter, { limit: 100 });
// @ts-expect-error counting has no options
countOrphans(adapter, { batchSize: 100 });
// @ts-expect-error a pool is no adapter
prune(createPool(''));
// @ts-expect-error a result cannot be changed
prune(adapter).then((pruned) => (pruned.sessions = 0));
