import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { type BuiltCommand, buildCommand } from '../support/command/build-command.ts';
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

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
}, 600_000);
afterAll(() => command?.remove());

/** Makes the folder of a site in which npm has put the command. */
async function installSite(): Promise<string> {
  const site = await mkdtemp(join(tmpdir(), 'authjs-site-'));
  onTestFinished(() => rm(site, { recursive: true, force: true }));
  await mkdir(`${site}/node_modules/.bin`, { recursive: true });
  await chmod(command.file, 0o755);
  await symlink(command.file, `${site}/node_modules/.bin/authjs-drizzle-mysql`);
  return site;
}

/** Runs a line as cron does: by a shell, with next to nothing in its environment, and returns what it would mail. */
const runByCron = (line: string) =>
  new Promise<{ code: unknown; mail: string }>((resolve) => {
    const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, SHELL: '/bin/sh' };
    execFile('/bin/sh', ['-c', line], { env }, (error, stdout, stderr) =>
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
  { timeout: 120_000 },
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

    const job = (JOB.exec(crontab)?.[6] ?? '').replace('/srv/site', site);
    expect(job).toContain(site);
    const connectAs = (address: string) =>
      writeFile(
        `${site}/cron.env`,
        settings.replace(/'mysql:.*'/, () => `'${address}'`),
        { mode: 0o600 },
      );
    await connectAs(user);
    expect(await runByCron(job)).toEqual({ code: 0, mail: '' });
    expect(await rowsOf(url, 'select session_token from sessions')).toEqual([
      { session_token: live.sessionToken },
    ]);

    const password = new URL(user).password;
    await connectAs(user.replace(password, 'not-the-password'));
    const { code, mail } = await runByCron(job);
    expect(code).toBe(1);
    expect(mail).not.toBe('');
    expect(mail).not.toContain('not-the-password');
  },
);
