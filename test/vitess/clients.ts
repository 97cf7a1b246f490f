import { Client } from '@planetscale/database';
import { drizzle } from 'drizzle-orm/mysql2';
import { drizzle as drizzleOverHttp } from 'drizzle-orm/planetscale-serverless';
import { createPool } from 'mysql2/promise';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import type { Database } from '../../src/index.ts';
import { leanPool, MySqlAdapter, type MySqlAdapterMethods } from '../../src/mysql2.ts';
import { MySqlAdapter as planetScaleAdapter } from '../../src/planetscale.ts';
import * as tables from '../../src/schema/production.ts';

/** A driver that is connected to a keyspace, and what it has sent. */
export interface OpenClient {
  readonly db: Database;
  readonly adapter: MySqlAdapterMethods;
  /** The statements that reached vtgate, in order. */
  readonly statements: readonly string[];
  close(): Promise<unknown>;
}

const options = { tables, logger: { warn() {} } };

/** Functions that connect each driver to a keyspace of a Vitess; a pool has so many connections. */
export const clients = {
  async mysql2(url: string, connectionLimit = 4): Promise<OpenClient> {
    const proxy = await startMySqlProxy(url);
    const pool = createPool({ uri: proxy.url, connectionLimit });
    return {
      db: drizzle({ client: leanPool(pool) }),
      adapter: MySqlAdapter(pool, options),
      statements: proxy.statements,
      close: () => Promise.all([pool.end(), proxy.close()]),
    };
  },
  async planetscale(url: string): Promise<OpenClient> {
    const server = await startPlanetScale(url);
    const client = new Client({ url: server.url });
    return {
      db: drizzleOverHttp({ client }),
      adapter: planetScaleAdapter(client, options),
      statements: server.statements,
      close: () => server.close(),
    };
  },
};

/** The name of a driver. */
export type Driver = keyof typeof clients;

/** The names of all drivers. */
export const drivers: readonly Driver[] = ['mysql2', 'planetscale'];
