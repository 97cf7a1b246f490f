import { readdir, readFile } from 'node:fs/promises';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { runSql } from '../backends/backend.ts';

/** Is the DDL of a table that is related to users and not ours. */
const POSTS =
  'create table posts (id int not null auto_increment primary key, author_id varchar(12) not null)';

/** Makes a database of the tables for a growing site, of the same with the prefix `auth_`, and of `posts`. */
export async function openDatabase(serverUrl: string): Promise<TemporaryDatabase> {
  const database = await createDatabase(serverUrl);
  const folder = new URL('../../drizzle/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  for (const file of files) await runSql(database.url, await readFile(new URL(file, folder), 'utf8'));
  const prefixed = ['users', 'accounts', 'sessions'].map(
    (table) => `create table auth_${table} like ${table};`,
  );
  await runSql(database.url, `${prefixed.join('\n')}\n${POSTS}`);
  return database;
}
