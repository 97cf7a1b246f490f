import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { basicSql } from '../backends/backend.ts';
import type { Name } from './names.ts';
import { folderOf, newDatabase } from './projects.ts';

/** Runs the installed command as people do, with nothing in the environment but what it needs. */
function npx(name: Name, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { PATH, HOME } = process.env;
  const options = { cwd: fileURLToPath(folderOf(name)), env: { PATH, HOME, ...env }, timeout: 60_000 };
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile('npx', ['--no-install', 'authjs-drizzle-mysql', ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    );
  });
}

/** Makes the basic tables, with a session and a token that have expired. */
async function newSite(): Promise<string> {
  const url = await newDatabase();
  await runSql(
    url,
    `${await basicSql()}
    insert into sessions (session_token, user_id, expires, created_at, updated_at)
      values ('one', 'nobody', '2020-01-31', '2020-01-31', '2020-01-31'),
        ('two', 'nobody', '2990-01-31', '2020-01-31', '2020-01-31');`,
  );
  return url;
}

it('the command is executable, and says what it is', async () => {
  const file = new URL('node_modules/authjs-drizzle-mysql/dist/command.js', folderOf('mysql2-alone'));
  expect((await stat(file)).mode & 0o111).toBe(0o111);
  expect(await readFile(file, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  const { code, stdout, stderr } = await npx('mysql2-alone', ['--help']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Usage: npx authjs-drizzle-mysql <command>/);
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  expect((await npx('mysql2-alone', ['--version'])).stdout).toBe(`${version}\n`);
});

it('the command needs nothing but mysql2', async () => {
  const env = { DATABASE_URL: await newSite() };
  expect(await npx('mysql2-alone', ['prune', '--tables', 'basic'], env)).toEqual({
    code: 0,
    stdout: 'Deleted 1 session and 0 verification tokens that had expired.\n',
    stderr: '',
  });
  const orphans = await npx('mysql2-alone', ['prune', '--orphans', '--json'], env);
  expect([orphans.code, JSON.parse(orphans.stdout)]).toEqual([
    1,
    { sessions: 1, accounts: 0, authenticators: 0 },
  ]);
  expect((await npx('mysql2-alone', ['prune', '--tables', 'bacis'], env)).code).toBe(2);
});

it('the command says what to install where mysql2 is missing, and helps without', async () => {
  const { code, stdout, stderr } = await npx('no-driver', ['prune'], {
    DATABASE_URL: 'mysql://root@127.0.0.1:1/site',
  });
  expect([code, stdout, stderr]).toEqual([
    1,
    '',
    'authjs-drizzle-mysql: Expected the package mysql2 to be installed: npm install mysql2\n',
  ]);
  expect((await npx('no-driver', ['prune', '--help'])).code).toBe(0);
});
