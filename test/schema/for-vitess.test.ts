import { readMigrationFiles } from 'drizzle-orm/migrator';
import { describe, expect, it } from 'vitest';
import { journal, migrationsFolder, sqlOf } from '../support/databases/apply-migrations.ts';

const migrations = readMigrationFiles({ migrationsFolder }).map(({ sql }, index) => ({
  tag: journal.entries[index]?.tag,
  pieces: sql,
}));

/** A statement, maybe with comments before it, and its semicolon: no text in a migration has another. */
const ONE_STATEMENT = /^\s*(?:-- .*\n\s*)*[A-Z][^;]*;\s*$/;

const AGGREGATE = /\b(?:COUNT|MAX|SUM)\((?:[^()]|\([^()]*\))*\)/g;

// Vitess, which decides what PlanetScale accepts, is not part of this run: these tests hold what it refused.
describe('the SQL in drizzle/, for Vitess', () => {
  // Vitess counts a comment after a semicolon as a second statement, and refuses both.
  it.each(migrations)(
    'is split by Drizzle into single statements, with only blanks behind each: $tag',
    ({ pieces }) => {
      for (const piece of pieces) expect(piece).toMatch(ONE_STATEMENT);
    },
  );

  it('ends with a semicolon and blanks where it looks for obstacles, too', async () => {
    expect(await sqlOf('before-migrating')).toMatch(/;\s*$/);
  });

  // Vitess says "Unknown column in 'having clause'" about a column that is grouped by and not selected.
  it('asks in HAVING for aggregates alone', async () => {
    const conditions = [...(await sqlOf('before-migrating')).matchAll(/^HAVING ([^;]*);/gm)];
    expect(conditions.length).toBeGreaterThan(0);
    for (const [, condition = ''] of conditions)
      expect(condition.replaceAll(AGGREGATE, '')).toMatch(/^[<>\d ]+$/);
  });
});
