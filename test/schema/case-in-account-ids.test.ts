import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { drizzleKit, push, root } from '../support/databases/drizzle-kit.ts';
import { mysqlAlone, newDatabase, rowsOf } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { COLLATE_ACCOUNT_IDS } from './collate-account-ids.ts';

const page = (language: string) => codeUnder('migrating.md', 'Case in account ids', language);
const [statement = ''] = await page('sql');
const [runByNode = '', generateCustom = ''] = await page('sh');

it('the page shows the ALTER that the other tests run', () => {
  const words = (text: string) => text.trim().split(/\s+/);
  expect(words(statement)).toEqual(words(COLLATE_ACCOUNT_IDS));
});

describe.each(mysqlAlone)('account ids on %s', (server) => {
  let url: string;

  async function newFolder(): Promise<string> {
    // Inside the project, so that Node and drizzle-kit find its packages.
    const folder = await mkdtemp(join(root, 'test/schema/.pages-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    return folder;
  }

  const collationOf = async (table: string) => {
    const [row] = await rowsOf<{ Collation: string }>(
      url,
      `show full columns from ${table} like 'provider_account_id'`,
    );
    return row?.Collation;
  };

  it('are told apart by case after the ALTER that the page has Node run', async () => {
    url = await newDatabase(server);
    push(url);
    expect(await collationOf('accounts')).toBe('utf8mb4_0900_ai_ci');
    const cwd = await newFolder();
    await writeFile(join(cwd, 'account-ids.sql'), statement);
    const env = { ...process.env, DATABASE_URL: url };
    const { status, stderr } = spawnSync('sh', ['-c', runByNode], { cwd, env, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(await collationOf('accounts')).toBe('utf8mb4_bin');
  });

  it.each(['', 'auth_'])(
    'are told apart by case after migrations of one’s own, with the prefix "%s"',
    async (prefix) => {
      url = await newDatabase(server);
      const folder = await newFolder();
      const schema = `import { createTables } from '../../../src/schema/index.ts';
      export const { users, accounts } = createTables({ base: 'production', prefix: '${prefix}' });`;
      await writeFile(join(folder, 'schema.ts'), schema);
      const out = relative(root, join(folder, 'drizzle'));
      const options = ['--dialect=mysql', `--schema=${relative(root, folder)}/schema.ts`, `--out=${out}`];
      expect(drizzleKit(url, 'generate', ...options)).toMatchObject({ status: 0 });
      const custom = generateCustom.trim().split(' ').slice(2);
      expect(drizzleKit(url, ...custom, ...options)).toMatchObject({ status: 0 });
      const [file = ''] = (await readdir(join(folder, 'drizzle'))).filter((name) =>
        name.endsWith('_account-ids.sql'),
      );
      await writeFile(
        join(folder, 'drizzle', file),
        `\n${statement.replace('accounts', `${prefix}accounts`)}`,
        {
          flag: 'a',
        },
      );
      await writeFile(
        join(folder, 'drizzle.config.json'),
        JSON.stringify({ dialect: 'mysql', out, dbCredentials: { url } }),
      );
      const config = `--config=${relative(root, folder)}/drizzle.config.json`;
      expect(drizzleKit(url, 'migrate', config)).toMatchObject({ status: 0 });
      expect(await collationOf(`${prefix}accounts`)).toBe('utf8mb4_bin');
    },
  );
});
