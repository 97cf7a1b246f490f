/** How often vtgate has asked each shard for something since it started, by `keyspace.shard`. */
export type TabletCalls = ReadonlyMap<string, number>;

/** What vtgate asked for one flow. */
export interface Asked {
  /** How many queries its tablets got. */
  readonly queries: number;
  /** How many different shards they were, sequences aside. */
  readonly shards: number;
}

/** The part of vtcombo's counters that is read: `VttabletCall`, such as `Execute.plain.0.primary`. */
interface Counters {
  readonly VttabletCall: { readonly Histograms: Readonly<Record<string, { readonly Count: number }>> };
}

/** Reads how often each shard has been asked. */
export async function readTabletCalls(countersUrl: string): Promise<TabletCalls> {
  const response = await fetch(countersUrl);
  const { VttabletCall } = (await response.json()) as Counters; // vtcombo's own format
  return tabletCallsIn(VttabletCall.Histograms);
}

/** Adds up the calls of every kind to each shard. */
export function tabletCallsIn(histograms: Counters['VttabletCall']['Histograms']): TabletCalls {
  const calls = new Map<string, number>();
  for (const [name, { Count }] of Object.entries(histograms)) {
    const shard = name.split('.').slice(1, 3).join('.');
    calls.set(shard, (calls.get(shard) ?? 0) + Count);
  }
  return calls;
}

/** Returns what was asked between two readings. */
export function askedBetween(before: TabletCalls, after: TabletCalls): Asked {
  const added = [...after]
    .map(([shard, count]) => ({ shard, count: count - (before.get(shard) ?? 0) }))
    .filter(({ count }) => count > 0);
  return {
    queries: added.reduce((sum, { count }) => sum + count, 0),
    shards: added.filter(({ shard }) => !shard.startsWith('sequences.')).length,
  };
}
