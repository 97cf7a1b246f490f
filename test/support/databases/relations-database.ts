import { readdir, readFile } from 'node:fs/promises';
import { Client } from '@planetscale/database';
import { createPool, type Pool } from 'mysql2/promise';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { createDatabase } from '../../../dev/mysql.ts';
import { startPlanetScale } from '../../../dev/planetscale.ts';
import { withoutBreakpoints } from './without-breakpoints.ts';

/** A database as two drivers see it. */
export interface OpenDatabase {
  readonly pool: Pool;
  readonly client: Client;
  close(): Promise<void>;
}

/** The DDL of a table that is related to users and not ours. */
const POSTS =
  'create table posts (id int not null auto_increment primary key, author_id varchar(12) not null)';

/** Makes a database of the production tables, of the same with the prefix `auth_`, and of `posts`. */
export async function openDatabase(serverUrl: string): Promise<OpenDatabase> {
  const database = await createDatabase(serverUrl);
  const folder = new URL('../../../drizzle/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  for (const file of files)
    await runSql(database.url, withoutBreakpoints(await readFile(new URL(file, folder), 'utf8')));
  const prefixed = ['users', 'accounts', 'sessions'].map(
    (table) => `create table auth_${table} like ${table};`,
  );
  await runSql(database.url, `${prefixed.join('\n')}\n${POSTS}`);

  const planetscale = await startPlanetScale(database.url);
  const pool = createPool(database.url);
  return {
    pool,
    client: new Client({ url: planetscale.url }),
    async close() {
      await Promise.all([pool.end(), planetscale.close()]);
      await database.drop();
    },
  };
}
