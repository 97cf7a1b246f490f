import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import type { Scenario } from '../side-by-side/scenarios.ts';
import type { Worker } from '../side-by-side/start-worker.ts';
import { median } from '../statistics.ts';
import { MYSQL } from './engines.ts';
import { type Asked, askedBetween, readTabletCalls } from './tablet-calls.ts';

/** How many queries one flow of a scenario costs an engine. */
export interface Count {
  readonly scenario: string;
  readonly engine: string;
  /** The median of many flows. */
  readonly queries: number;
  /** The most shards that one flow asked; undefined for MySQL. */
  readonly shards?: number;
}

interface Counted {
  readonly engine: string;
  readonly url: string;
  readonly worker: Worker;
}

/** Counts the queries that reach MySQL or the tablets of Vitess, in several flows of a scenario. */
export async function countQueries(
  { engine, url, worker }: Counted,
  scenario: Scenario,
  { people, flows, countersUrl }: { people: number; flows: number; countersUrl: string },
): Promise<Count> {
  const about = { scenario: scenario.name, engine };
  const proxy = engine === MYSQL ? await startMySqlProxy(url) : undefined;
  const counts: Asked[] = [];
  for (let flow = 0; flow < flows; flow++) {
    await worker.ask({ task: 'prepare', url: proxy?.url ?? url, scenario: scenario.name, people });
    proxy?.clear();
    const before = await readTabletCalls(countersUrl);
    await worker.ask({ task: 'run' });
    const asked = askedBetween(before, await readTabletCalls(countersUrl));
    counts.push(proxy ? { queries: proxy.statements.length, shards: 0 } : asked);
  }
  const queries = median(counts.map((count) => count.queries));
  if (proxy) return { ...about, queries };
  return { ...about, queries, shards: Math.max(...counts.map(({ shards }) => shards)) };
}
