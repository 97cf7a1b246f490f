import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { addOwnColumns, missingColumns } from './own-columns.ts';

const TABLES = ['users', 'accounts', 'sessions', 'verification_tokens', 'authenticators'];

// Not Drizzle's usual name: the database may belong to an application that has migrations of its own.
const JOURNAL = '__authjs_demo_migrations';

/**
 * Creates the five tables with the package's migrations, and the demo's own columns. Never drops anything, and never
 * alters tables it did not make.
 *
 * Existing tables are used as they are if all five exist, with those columns; otherwise it refuses. It also refuses if
 * they hold rows, unless `mayUseExisting` is set.
 */
export async function createTables(
  pool: Pool,
  { name, mayUseExisting, say }: { name: string; mayUseExisting: boolean; say: (line: string) => void },
): Promise<void> {
  const there = await tablesIn(pool);
  const found = TABLES.filter((table) => there.has(table));
  if (there.has(JOURNAL) || found.length === 0) return runMigrations(pool, name, say);
  if (found.length < TABLES.length) throw new Error(mixture(name, found));
  const missing = await missingColumns(pool);
  if (missing.length > 0) throw new Error(withoutColumns(name, missing));
  if (!mayUseExisting) await requireEmpty(pool, name);
  say(`Using the existing tables ${TABLES.join(', ')} in ${name}. Nothing is created.`);
}

async function tablesIn(pool: Pool): Promise<Set<string>> {
  const [rows] = await pool.query<RowDataPacket[]>(
    'select table_name as name from information_schema.tables where table_schema = database()',
  );
  return new Set(rows.map(({ name }) => String(name)));
}

// Anyone who opens the demo sees every row and reads every email, so they can sign in as anybody.
async function requireEmpty(pool: Pool, name: string): Promise<void> {
  const filled: string[] = [];
  for (const table of TABLES) {
    const [rows] = await pool.query<RowDataPacket[]>('select 1 from ?? limit 1', [table]);
    if (rows.length > 0) filled.push(table);
  }
  if (filled.length > 0) throw new Error(refusal(name, filled));
}

async function runMigrations(pool: Pool, name: string, say: (line: string) => void): Promise<void> {
  say(`Creating in the database ${name}, unless they exist: ${[...TABLES, JOURNAL].join(', ')}.`);
  say('Nothing is dropped, now or when the demo stops.');
  const migrationsFolder = fileURLToPath(new URL('../../../drizzle', import.meta.url));
  try {
    await migrate(drizzle({ client: pool }), { migrationsFolder, migrationsTable: JOURNAL });
    await addOwnColumns(pool);
  } catch (error) {
    const reason = (error as Error).cause ?? error; // Drizzle's own message is the whole statement
    throw new Error(`Expected to be able to create the tables in ${name}, got: ${(reason as Error).message}`);
  }
}

function refusal(name: string, filled: readonly string[]): string {
  return `Expected the tables in ${name} to be empty, got rows in ${filled.join(', ')}: whoever opens the demo could see them and sign in as those people; give the demo a database of its own, or set DEMO_USE_EXISTING=1.`;
}

function withoutColumns(name: string, missing: readonly string[]): string {
  return `Expected the tables in ${name} to have the columns that the demo needs, got none named ${missing.join(', ')}; add them, or give the demo a database of its own.`;
}

function mixture(name: string, found: readonly string[]): string {
  return `Expected the database ${name} to have all of the tables ${TABLES.join(', ')} or none, got only ${found.join(', ')}; give the demo a database of its own.`;
}
