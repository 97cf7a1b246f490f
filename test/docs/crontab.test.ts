import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPool } from 'mysql2/promise';
import { expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { makeUser } from '../support/databases/make-user.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { anHourAgo, inAnHour, newUser, signIn } from '../support/rows/samples.ts';

const [crontab = ''] = await codeUnder('operation.md', 'Cron', 'crontab');
const [settings = ''] = await codeUnder('operation.md', 'Cron', 'sh');
const [grants = ''] = await codeUnder('operation.md', 'The database users', 'sql');

/** Five fields, and what cron gives to a shell. */
const JOB = /^(\S+) (\S+) (\S+) (\S+) (\S+) (.+)$/m;

const root = new URL('../../', import.meta.url);

/** Makes the folder of a site that has the package, built, and its bin where npm puts it. */
async function installSite(): Promise<string> {
  // Inside the project, so that the package finds the project's own packages.
  const site = await mkdtemp(fileURLToPath(new URL('.site-', import.meta.url)));
  onTestFinished(() => rm(site, { recursive: true, force: true }));
  const installed = `${site}/node_modules/authjs-drizzle-mysql`;
  await mkdir(`${site}/node_modules/.bin`, { recursive: true });
  for (const config of ['tsconfig.build.json', 'tsconfig.command.json'])
    await runCommand(
      process.execPath,
      ['node_modules/typescript/bin/tsc', '-p', config, '--outDir', `${installed}/dist`],
      { cwd: fileURLToPath(root), timeout: 300_000 },
    );
  await copyFile(new URL('package.json', root), `${installed}/package.json`);
  const { bin } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  await chmod(`${installed}/${bin['authjs-drizzle-mysql']}`, 0o755);
  const link = `${site}/node_modules/.bin/authjs-drizzle-mysql`;
  await symlink(`../authjs-drizzle-mysql/${bin['authjs-drizzle-mysql']}`, link);
  return site;
}

/** Runs a line as cron does: by a shell, with next to nothing in its environment, and returns what it would mail. */
const runByCron = (command: string) =>
  new Promise<{ code: unknown; mail: string }>((resolve) => {
    const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, SHELL: '/bin/sh' };
    execFile('/bin/sh', ['-c', command], { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, mail: stdout + stderr }),
    );
  });

it('the crontab of the page runs each hour', () => {
  const [, ...parts] = JOB.exec(crontab) ?? [];
  expect(parts.slice(0, 5)).toEqual(['17', '*', '*', '*', '*']);
  // Which cron takes for the end of a line.
  expect(parts[5]).not.toContain('%');
});

it.each(servers)(
  'the crontab of the page prunes on %s as the maintenance user, and mails only what failed',
  { timeout: 600_000 },
  async (server) => {
    const site = await installSite();
    const url = await newDatabase(server);
    await applyMigrations(url);
    const [createUser = '', forPrune = ''] = grants.split(/^-- .*$/m);
    const user = await makeUser(url, createUser + forPrune);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool, { tables });
    const { id } = await adapter.createUser(newUser());
    await signIn(adapter, id, anHourAgo());
    const live = await signIn(adapter, id, inAnHour());

    const command = (JOB.exec(crontab)?.[6] ?? '').replace('/srv/site', site);
    expect(command).toContain(site);
    const connectAs = (address: string) =>
      writeFile(
        `${site}/cron.env`,
        settings.replace(/'mysql:.*'/, () => `'${address}'`),
        { mode: 0o600 },
      );
    await connectAs(user);
    expect(await runByCron(command)).toEqual({ code: 0, mail: '' });
    expect(await rowsOf(url, 'select session_token from sessions')).toEqual([
      { session_token: live.sessionToken },
    ]);

    const password = new URL(user).password;
    await connectAs(user.replace(password, 'not-the-password'));
    const { code, mail } = await runByCron(command);
    expect(code).toBe(1);
    expect(mail).not.toBe('');
    expect(mail).not.toContain('not-the-password');
  },
);
