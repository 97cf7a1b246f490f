import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { pushUntilSame } from '../support/databases/push-until-same.ts';
import { withoutBreakpoints } from '../support/databases/without-breakpoints.ts';
import { drizzleKit, push } from './drizzle-kit.ts';
import type { Name } from './names.ts';
import { folderOf, newDatabase } from './projects.ts';
import { startStudio } from './studio.ts';

const tables = {
  basic: ['accounts', 'posts', 'sessions', 'users', 'verification_tokens'],
  production: ['accounts', 'authenticators', 'posts', 'sessions', 'users', 'verification_tokens'],
};

describe.each(['drizzle-kit-0.31', 'drizzle-kit-1.0'] as const)('%s', (name) => {
  describe.each(['basic', 'production'] as const)('on a schema that exports the %s tables', (schema) => {
    it('generates a migration that makes what push makes, and then sees no difference', async () => {
      const [pushed, migrated] = [await newDatabase(), await newDatabase()];
      expect(await drizzleKit(name, 'generate', schema, migrated)).toContain('Your SQL migration');
      expect(await drizzleKit(name, 'check', schema, migrated)).toContain("Everything's fine");
      expect(await push(name, schema, pushed)).toContain('Changes applied');
      const again = (url: string) => pushUntilSame(() => push(name, schema, url));
      expect(await again(pushed)).toContain('No changes detected');
      await runSql(migrated, await generatedSql(name, schema));
      expect(await again(migrated)).toContain('No changes detected');
      expect(await describeDatabase(pushed)).toEqual(await describeDatabase(migrated));
      expect(await tablesIn(pushed)).toEqual(tables[schema]);
    });
  });

  it('loads the production tables into its studio, with the defaults and relations that are declared', async () => {
    const url = await newDatabase();
    await push(name, 'production', url);
    const ask = await startStudio(name, 'production', url);
    const { relations } = await ask<{ relations: Relation[] }>({ type: 'init' });
    expect(relations.map(({ table, name }) => `${table}.${name}`).sort()).toEqual(relationsIn(name));
    const id = { schema: 'public', table: 'users', column: 'id' };
    const value = expect.stringMatching(/^[0-9a-z]{12}$/);
    expect(await ask({ type: 'defaults', data: [id] })).toEqual([{ ...id, value }]);
    const shown = { sql: 'show tables', params: [], mode: 'array', method: 'all' };
    const names = await ask<string[][]>({ type: 'proxy', data: shown });
    expect(names.flat().sort()).toEqual(tables.production);
  });
});

interface Relation {
  readonly table: string;
  readonly name: string;
}

/** Returns the relations that a studio shows; that of 1.0 does not know those of Drizzle 1.0 yet. */
const relationsIn = (name: Name) => (name === 'drizzle-kit-1.0' ? [] : RELATIONS);
const RELATIONS = [
  ...['accounts.user', 'authenticators.user', 'posts.author', 'sessions.user'],
  ...['users.accounts', 'users.authenticators', 'users.posts', 'users.sessions'],
];

async function generatedSql(name: Name, schema: string): Promise<string> {
  const folder = new URL(`migrations/${schema}/`, folderOf(name));
  const files = await readdir(folder, { recursive: true });
  const texts = files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => readFile(new URL(file, folder), 'utf8'));
  return withoutBreakpoints((await Promise.all(texts)).join('\n'));
}

async function tablesIn(url: string) {
  const { columns } = await describeDatabase(url);
  return [...new Set((columns as { t: string }[]).map(({ t }) => t))].sort();
}
