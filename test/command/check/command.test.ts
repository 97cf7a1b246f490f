import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { fromDdl, servers } from '../../support/databases/new-database.ts';
import { productionDatabase, SLOW } from './checking.ts';

const command = fileURLToPath(new URL('../../../src/command.ts', import.meta.url));

/** Runs the command in a process of its own. */
function run(url: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', command, 'check', ...args],
    {
      env: { PATH: process.env.PATH, DATABASE_URL: url },
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

describe.each(servers)('npx authjs-drizzle-mysql check on %s', (server) => {
  it('says of a sound database that it is sound, and ends with 0', SLOW, async () => {
    const { status, stdout } = run(await productionDatabase(server));
    expect(stdout).toMatch(/^Sound: the tables "production" on M.+\.\n$/);
    expect(status).toBe(0);
  });

  it(
    'prints what is wrong as JSON and ends with 1, also of obstacles that the shipped file finds',
    SLOW,
    async () => {
      const url = await fromDdl(server);
      await runSql(url, 'alter table sessions add key expires (user_id)');
      const { status, stdout } = run(url, '--json', '--tables', 'production');
      expect(status).toBe(1);
      const { tables, findings } = JSON.parse(stdout);
      expect(tables).toBe('production');
      expect(findings).toContainEqual(
        expect.objectContaining({ code: 'migration-obstacle', table: 'sessions', column: 'expires' }),
      );
      const codes = findings.map(({ code }: { code: string }) => code);
      expect(codes).toContain('table-missing');
      expect(codes).not.toContain('check-failed');
    },
  );
});
