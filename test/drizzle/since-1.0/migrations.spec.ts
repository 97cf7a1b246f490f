import { describe, expect, it } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { migrationsFolder } from '../../support/databases/apply-migrations.ts';
import { noteFirstForm } from '../../support/databases/first-notes.ts';
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
    ['Drizzle 0.45 has done them', migrateWith045, () => {}],
    ['Drizzle 0.45 has done them in their first form', migrateWith045, noteFirstForm],
    ['it has done them itself in that form', migrateWith10, noteFirstForm],
    [
      'Drizzle 0.45 has done them while the first was called 0000_seed',
      async (url: string) => migrateWith045(url, await formerMigrations()),
      () => {},
    ],
  ])('are known for done where %s', async (_what, migrateFirst, note) => {
    const url = await newDatabase(server);
    await migrateFirst(url);
    await note(url);
    const before = [await describeDatabase(url), await notesOf(url)];
    await migrateWith10(url);
    expect([await describeDatabase(url), await notesOf(url)]).toEqual(before);
  });

  // Drizzle 1.0 knows what it has noted by name alone.
  describe('that it has noted itself while the first was called 0000_seed', () => {
    const first = '20261123123758';
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

    it('change nothing, though the first runs and is noted once more', async () => {
      const { url, names } = await migratedBefore();
      const before = [await describeDatabase(url), await everyRow(url)];
      await migrateWith10(url);
      expect([await describeDatabase(url), await everyRow(url)]).toEqual(before);
      expect(await namesIn(url)).toEqual([...names, `${first}_basic`]);
      await migrateWith10(url);
      expect(await namesIn(url)).toHaveLength(names.length + 1);
    });

    it('are known for done once that note has the new name', async () => {
      const { url } = await migratedBefore();
      await runSql(
        url,
        `update __drizzle_migrations set name = '${first}_basic' where name = '${first}_seed'`,
      );
      const before = [await describeDatabase(url), await notesOf(url)];
      await migrateWith10(url);
      expect([await describeDatabase(url), await notesOf(url)]).toEqual(before);
    });
  });
});
