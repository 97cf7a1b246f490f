import { createConnection, createPool, type Pool } from 'mysql2/promise';
import type { DatabaseServer } from '../../../dev/mysql.ts';
import { createTables } from './create-tables.ts';

const DEFAULT_NAME = 'authjs_demo';

/**
 * Opens the demo's database on a server and creates what is missing.
 *
 * Uses the database that the URL names, or `authjs_demo`, and also returns that database's URL. Says what it creates
 * when the server is not the demo's own.
 */
export async function openDatabase(
  { url, external }: Pick<DatabaseServer, 'url' | 'external'>,
  mayUseExisting: boolean,
): Promise<{ pool: Pool; url: string }> {
  const say = (line: string) => external && console.log(line);
  const address = new URL(url);
  const named = decodeURIComponent(address.pathname.slice(1));
  if (!named) await createDatabase(url, say);
  address.pathname = `/${named || DEFAULT_NAME}`;
  const pool = createPool({ uri: address.href, connectTimeout: 5000 });
  try {
    await createTables(pool, { name: named || DEFAULT_NAME, mayUseExisting, say });
    return { pool, url: address.href };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function createDatabase(url: string, say: (line: string) => void): Promise<void> {
  say(`DATABASE_URL names no database: creating ${DEFAULT_NAME}, unless it exists.`);
  const connection = await createConnection({ uri: url, connectTimeout: 5000 });
  try {
    await connection.query(`create database if not exists \`${DEFAULT_NAME}\``);
  } catch (error) {
    throw new Error(
      `Expected to be able to create ${DEFAULT_NAME}, got: ${(error as Error).message}; name a database in DATABASE_URL.`,
    );
  } finally {
    connection.destroy();
  }
}
