import { Client } from '@planetscale/database';
import { MySqlAdapter, type MySqlAdapterMethods } from 'authjs-drizzle-mysql/mysql2';
import { MySqlAdapter as MySqlAdapterOnPlanetScale } from 'authjs-drizzle-mysql/planetscale';
import * as basic from 'authjs-drizzle-mysql/schema';
import * as production from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { type StatementTimes, timeQueries } from './statement-times.ts';

/** A driver of the package. */
export type Driver = 'mysql2' | 'planetscale';

/** A set of tables of the package. */
export type Schema = 'basic' | 'production';

/** A filled database, and the way to it. */
export interface Place {
  readonly driver: Driver;
  readonly schema: Schema;
  readonly url: string;
}

const tablesOf = { basic, production };

/**
 * Makes an adapter whose statements are timed.
 *
 * Over HTTP each process has a stand-in of its own, which is in it: one for all would be the bottleneck.
 */
export async function openAdapter(
  { driver, schema, url: databaseUrl }: Place,
  times: StatementTimes,
): Promise<MySqlAdapterMethods> {
  const options = { tables: tablesOf[schema] };
  if (driver === 'planetscale') {
    const { url } = await startPlanetScale(databaseUrl);
    const timedFetch: typeof fetch = (...request) => times.time(() => fetch(...request));
    return MySqlAdapterOnPlanetScale(new Client({ url, fetch: timedFetch }), options);
  }
  const pool = createPool(databaseUrl);
  timeQueries(pool, times);
  return MySqlAdapter(pool, options);
}
