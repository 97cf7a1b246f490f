import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { copyMigrations, journal, migrateFrom } from '../support/databases/apply-migrations.ts';

const BREAKPOINT = '--> statement-breakpoint\n';
const FAILING = 'SELECT `no_such_column` FROM `users` LIMIT 0;\n';

/** Reads the statements of a migration in a folder. */
const statementsIn = async (folder: string, tag: string) =>
  (await readFile(join(folder, `${tag}.sql`), 'utf8')).split(BREAKPOINT);

/**
 * Migrates a database up to each place between two statements of a migration, and fails there.
 *
 * A number for each: how many migrations there are with more than one statement decides whether anything was tested.
 */
export async function stopBetweenStatements(url: string): Promise<number> {
  let stops = 0;
  for (const [index, { tag }] of journal.entries.entries()) {
    const folder = await copyMigrations(index + 1);
    const statements = await statementsIn(folder, tag);
    for (let count = 1; count < statements.length; count++, stops++) {
      const begun = [...statements.slice(0, count), FAILING].join(BREAKPOINT);
      await writeFile(join(folder, `${tag}.sql`), begun);
      await expect(migrateFrom(folder, url)).rejects.toMatchObject({ cause: { errno: 1054 } });
    }
  }
  return stops;
}
