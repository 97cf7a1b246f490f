import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { applyMigrations, migrationsFolder } from '../support/databases/apply-migrations.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { fromDdl, newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';

/** Runs the command of the page in a project of a user, and returns what it hands to the client. */
async function givenToClient(): Promise<string> {
  const [command = ''] = await codeUnder('migrating.md', 'Running the migrations', 'sh');
  const project = await mkdtemp(join(tmpdir(), 'plain-client-'));
  onTestFinished(() => rm(project, { recursive: true }));
  await cp(migrationsFolder, join(project, 'node_modules/authjs-drizzle-mysql/drizzle'), { recursive: true });
  // Stands in for the client, which a machine with a server need not have.
  await writeFile(join(project, 'mysql'), '#!/bin/sh\nexec cat\n', { mode: 0o755 });
  const env = { ...process.env, PATH: `${project}:${process.env.PATH}` };
  return runCommand('sh', ['-c', command], { cwd: project, env });
}

describe.each(servers)('a plain client on %s', (server) => {
  it('makes what Drizzle makes of the migrations, by the command of the page', async () => {
    const migrated = await newDatabase(server);
    await applyMigrations(migrated);
    const expected = await describeDatabase(migrated);
    const given = await givenToClient();
    for (const url of [await newDatabase(server), await fromDdl(server)]) {
      await runSql(url, given);
      expect(await describeDatabase(url)).toEqual(expected);
    }
  });

  it('stops at the lines that the command leaves out', async () => {
    const text = await readFile(join(migrationsFolder, '0000_basic.sql'), 'utf8');
    const run = runSql(await newDatabase(server), text);
    await expect(run).rejects.toMatchObject({ code: 'ER_PARSE_ERROR' });
  });
});
