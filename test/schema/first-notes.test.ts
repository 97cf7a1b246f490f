import { readMigrationFiles } from 'drizzle-orm/migrator';
import { describe, expect, it } from 'vitest';
import { applyMigrations, journal, migrationsFolder } from '../support/databases/apply-migrations.ts';
import { drizzleKit } from '../support/databases/drizzle-kit.ts';
import { firstNotes, noteFirstForm } from '../support/databases/first-notes.ts';
import { FIRST_MIGRATIONS } from '../support/databases/first-version.ts';
import { mysqlAlone, newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';

const notesOf = (url: string) => rowsOf(url, 'select created_at, hash from __drizzle_migrations');

/** All notes, once those of the first form are followed by the migrations after them. */
const expected = [
  ...firstNotes,
  ...journal.entries
    .slice(FIRST_MIGRATIONS)
    .map(({ when }) => ({ created_at: when, hash: expect.any(String) })),
];

describe.each(servers)('migrations that were run in their first form, on %s', (server) => {
  it('are not run again by Drizzle, which runs those after them', async () => {
    const url = await newDatabase(server);
    await applyMigrations(url, FIRST_MIGRATIONS);
    await noteFirstForm(url);
    await applyMigrations(url);
    expect(await notesOf(url)).toEqual(expected);
  });
});

describe.each(mysqlAlone)('migrations that were run in their first form, on %s', (server) => {
  it('are not run again by drizzle-kit, which runs those after them', async () => {
    const url = await newDatabase(server);
    await applyMigrations(url, FIRST_MIGRATIONS);
    await noteFirstForm(url);
    expect(drizzleKit(url, 'migrate')).toMatchObject({ status: 0 });
    expect(await notesOf(url)).toEqual(expected);
  });
});

// Drizzle 1.0 matches a note of 0.45 with the migration of that second, and compares hashes where there are two.
it('migrations of one second have kept their text to the letter', () => {
  const all = readMigrationFiles({ migrationsFolder });
  const secondOf = ({ folderMillis }: { readonly folderMillis: number }) => Math.floor(folderMillis / 1000);
  const alike = all.filter((one) => all.some((other) => other !== one && secondOf(other) === secondOf(one)));
  expect(alike.length).toBeGreaterThan(0);
  for (const { folderMillis, hash } of alike)
    expect(firstNotes).toContainEqual({ created_at: folderMillis, hash });
});
