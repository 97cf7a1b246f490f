import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import { createConnection } from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import { withoutBreakpoints } from './without-breakpoints.ts';

export const migrationsFolder = fileURLToPath(new URL('../../../drizzle', import.meta.url));

interface Journal {
  readonly entries: readonly { readonly idx: number; readonly tag: string; readonly when: number }[];
}

/** Returns the path of the journal in a folder of migrations. */
export const journalIn = (folder: string) => join(folder, 'meta', '_journal.json');

/** The journal of the package's migrations. */
export const journal: Journal = JSON.parse(await readFile(journalIn(migrationsFolder), 'utf8'));

/** Reads the SQL of a migration, as a plain client takes it. */
export const sqlOf = async (tag: string) =>
  withoutBreakpoints(await readFile(join(migrationsFolder, `${tag}.sql`), 'utf8'));

/** Copies the migrations, or the first few, into a folder of the test's own. */
export async function copyMigrations(count = journal.entries.length): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(migrationsFolder, folder, { recursive: true });
  const cut = { ...journal, entries: journal.entries.slice(0, count) };
  await writeFile(journalIn(folder), JSON.stringify(cut));
  return folder;
}

/** Migrates a database as an application does; with a count, no further than the first few. */
export async function applyMigrations(url: string, count?: number): Promise<void> {
  await migrateFrom(count === undefined ? migrationsFolder : await copyMigrations(count), url);
}

/** Runs the migrations of a folder on a database. */
export async function migrateFrom(folder: string, url: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await migrate(drizzle({ client: connection }), { migrationsFolder: folder });
  } finally {
    await connection.end();
  }
}
