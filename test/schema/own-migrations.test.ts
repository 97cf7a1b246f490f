import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrationsFolder } from '../support/databases/apply-migrations.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';

/** Makes the migrations of an application, with one that is older than those of the package. */
async function ownMigrations(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'own-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'meta'));
  const entries = [{ idx: 0, version: '5', when: 1_000, tag: '0000_own', breakpoints: true }];
  await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
  await writeFile(join(folder, '0000_own.sql'), 'create table invoices (id int primary key)');
  return folder;
}

describe.each(servers)('beside migrations of an application on %s', (server) => {
  async function migrateBoth(migrationsTable?: string) {
    const url = await newDatabase(server);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const db = drizzle({ client: pool });
    await migrate(db, { migrationsFolder, ...(migrationsTable && { migrationsTable }) });
    await migrate(db, { migrationsFolder: await ownMigrations() });
    return { hasOwn: (await rowsOf(url, "show tables like 'invoices'")).length === 1 };
  }

  it('the package’s are noted in a table of their own', async () => {
    expect(await migrateBoth('__authjs_migrations')).toEqual({ hasOwn: true });
  });

  // Drizzle compares times with the latest note alone. If this fails, the page on migrations can say less.
  it('noted in one table, the older ones are left out without a word', async () => {
    expect(await migrateBoth()).toEqual({ hasOwn: false });
  });
});
