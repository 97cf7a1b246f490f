// A process of its own: gets ready, waits for a line, prunes, and says how far it is and what came of it.
import { Client } from '@planetscale/database';
import { createPool } from 'mysql2/promise';
import { prune } from '../../src/maintenance.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { MySqlAdapter as MySqlAdapterOnPlanetScale } from '../../src/planetscale.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';

/** What such a process is told. */
export interface Task {
  /** The database's address, or that of the stand-in for PlanetScale. */
  readonly url: string;
  readonly schema: 'basic' | 'production';
  readonly batchSize: number;
}

const { url, schema, batchSize }: Task = JSON.parse(process.argv[2] ?? '');

const controller = new AbortController();
process.on('SIGINT', () => controller.abort());
const options = { tables: { basic, production }[schema] };
const adapter = url.startsWith('http')
  ? MySqlAdapterOnPlanetScale(new Client({ url }), options)
  : MySqlAdapter(createPool({ uri: url, connectionLimit: 1 }), options);

// A connection beforehand, so that all processes begin at the same moment.
await adapter.getUser('nobody');
const say = (what: object) => console.log(JSON.stringify(what));
console.log('ready');
await new Promise((resolve) => process.stdin.once('data', resolve));
const { signal } = controller;
say({ pruned: await prune(adapter, { batchSize, signal, onProgress: (progress) => say({ progress }) }) });
process.exit();
