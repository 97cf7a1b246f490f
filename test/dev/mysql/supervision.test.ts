import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { askServer } from '../../../dev/mysql/ask-server.ts';
import { startServer } from '../../../dev/mysql.ts';
import { quickKind } from '../../support/databases/kinds-here.ts';
import { query } from '../../support/databases/query.ts';
import { folderOf } from './server-folder.ts';
import { exitOf, firstLine, spawnScript } from './spawned-script.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { withoutDatabaseUrl } from './without-database-url.ts';

withoutDatabaseUrl();

describe('without any stop()', { timeout: 90_000 }, () => {
  test.each([
    ['SIGKILL', (child: ChildProcess) => child.kill('SIGKILL')],
    ['SIGTERM', (child: ChildProcess) => child.kill('SIGTERM')],
    [
      'SIGINT to its process group, as by Ctrl-C',
      (child: ChildProcess) => process.kill(-pidOf(child), 'SIGINT'),
    ],
  ])('the server and its folder go when the caller ends by %s', async (_, end) => {
    const child = await spawnScript(`${START} console.log(server.url); setInterval(() => {}, 1000);`);
    const url = await firstLine(child);
    const folder = await folderOf(url);
    expect(end(child)).toBe(true);
    await once(child, 'exit');
    await expectGone(url, folder);
  });

  test('the server outlives a Ctrl-C that the caller handles itself', async () => {
    const child = await spawnScript(`${START}
      process.on('SIGINT', async () => console.log((await ask(server.url)).kind));
      console.log(server.url);
      setInterval(() => {}, 1000);`);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const url = (await lines.next()).value;
    process.kill(-pidOf(child), 'SIGINT');
    expect((await lines.next()).value).toBe(quickKind);
    await expect(askServer(url)).resolves.toMatchObject({ kind: quickKind });
  });

  test('they go when the caller is killed during set-up', async () => {
    const tmp = await temporaryFolder();
    const child = await spawnScript(START, { TMPDIR: tmp });
    const folder = await vi.waitFor(async () => {
      const name = (await readdir(tmp)).find((entry) => entry.startsWith('authjs-mysql-'));
      if (!name || !existsSync(join(tmp, name, 'data'))) throw new Error('not yet');
      return join(tmp, name);
    }, WITHIN);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(existsSync(folder)).toBe(false), WITHIN);
  });

  test('a script that forgets to stop it still ends, and they go', async () => {
    const child = await spawnScript(`${START} console.log(server.url, (await ask(server.url)).dataFolder);`);
    const [url = '', dataFolder = ''] = (await firstLine(child)).split(' ');
    expect(await exitOf(child)).toBe(0);
    await expectGone(url, dirname(dataFolder));
  });
});

test('stop() succeeds after the server has ended by itself', { timeout: 90_000 }, async () => {
  const started = await startServer({ kind: quickKind });
  onTestFinished(() => started.stop());
  const folder = await folderOf(started.url);
  await query(started.url, 'shutdown');
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), WITHIN);
  await expect(started.stop()).resolves.toBeUndefined();
});

const WITHIN = { timeout: 45_000, interval: 50 };
const DEV = new URL('../../../dev/', import.meta.url);
const START = `
  import { startServer } from '${new URL('mysql.ts', DEV)}';
  import { askServer as ask } from '${new URL('mysql/ask-server.ts', DEV)}';
  const server = await startServer({ kind: '${quickKind}' });`;

async function expectGone(url: string, folder: string): Promise<void> {
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), WITHIN);
  await expect(askServer(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
}

function pidOf(child: ChildProcess): number {
  if (!child.pid) throw new Error('Expected the child process to have started.');
  return child.pid;
}
