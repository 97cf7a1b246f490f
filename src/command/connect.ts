import type { Pool } from 'mysql2/promise';
import type { Keyring } from '../adapter/keyring.ts';
import { partsOf } from '../adapter/parts.ts';
import { MySqlAdapterError } from '../errors.ts';
import { MySqlAdapter } from '../mysql2.ts';
import { type ChosenTables, chooseTables } from './choose-tables.ts';
import { wrongUsage } from './failure.ts';
import { findTables } from './find-tables.ts';
import type { Work } from './work.ts';

/** One for the work, one for counting beside it, and one for a command that asks several things at once. */
const CONNECTIONS = 3;

/** How a command works with its database. */
interface Settings {
  /** The value of `--tables`. */
  readonly tables: string | undefined;
  readonly encryptOAuthTokens: Keyring | undefined;
  /** Receives the warnings of the adapter. */
  warn(line: string): void;
  /** Receives what is good to know. */
  note(line: string): void;
}

/** A database, and an adapter on it. */
interface Connection {
  readonly work: Pick<Work, 'db' | 'adapter' | 'tables' | 'tablesName'>;
  close(): void;
}

/** Opens a pool, and makes an adapter with the tables that are named, or that the database has. */
export async function connect(url: string, settings: Settings): Promise<Connection> {
  // A module of tables that is wrong is wrong usage: nothing has been sent then.
  const named = settings.tables === undefined ? undefined : await chooseTables(settings.tables);
  const pool = await openPool(url);
  // Not waited for: counting for a bar may take longer than the work.
  const close = () => void pool.end().catch(() => {});
  try {
    const { name, tables, present } = named ? { ...named, present: named.tables } : await findTables(pool);
    if (!named) settings.note(`Tables: ${name}, as the database has them (--tables names others).`);
    const adapter = makeAdapter(pool, { name, tables: present }, settings);
    const { context } = await partsOf(adapter);
    return { work: { db: await context.connect(), adapter, tables, tablesName: name }, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Opens a pool of few connections. */
async function openPool(uri: string): Promise<Pool> {
  const { createPool } = await import('mysql2/promise');
  try {
    return createPool({ uri, connectionLimit: CONNECTIONS });
  } catch (error) {
    // Of mysql2's own words, these alone are known to quote no secret.
    const words =
      error instanceof TypeError && /SSL profile|charset/.test(error.message) ? `: ${error.message}` : '';
    throw wrongUsage(
      `Expected DATABASE_URL to have options that mysql2 can use${words}. For TLS: ?ssl={"rejectUnauthorized":true}`,
    );
  }
}

function makeAdapter(pool: Pool, { name, tables }: ChosenTables, { encryptOAuthTokens, warn }: Settings) {
  try {
    return MySqlAdapter(pool, { tables, encryptOAuthTokens, logger: { warn } });
  } catch (error) {
    // What is wrong with tables or with options of the pool.
    throw error instanceof MySqlAdapterError ? wrongUsage(`${error.message} (--tables ${name})`) : error;
  }
}
