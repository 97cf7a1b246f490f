import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import type { OpenDatabase } from '../settings.ts';
import type { Fetch } from './planetscale-statements.ts';

/** Opens a database at PlanetScale or its stand-in; sends nothing until it is used. */
export function openDatabase(url: string, send: Fetch = fetch): OpenDatabase {
  const client = new Client({ url, fetch: send });
  return { adapter: MySqlAdapter(client, { tables }), db: drizzle({ client }) };
}
