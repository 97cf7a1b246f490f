import { describe, expect, it } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { copyMigrations, migrationsFolder } from '../../support/databases/apply-migrations.ts';
import { noteFirstForm } from '../../support/databases/first-notes.ts';
import { FIRST_MIGRATIONS, withAddedColumns } from '../../support/databases/first-version.ts';
import { formerMigrations } from '../../support/databases/former-migrations.ts';
import { describeDatabase } from '../../support/databases/information-schema.ts';
import { fromDdl, newDatabase, rowsOf, servers } from '../../support/databases/new-database.ts';
import { everyRow, fillTables } from '../../support/rows/every-row.ts';
import { fromOwnSql, migrateFrom, migrateWith10, migrateWith045, migrationsOf10 } from './migrations.ts';

const notesOf = (url: string) => rowsOf(url, 'select id, hash, created_at from __drizzle_migrations');

describe.each(servers)('the package’s migrations with Drizzle 1.0 on %s', (server) => {
  it('are refused as they are, and make every table once drizzle-kit up has rewritten a copy', async () => {
    const url = await newDatabase(server);
    await expect(migrateFrom(migrationsFolder, url)).rejects.toThrow('drizzle-kit up');
    await migrateWith10(url);
    expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromOwnSql(server)));
  });

  it.each([
    ['Drizzle 0.45 has done all of them', migrateWith045],
    ['it has done all of them itself', migrateWith10],
  ])('are known for done where %s', async (_what, migrateFirst) => {
    const url = await newDatabase(server);
    await migrateFirst(url);
    const before = [await describeDatabase(url), await notesOf(url)];
    await migrateWith10(url);
    expect([await describeDatabase(url), await notesOf(url)]).toEqual(before);
  });

  const first = () => copyMigrations(FIRST_MIGRATIONS);
  const with045 = async (url: string, folder: string) => migrateWith045(url, folder);
  const with10 = async (url: string, folder: string) => migrateFrom(await migrationsOf10(folder), url);

  it.each([
    ['Drizzle 0.45 has done those of 0.1.0', first, with045, () => {}],
    ['Drizzle 0.45 has done them in their first form', first, with045, noteFirstForm],
    ['it has done them itself in that form', first, with10, noteFirstForm],
    ['Drizzle 0.45 has done them while the first was called 0000_seed', formerMigrations, with045, () => {}],
  ])('are followed by those after them where %s', async (_what, folder, migrateFirst, note) => {
    const url = await fromDdl(server);
    await fillTables(url);
    await migrateFirst(url, await folder());
    await note(url);
    const [notes, rows] = [await notesOf(url), await everyRow(url)];
    expect(notes).toHaveLength(FIRST_MIGRATIONS);
    await migrateWith10(url);
    expect((await notesOf(url)).slice(0, FIRST_MIGRATIONS)).toEqual(notes);
    expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromOwnSql(server)));
    expect(await everyRow(url)).toEqual(withAddedColumns(rows));
  });

  // Drizzle 1.0 knows what it has noted by name alone.
  describe('that it has noted itself while the first was called 0000_seed', () => {
    const firstTag = '20261123123758';
    const namesIn = async (url: string) =>
      (await rowsOf<{ name: string }>(url, 'select name from __drizzle_migrations order by id')).map(
        ({ name }) => name,
      );

    async function migratedBefore() {
      const url = await fromDdl(server);
      await fillTables(url);
      await migrateFrom(await migrationsOf10(await formerMigrations()), url);
      return { url, names: await namesIn(url) };
    }

    const laterNames = async () => (await namesIn(await migratedNow())).slice(FIRST_MIGRATIONS);
    async function migratedNow() {
      const url = await newDatabase(server);
      await migrateWith10(url);
      return url;
    }

    it('are followed by those after them, though the first runs once more, changes nothing and is noted', async () => {
      const { url, names } = await migratedBefore();
      const rows = await everyRow(url);
      await migrateWith10(url);
      expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromOwnSql(server)));
      expect(await everyRow(url)).toEqual(withAddedColumns(rows));
      const now = [...names, `${firstTag}_basic`, ...(await laterNames())];
      expect(await namesIn(url)).toEqual(now);
      await migrateWith10(url);
      expect(await namesIn(url)).toEqual(now);
    });

    it('are known for done once that note has the new name', async () => {
      const { url } = await migratedBefore();
      await runSql(
        url,
        `update __drizzle_migrations set name = '${firstTag}_basic' where name = '${firstTag}_seed'`,
      );
      const notes = await notesOf(url);
      await migrateWith10(url);
      expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromOwnSql(server)));
      const after = await notesOf(url);
      expect(after.slice(0, FIRST_MIGRATIONS)).toEqual(notes);
      expect(after).toHaveLength(notes.length + (await laterNames()).length);
    });
  });
});
