import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { getTableName } from 'drizzle-orm';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { leaseColumnsOf } from '../../src/adapter/refresh-lease.ts';
import { hasIndexFrom } from '../../src/adapter/tables/indexes.ts';
import { findTables } from '../../src/command/find-tables.ts';
import { type BuiltCommand, buildCommand } from '../support/command/build-command.ts';
import { runToEnd } from '../support/command/start-command.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { fromDdl, newDatabase, servers } from '../support/databases/new-database.ts';
import { query } from '../support/databases/query.ts';
import { fillSessions } from './expired-rows.ts';

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command?.remove());

const root = new URL('../../', import.meta.url);
const schema = new URL('src/schema/index.ts', root).href;

const LEASE = 'alter table accounts add refresh_lease varchar(64), add refresh_lease_until datetime(3)';

/** Modules that export tables with the prefix `auth_`. */
const CREATE = `import { createTables } from '${schema}';\nconst made = createTables({ prefix: 'auth_' });\n`;
const modules = {
  'tables.ts': `${CREATE}export const tables = made;`,
  'names.ts': `${CREATE}export const { users, accounts, sessions, verificationTokens } = made;`,
  'default.ts': `${CREATE}export default made;`,
};

/** Writes a module into a folder of the project, where it finds the packages. */
async function writeModule(name: string, text: string): Promise<{ cwd: string; file: string }> {
  await mkdir(new URL('.tmp/', root), { recursive: true });
  const cwd = await mkdtemp(fileURLToPath(new URL('.tmp/module-', root)));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  await writeFile(`${cwd}/${name}`, text);
  return { cwd, file: `./${name}` };
}

describe.each(servers)('the tables of a database on %s', { timeout: 60_000 }, (server) => {
  const noteOn = async (url: string) =>
    (await runToEnd(command.file, ['prune'], { env: { DATABASE_URL: url } })).stderr;
  const note = (name: string) => `Tables: ${name}, as the database has them (--tables names others).\n`;

  it('are known to be basic', async () => {
    expect(await noteOn(await fromDdl(server))).toBe(note('basic'));
  });

  it.each([2, undefined])('are known to be production after %s migrations, or all', async (count) => {
    const url = await newDatabase(server);
    await applyMigrations(url, count);
    expect(await noteOn(url)).toBe(note('production'));
  });

  it('are known to be production by the index alone', async () => {
    const url = await fromDdl(server);
    await runSql(url, 'create unique index pair on accounts (provider_account_id, provider)');
    expect(await noteOn(url)).toBe(note('production'));
  });

  it('are known to be basic where only the columns of a lease were added', async () => {
    const url = await fromDdl(server);
    await runSql(url, LEASE);
    expect(await noteOn(url)).toBe(note('basic'));
  });

  it.each([
    ['of the basic DDL', '', { token: 'varchar(255)', hasLease: false, inOrder: [], hasPasskeys: false }],
    ['with a lease', LEASE, { token: 'varchar(255)', hasLease: true, inOrder: [], hasPasskeys: false }],
    [
      'with an index on accounts',
      'create unique index pair on accounts (provider_account_id, provider)',
      { token: 'varchar(255)', hasLease: false, inOrder: [], hasPasskeys: false },
    ],
    [
      'with an index on sessions',
      'create index ended on sessions (expires, id)',
      { token: 'varchar(255)', hasLease: false, inOrder: ['sessions'], hasPasskeys: false },
    ],
    ['after 2 migrations', 2, { token: 'text', hasLease: false, inOrder: [], hasPasskeys: false }],
    ['after 4 migrations', 4, { token: 'text', hasLease: false, inOrder: ['sessions'], hasPasskeys: false }],
    [
      'after all migrations',
      undefined,
      { token: 'text', hasLease: true, inOrder: ['sessions', 'verification_tokens'], hasPasskeys: true },
    ],
  ] as const)('are taken each as it is there: %s', async (_which, change, form) => {
    const url = typeof change === 'string' ? await fromDdl(server) : await newDatabase(server);
    if (typeof change !== 'string') await applyMigrations(url, change);
    else if (change) await runSql(url, change);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const { users, accounts, sessions, verificationTokens, authenticators } = (await findTables(pool))
      .present;
    expect(getTableName(users)).toBe('users');
    const expiring = [sessions, verificationTokens].filter((table) => hasIndexFrom(table, table.expires));
    expect({
      token: accounts.refresh_token.getSQLType(),
      hasLease: leaseColumnsOf(accounts) !== undefined,
      inOrder: expiring.map(getTableName),
      hasPasskeys: authenticators !== undefined,
    }).toEqual(form);
  });

  it('may be migrated half the way, for every command', async () => {
    const url = await newDatabase(server);
    await applyMigrations(url, 2);
    const env = { DATABASE_URL: url, OAUTH_TOKENS_KEYS: `one=${btoa('x'.repeat(32))}` };
    await runSql(
      url,
      `insert into accounts (user_id, type, provider, provider_account_id, access_token, created_at, updated_at)
      values ('ada', 'oauth', 'github', '1', 'gho_1', utc_timestamp(), utc_timestamp())`,
    );
    for (const [args, stdout] of [
      ['reencrypt', /^Encrypted the tokens of 1 of 1 account /],
      ['prune', /^Nothing to delete/],
      ['prune --orphans --delete --at-most 1', /^Deleted 0 sessions, 1 account, and 0 passkeys /],
    ] as const) {
      const ended = await runToEnd(command.file, args.split(' '), { env });
      expect(ended).toEqual({ code: 0, stdout: expect.stringMatching(stdout), stderr: note('production') });
    }
  });

  it.each(Object.entries(modules))(
    'may be those that a module of TypeScript exports: %s',
    async (name, text) => {
      const url = await fromDdl(server);
      await fillSessions(url, 3);
      await runSql(
        url,
        ['users', 'accounts', 'sessions', 'verification_tokens']
          .map((table) => `create table auth_${table} like ${table};`)
          .join('\n'),
      );
      await runSql(url, 'insert into auth_sessions select * from sessions limit 2');
      const { cwd, file } = await writeModule(name, text);
      const env = { DATABASE_URL: url, NODE_OPTIONS: '--import tsx' };
      expect(await runToEnd(command.file, ['prune', '--tables', file], { env, cwd })).toEqual({
        code: 0,
        stdout: 'Deleted 2 sessions and 0 verification tokens that had expired.\n',
        stderr: '',
      });
      expect(await query(url, 'select count(*) as count from sessions')).toEqual([{ count: 3 }]);
    },
  );
});

it.each([
  [
    'tables.ts',
    '',
    /Unknown file extension ".ts".* For TypeScript, install tsx and set NODE_OPTIONS='--import tsx'\./,
  ],
  [
    'none.mjs',
    'export const one = 1;',
    /Expected \.\/none\.mjs to export tables by the names users, accounts, sessions/,
  ],
  [
    'some.mjs',
    'export const users = 1;',
    /Expected `tables\.users` to be a Drizzle MySQL table.*\(--tables \.\/some\.mjs\)/,
  ],
  ['broken.mjs', 'export const = 1;', /a module that Node can import: Unexpected token '='\./],
])('a module without tables is wrong usage: %s', async (name, text, says) => {
  const { cwd, file } = await writeModule(name, text);
  const env = { DATABASE_URL: 'mysql://root@127.0.0.1:1/site' };
  const { code, stdout, stderr } = await runToEnd(command.file, ['prune', '--tables', file], { env, cwd });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(says);
});

it.each([
  ['an error', "throw new TypeError('No TLS in ' + process.env.DATABASE_URL)", 'TypeError\n    at '],
  [
    'an error of JSON',
    'JSON.parse(new URL(process.env.DATABASE_URL).password)',
    'SyntaxError\n    at JSON.parse ',
  ],
  ['text', 'throw process.env.DATABASE_URL', 'a string\n'],
  ['nothing', 'throw null', 'a object\n'],
])('what a module throws is not quoted: %s', async (_what, text, says) => {
  const { cwd, file } = await writeModule('throws.mjs', text);
  const env = { DATABASE_URL: 'mysql://root:hunter2@127.0.0.1:1/site' };
  for (const args of [[], ['--json']]) {
    const ended = await runToEnd(command.file, ['prune', '--tables', file, ...args], { env, cwd });
    const { code, stdout, stderr } = ended;
    expect(code).toBe(2);
    expect(stderr).toContain(`Expected --tables to be a module that Node can import: it throws ${says}`);
    expect(stdout + stderr).not.toContain('hunter2');
  }
});

it('a module that keeps a timer does not keep the process', { timeout: 60_000 }, async () => {
  const { cwd, file } = await writeModule('timer.mjs', 'setInterval(() => {}, 1000);');
  const env = { DATABASE_URL: 'mysql://root@127.0.0.1:1/site' };
  const { code } = await runToEnd(command.file, ['prune', '--tables', file], { env, cwd });
  expect(code).toBe(2);
});
