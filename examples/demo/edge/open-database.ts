import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import { adapterOptions } from '../adapter-options.ts';
import type { OpenDatabase } from '../settings.ts';
import type { Fetch } from './planetscale-statements.ts';

// Cloudflare overwrites it. On your own machine nothing does, so there a browser could make up its network.
const IP_HEADER = 'cf-connecting-ip';

/** Opens a database at PlanetScale or its stand-in; sends nothing until it is used. */
export function openDatabase(url: string, tokensKey: string, send: Fetch = fetch): OpenDatabase {
  const optionsFor = adapterOptions(tokensKey, IP_HEADER);
  const client = new Client({ url, fetch: send });
  return {
    adapterFor: (headers) => MySqlAdapter(client, optionsFor(headers)),
    db: drizzle({ client }),
  };
}
