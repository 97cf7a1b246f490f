import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../dev/mysql.ts';
import { applyMigrations, journal, migrateFrom } from '../support/databases/apply-migrations.ts';
import { drizzleKit, root } from '../support/databases/drizzle-kit.ts';
import { FIRST_MIGRATIONS, withAddedColumns } from '../support/databases/first-version.ts';
import { formerMigrations } from '../support/databases/former-migrations.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { fromDdl, mysqlAlone, newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { everyRow, fillTables } from '../support/rows/every-row.ts';

const notesOf = (url: string) => rowsOf(url, 'select * from __drizzle_migrations order by id');

/** Returns all that there is, once `migrate` has run what is left to run on a database with the former migrations. */
async function stateAfter(url: string, migrate: () => unknown) {
  const [notes, rows] = [await notesOf(url), await everyRow(url)];
  expect(notes).toHaveLength(FIRST_MIGRATIONS);
  await migrate();
  const after = await notesOf(url);
  expect(after.slice(0, FIRST_MIGRATIONS)).toEqual(notes);
  expect(await everyRow(url)).toEqual(withAddedColumns(rows));
  return { notes: after.length, tables: await describeDatabase(url) };
}

/** Returns the same of a database that has run each migration under its present name. */
async function stateOfOthers(server: ServerKind) {
  const url = await newDatabase(server);
  await applyMigrations(url);
  return { notes: journal.entries.length, tables: await describeDatabase(url) };
}

/** Makes a database with rows of every kind in the basic tables. */
async function filledDatabase(server: ServerKind): Promise<string> {
  const url = await fromDdl(server);
  await fillTables(url);
  return url;
}

describe.each(servers)('migrations run while the first was called 0000_seed, on %s', (server) => {
  it('are not run again by Drizzle', async () => {
    const url = await filledDatabase(server);
    await migrateFrom(await formerMigrations(), url);
    const state = await stateAfter(url, () => applyMigrations(url));
    expect(state).toEqual(await stateOfOthers(server));
  });

  it('are followed by those after them, wherever they ended', async () => {
    for (const done of [1, 2, FIRST_MIGRATIONS - 1]) {
      const url = await newDatabase(server);
      await migrateFrom(await formerMigrations(done), url);
      const noted = await notesOf(url);
      await applyMigrations(url);
      const notes = await notesOf(url);
      expect(notes.slice(0, done)).toEqual(noted);
      expect(notes).toMatchObject(journal.entries.map(({ when }) => ({ created_at: when })));
    }
  });
});

describe.each(mysqlAlone)('migrations run while the first was called 0000_seed, on %s', (server) => {
  it('are not run again by drizzle-kit', async () => {
    const url = await filledDatabase(server);
    const former = await formerMigrations();
    const config = join(former, 'drizzle.config.json');
    const settings = { dialect: 'mysql', out: relative(root, former), dbCredentials: { url } };
    await writeFile(config, JSON.stringify(settings));
    expect(drizzleKit(url, 'migrate', '--config', relative(root, config))).toMatchObject({ status: 0 });
    const state = await stateAfter(url, () =>
      expect(drizzleKit(url, 'migrate')).toMatchObject({ status: 0 }),
    );
    expect(state).toEqual(await stateOfOthers(server));
  });
});
