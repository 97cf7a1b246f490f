import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { askServer } from '../../../dev/mysql/ask-server.ts';
import { quickKind } from '../../support/databases/kinds-here.ts';
import { folderOf } from './server-folder.ts';
import { exitOf, firstLine, spawnNode } from './spawned-script.ts';

describe('the command', { timeout: 90_000 }, () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'prints its URL alone, runs until %s, ends with 0',
    async (signal) => {
      const child = await spawnCli([quickKind]);
      const url = await firstLine(child);
      expect(url).toMatch(/^mysql:\/\/root@127\.0\.0\.1:\d+$/);
      const folder = await folderOf(url);
      child.kill(signal);
      child.kill(signal);
      expect(await exitOf(child)).toBe(0);
      expect(existsSync(folder)).toBe(false);
      await expect(askServer(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    },
  );

  test.each([
    [
      'an argument it does not know',
      ['postgres'],
      {},
      'Expected no argument, "mysql" or "mariadb", got "postgres".\n',
    ],
    [
      'a server that is not there',
      [],
      { DATABASE_URL: 'http://x' },
      /^Expected DATABASE_URL to begin with .*\n$/,
    ],
  ])('tells of %s in one message, without a stack, and ends with 1', async (_, args, env, message) => {
    const child = await spawnCli(args, env);
    const [code, out, err] = await Promise.all([exitOf(child), text(child.stdout), text(child.stderr)]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  });
});

async function spawnCli(args: string[], env: NodeJS.ProcessEnv = {}) {
  return spawnNode([new URL('../../../dev/mysql/cli.ts', import.meta.url).pathname, ...args], env);
}
