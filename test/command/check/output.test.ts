import { describe, expect, it } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { closedPort } from '../../support/databases/closed-port.ts';
import { fromDdl, servers } from '../../support/databases/new-database.ts';
import { productionDatabase, runCheck, SLOW } from './checking.ts';

const TITLES = { mysql: /^MySQL \d+\.\d+\.\d+$/, mariadb: /^MariaDB \d+\.\d+\.\d+$/ };

describe.each(servers)('what check prints on %s', (server) => {
  it('is one line for a sound database, with the tables and the server', SLOW, async () => {
    const url = await productionDatabase(server);
    const { exitCode, stdout, stderr } = await runCheck(url, false);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const [, title = ''] = /^Sound: the tables "production" on (.+)\.\n$/.exec(stdout) ?? [];
    expect(title).toMatch(TITLES[server]);
  });

  it('is one JSON document for programs', SLOW, async () => {
    const url = await productionDatabase(server);
    const { exitCode, stdout } = await runCheck(url, true);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      tables: 'production',
      server: expect.stringMatching(TITLES[server]),
      findings: [],
    });
  });

  it('names what is wrong, the gravest first, and what to type', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(url, 'alter table sessions drop key user_id; alter table users drop key email');
    const { exitCode, stdout } = await runCheck(url, false);
    expect(exitCode).toBe(1);
    const [first = '', second = '', end = ''] = stdout.split('\n\n');
    expect(first).toContain('ERROR  unique-key-missing  users.email\n');
    expect(first).toContain('\n  What to do: CREATE UNIQUE INDEX `email` ON `users` (`email`);');
    expect(second).toContain('WARNING  index-missing  sessions.user_id\n');
    expect(end).toMatch(/^1 error and 1 warning in the tables "production" on M/);
  });

  it('is no failure if there are warnings alone, or notes', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(url, 'alter table sessions drop key user_id');
    expect(await runCheck(url, false)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('0 errors and 1 warning'),
    });
    const basic = await fromDdl(server);
    const { exitCode, stdout } = await runCheck(basic, false, { tablesName: 'basic' });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^INFO {2}account-key-undeclared[\s\S]*\n\nSound: the tables "basic" on /);
  });

  it('is nothing once it is stopped', SLOW, async () => {
    const url = await productionDatabase(server);
    expect(await runCheck(url, true, { signal: AbortSignal.abort() })).toEqual({
      exitCode: 130,
      stdout: '',
      stderr: '',
    });
  });
});

it('passes on that the database cannot be reached, which is no finding', SLOW, async () => {
  const url = `mysql://root:hunter2@127.0.0.1:${await closedPort()}/site`;
  await expect(runCheck(url, true)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
});
