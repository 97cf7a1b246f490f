import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import type { VitessServer } from '../../dev/vitess.ts';
import { basicSql } from '../backends/backend.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { drizzleKit, push, root } from '../support/databases/drizzle-kit.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { pushUntilSame } from '../support/databases/push-until-same.ts';
import { query } from '../support/databases/query.ts';
import { findObstacles } from './find-obstacles.ts';
import { shardsOf, startSharded } from './sharded-keyspaces.ts';

const REFUSED = /^plan includes scatter, which is disallowed/;

let server: VitessServer;
beforeAll(async () => {
  server = await startSharded(['empty', 'with_rows', 'pushed'], ['--no-scatter']);
});
afterAll(() => server?.stop());

describe('on two shards behind a vtgate that asks only one at a time', () => {
  it('the migrations are refused with its reason, before they have done anything', async () => {
    const url = `${server.url}/empty`;
    await expect(applyMigrations(url)).rejects.toMatchObject({
      errno: 1105,
      message: expect.stringMatching(REFUSED),
    });
    const tables = (await describeDatabase(url)).columns.map((column) => (column as { t: string }).t);
    expect(tables).not.toContain('users');
    // The reason is not printed.
    expect(drizzleKit(url, 'migrate').status).toBe(1);
  });

  it('drizzle-kit pushes and pulls', { timeout: 300_000 }, async () => {
    const url = `${server.url}/pushed`;
    expect(push(url)).toContain('Changes applied');
    expect(await pushUntilSame(() => push(url))).toContain('No changes detected');
    const folder = await mkdtemp(join(tmpdir(), 'authjs-vitess-pulled-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const options = ['--dialect', 'mysql', '--url', url, '--out', relative(root, folder)];
    expect(drizzleKit(url, 'pull', ...options).output).toContain('Your schema file is ready');
    expect(await readFile(join(folder, 'schema.ts'), 'utf8')).toContain('mysqlTable("users"');
  });

  it('before-migrating.sql runs, and finds what is in the way across the shards', async () => {
    const url = `${server.url}/with_rows`;
    await runSql(url, await basicSql());
    expect(await findObstacles(url)).toEqual([]);
    for (const [number, shard] of shardsOf(server, 'with_rows').entries())
      await query(
        shard,
        `insert into accounts (id, user_id, type, provider, provider_account_id, created_at, updated_at)
         values (${number + 1}, 'ada', 'oauth', 'github', 'twice', now(), now())`,
      );
    await runSql(url, 'alter table sessions add index expires (user_id)');
    expect(await findObstacles(url)).toEqual([
      // Vitess joins what the shards found in any order.
      expect.stringMatching(/^accounts.provider_account: these ids are one account: (1,2|2,1)$/),
      'sessions.expires: an index has this name',
    ]);
  });
});
