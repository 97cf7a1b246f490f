import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool, type Pool } from 'mysql2/promise';
import { type MySqlProxy, startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { accessesOf } from '../../test/support/databases/explain.ts';
import { median } from '../statistics.ts';
import { type Call, calls, methodOf, newPeople, type People } from './calls.ts';

/** A filled database of one size, open for measuring. */
export interface Site {
  readonly size: number;
  readonly adapter: MySqlAdapterMethods;
  readonly people: People;
  /** Runs a call once more and returns the statements that it sends. */
  statementsOf(call: Call): Promise<string[]>;
  readonly direct: Pool;
  close(): Promise<unknown>;
}

/** The time a method took in a database of one size. */
export interface Grown {
  readonly call: string;
  readonly size: number;
  readonly medianMs: number;
  /** How the server reads the tables for it, in EXPLAIN's words, the worst first. */
  readonly accesses: readonly string[];
}

const WARM_UP = 5;
const MOST_CALLS = 100;
const FEWEST_CALLS = 12;

/** Opens a filled database, once directly and once through a proxy that notes statements. */
export async function openSite(
  url: string,
  size: number,
  makeAdapter: (pool: Pool) => MySqlAdapterMethods,
): Promise<Site> {
  const proxy: MySqlProxy = await startMySqlProxy(url);
  const [direct, noted] = [createPool(url), createPool(proxy.url)];
  const people = newPeople(size);
  const notedAdapter = makeAdapter(noted);
  return {
    ...{ size, direct, people, adapter: makeAdapter(direct) },
    async statementsOf(call) {
      proxy.clear();
      await call(notedAdapter, people);
      return [...proxy.statements];
    },
    close: async () => {
      await Promise.all([direct.end(), noted.end()]);
      await proxy.close();
    },
  };
}

/**
 * Measures every method in databases of several sizes, with one call in each of them in turn.
 *
 * A slow method is called less often: it stops after the budget of milliseconds.
 */
export async function measureGrowth(
  sites: readonly Site[],
  budgetMs: number,
  say: (line: string) => void,
): Promise<Grown[]> {
  const grown: Grown[] = [];
  const keys = new Set(sites.flatMap(({ adapter }) => Object.keys(adapter)));
  for (const [name, call] of Object.entries(calls)) {
    if (!keys.has(methodOf(name))) continue;
    const latencies = await takeTurns(sites, call, budgetMs);
    for (const [index, site] of sites.entries()) {
      const accesses = await accessesFor(site, call);
      grown.push({ call: name, size: site.size, medianMs: median(latencies[index] ?? []), accesses });
    }
    say(`${name}: ${latencies[0]?.length} calls`);
  }
  return grown;
}

async function takeTurns(sites: readonly Site[], call: Call, budgetMs: number): Promise<number[][]> {
  const latencies: number[][] = sites.map(() => []);
  const end = performance.now() + budgetMs;
  const isEnough = (turn: number) => turn >= FEWEST_CALLS && performance.now() > end;
  for (let turn = -WARM_UP; turn < MOST_CALLS && !isEnough(turn); turn++) {
    for (const [index, { adapter, people }] of sites.entries()) {
      const start = performance.now();
      await call(adapter, people);
      if (turn >= 0) latencies[index]?.push(performance.now() - start);
    }
  }
  return latencies;
}

// EXPLAIN's types of access from the best to the worst.
const ACCESSES = ['const', 'eq_ref', 'ref', 'range', 'index_merge', 'index', 'ALL'];

/** Asks how the server runs a call's statements. Their rows may be gone by now; the plan is the same. */
async function accessesFor(site: Site, call: Call): Promise<string[]> {
  const statements = await site.statementsOf(call);
  const found = new Set<string>();
  for (const statement of statements.filter((each) => /^(select|insert|update|delete)/i.test(each))) {
    const accesses = await accessesOf(drizzle({ client: site.direct }), statement);
    for (const { type, Extra } of accesses) found.add(type ?? typeOf(Extra));
  }
  return [...found].toSorted((one, other) => ACCESSES.indexOf(other) - ACCESSES.indexOf(one));
}

/** Returns the access type of a row that EXPLAIN found to be missing while it planned. */
const typeOf = (extra: string | null) =>
  /no matching row in const table|after reading const tables/.test(extra ?? '') ? 'const' : (extra ?? '');
