import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { ServerKind } from '../../../dev/mysql/server.ts';
import { SOURCES } from '../../../dev/mysql/sources.ts';
import { startOn } from '../../../dev/mysql/start-on.ts';
import { startSupervised } from '../../../dev/mysql/supervised.ts';
import { bareMachine } from './bare-machine.ts';
import { errorOf } from './error-of.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { withoutDatabaseUrl } from './without-database-url.ts';

withoutDatabaseUrl();

const silent = () => {};

describe('a mysqld on PATH', () => {
  test('that is MariaDB is not taken for MySQL', async () => {
    const machine = await bareMachine({ mysqld: "echo 'mysqld  Ver 10.11.6-MariaDB for debian-linux-gnu'" });
    const error = await errorOf(startOn(machine, { kind: 'mysql', log: silent }));
    const [folder = ''] = machine.programFolders;
    expect(error.message).toContain(
      `MySQL on PATH: expected mysql, got another server at ${join(folder, 'mysqld')}`,
    );
  });

  test('that is MySQL is used first', async () => {
    const machine = await bareMachine({
      mysqld: "echo 'mysqld  Ver 8.4.6 for Linux (MySQL Community Server)'",
    });
    await expect(SOURCES[0]?.find(machine, silent)).resolves.toMatchObject({
      program: { kind: 'mysql', command: join(machine.programFolders[0] ?? '', 'mysqld') },
    });
  });

  test('that is MariaDB is used when MariaDB is wanted', async () => {
    const machine = await bareMachine({ mysqld: "echo 'mysqld  Ver 10.11.6-MariaDB for debian-linux-gnu'" });
    const source = SOURCES.find(({ kind }) => kind === 'mariadb');
    await expect(source?.find(machine, silent)).resolves.toMatchObject({ program: { kind: 'mariadb' } });
  });
});

describe('with no server to be had', () => {
  test.each<[ServerKind | undefined, string[], string[]]>([
    [undefined, SOURCES.map(({ name }) => name), []],
    ['mysql', namesOf('mysql'), namesOf('mariadb')],
    ['mariadb', namesOf('mariadb'), namesOf('mysql')],
  ])(
    'one message lists what was tried for kind %s, why it failed and what to do',
    async (kind, tried, untried) => {
      const machine = await bareMachine();
      const options = kind ? { kind, log: silent } : { log: silent };
      const error = await errorOf(startOn(machine, options));
      for (const name of ['DATABASE_URL', ...tried])
        expect(error.message).toMatch(new RegExp(`^  - ${name}: \\S`, 'm'));
      for (const name of untried) expect(error.message).not.toContain(`${name}:`);
      expect(error.message).toMatch(/^ {2}- install (MySQL|MariaDB): apt-get install/m);
      expect(error.message).toMatch(/^ {2}- set DATABASE_URL=mysql:\/\//m);
    },
  );

  test('a source that installs something is left out when that is not wanted', async () => {
    const options = { kind: 'mariadb', install: false, log: silent } as const;
    const error = await errorOf(startOn(await bareMachine(), options));
    const ofKind = SOURCES.filter((source) => source.kind === 'mariadb');
    const untried = ofKind.filter((source) => source.installs);
    expect(untried.map(({ name }) => name)).toEqual(['MariaDB installed by apt-get']);
    for (const { name } of untried) expect(error.message).not.toContain(`${name}:`);
    for (const { name } of ofKind.filter((source) => !source.installs))
      expect(error.message).toMatch(new RegExp(`^  - ${name}: \\S`, 'm'));
  });

  test('a download that takes too long is abandoned', async () => {
    const tmp = await temporaryFolder();
    vi.stubEnv('TMPDIR', tmp);
    await expect(startSupervised({ run: 'download', timeoutMs: 1 })).rejects.toThrow('took too long');
    expect((await readdir(tmp)).filter((name) => name.startsWith('authjs-mysql-'))).toEqual([]);
  });
});

function namesOf(kind: ServerKind): string[] {
  return SOURCES.filter((source) => source.kind === kind).map(({ name }) => name);
}
