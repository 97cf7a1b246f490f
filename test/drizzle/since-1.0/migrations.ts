import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import { createPool } from 'mysql2/promise';
import { expect, onTestFinished } from 'vitest';
import { runCommand } from '../../../dev/mysql/run-command.ts';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { migrationsFolder } from '../../support/databases/apply-migrations.ts';
import { fromDdl } from '../../support/databases/new-database.ts';
import { productionSql } from '../../support/databases/production-sql.ts';
import { drizzleKit, newFolder } from './drizzle-kit.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The sets of tables that the package has. */
export const sets = ['basic', 'production'] as const;

/** Makes a database with a set of tables by the package's own SQL. */
export async function fromOwnSql(server: 'mysql' | 'mariadb', set: (typeof sets)[number] = 'production') {
  const url = await fromDdl(server);
  if (set === 'production') await runSql(url, await productionSql());
  return url;
}

/** Migrates as an application with Drizzle 1.0 does. */
export async function migrateFrom(folder: string, url: string): Promise<void> {
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  await migrate(drizzle({ client: pool }), { migrationsFolder: folder });
}

/** Runs migrations as an application with Drizzle 0.45 does, in a process that finds that Drizzle. */
export async function migrateWith045(url: string, folder = migrationsFolder): Promise<void> {
  const code = `
    import { drizzle } from 'drizzle-orm/mysql2';
    import { migrate } from 'drizzle-orm/mysql2/migrator';
    const db = drizzle(${JSON.stringify(url)});
    await migrate(db, { migrationsFolder: ${JSON.stringify(folder)} });
    process.exit();`;
  await runCommand(process.execPath, ['--input-type=module', '--eval', code], { cwd: root });
}

/** Copies migrations, the package's own unless told otherwise, and brings the copy into the form of Drizzle 1.0. */
export async function migrationsOf10(folder = migrationsFolder): Promise<string> {
  const out = await newFolder();
  await cp(folder, out, { recursive: true });
  expect(drizzleKit('up', { out })).toMatchObject({ status: 0 });
  return out;
}

/** Runs the package's migrations as an application with Drizzle 1.0 does. */
export const migrateWith10 = async (url: string) => migrateFrom(await migrationsOf10(), url);
