import { createPool } from 'mysql2/promise';
import { inject } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { createTables, type Place } from '../backend.ts';
import { emptyDatabase } from './empty-database.ts';
import { gapsOfShards } from './gaps.ts';
import { keyspacesOf, urlsBeneath } from './keyspaces.ts';
import { shardedPool } from './sharded-pool.ts';
import { lookupsOf } from './vschema.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Vitess that backends are on, in a run of those; `servers` has vtgate's address. */
    vitess: { readonly beneath: string } | undefined;
  }
}

const keyspaces = () => keyspacesOf(Number(process.env.VITEST_POOL_ID));
/** vtgate lets anybody in, and its tablets have one user of their own on the MySQL beneath. */
const differences = ['hasLeastRights changes nothing: the rights are those of the tablets'];

const beneath = () => inject('vitess')?.beneath ?? '';

/** A keyspace of one shard, as a PlanetScale branch has. What tests do to the server goes to the MySQL beneath. */
export const oneShard: Place = {
  name: 'vitess',
  server: 'mysql',
  differences,
  async open(serverUrl, options) {
    const { oneShard } = keyspaces();
    const [database = ''] = urlsBeneath(beneath(), oneShard);
    const url = `${serverUrl}/${oneShard.name}`;
    await emptyDatabase(database);
    await createTables(url, options);
    return { isSharded: false, url, direct: createPool(database), close: async () => {} };
  },
};

/** A keyspace of two shards. */
export const twoShards: Place = {
  name: 'vitess-sharded',
  server: 'mysql',
  gaps: gapsOfShards,
  differences,
  async open(serverUrl, options) {
    const { twoShards } = keyspaces();
    const url = `${serverUrl}/${twoShards.name}`;
    const shards = urlsBeneath(beneath(), twoShards);
    const lookups = lookupsOf(options.additions !== undefined).join(';');
    const makeTables = async (shard: string) => {
      await emptyDatabase(shard);
      // Past vtgate, which refuses the checks in the migrations, since they read every shard.
      await createTables(shard, options);
      await runSql(shard, lookups);
    };
    await Promise.all(shards.map(makeTables));
    const direct = await shardedPool(url, twoShards.name, shards);
    return { isSharded: true, url, direct, close: async () => {} };
  },
};
