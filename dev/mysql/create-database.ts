import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';

/** A database for one test or one run. */
export interface TemporaryDatabase {
  readonly name: string;
  /** The server's URL with this database's name as its path. */
  readonly url: string;
  /** Drops this database and no other; a second call does nothing. */
  drop(): Promise<void>;
}

/**
 * Creates a database with a random name on a server, and returns its URL and its `drop()`.
 *
 * The name begins with `authjs_test_`, so that you can recognize what a killed run left on your own server.
 */
export async function createDatabase(serverUrl: string): Promise<TemporaryDatabase> {
  const name = `authjs_test_${randomBytes(8).toString('hex')}`;
  await execute(serverUrl, `create database \`${name}\``);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { name, url: url.href, drop: () => execute(serverUrl, `drop database if exists \`${name}\``) };
}

async function execute(url: string, statement: string): Promise<void> {
  const connection = await createConnection({ uri: url, connectTimeout: 10_000 });
  try {
    // A forgotten open transaction holds the database's lock, and the server would wait a year for it.
    await connection.query('set session lock_wait_timeout = 20');
    await connection.query(statement);
  } finally {
    connection.destroy();
  }
}
