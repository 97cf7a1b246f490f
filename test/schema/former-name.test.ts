import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../dev/mysql.ts';
import { applyMigrations, journal, migrateFrom } from '../support/databases/apply-migrations.ts';
import { drizzleKit, root } from '../support/databases/drizzle-kit.ts';
import { formerMigrations } from '../support/databases/former-migrations.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { fromDdl, mysqlAlone, newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { everyRow, fillTables } from '../support/rows/every-row.ts';

const notesOf = (url: string) => rowsOf(url, 'select * from __drizzle_migrations order by id');
const stateOf = async (url: string) => [await notesOf(url), await describeDatabase(url), await everyRow(url)];

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
    const before = await stateOf(url);
    expect(before[0]).toHaveLength(journal.entries.length);
    await applyMigrations(url);
    expect(await stateOf(url)).toEqual(before);
  });

  it('are followed by those after them, wherever they ended', async () => {
    for (const done of [1, 2, 5]) {
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
    const before = await stateOf(url);
    expect(before[0]).toHaveLength(journal.entries.length);
    expect(drizzleKit(url, 'migrate')).toMatchObject({ status: 0 });
    expect(await stateOf(url)).toEqual(before);
  });
});
