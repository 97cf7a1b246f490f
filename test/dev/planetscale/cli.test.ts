import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Client } from '@planetscale/database';
import { expect, inject, onTestFinished, test } from 'vitest';
import { close, listen } from '../../../dev/command/listen.ts';
import { askServer } from '../../../dev/mysql/ask-server.ts';
import { exitOf, firstLine, spawnNode } from '../mysql/spawned-script.ts';
import { describeStandIn, temporaryDatabase } from './open-stand-in.ts';

const serverUrl = inject('servers').mysql ?? '';

describeStandIn('the command', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'serves the database at DATABASE_URL until %s, and leaves it in place',
    async (signal) => {
      const { url: DATABASE_URL } = await temporaryDatabase();
      const child = await spawnCli({ DATABASE_URL, PORT: '' });
      const [explanation, url] = await Promise.all([firstOf(child.stderr), firstLine(child)]);
      expect(url).toMatch(/^http:\/\/local:local@127\.0\.0\.1:\d+$/);
      expect(explanation).toContain('it serves the database at DATABASE_URL');
      await new Client({ url }).execute('create table survivor (id int)');
      child.kill(signal);
      child.kill(signal);
      expect(await exitOf(child)).toBe(0);
      await expect(new Client({ url }).execute('select 1')).rejects.toThrow('fetch failed');
      const { version } = await askServer(DATABASE_URL);
      expect(version).toBeTruthy();
    },
  );

  test('starts its own server and database, says how to reach them, and removes them', {
    timeout: 120_000,
  }, async () => {
    const child = await spawnCli({});
    const [explanation, url] = await Promise.all([firstOf(child.stderr), firstLine(child)]);
    const [mysqlUrl = ''] = /mysql:\S+/.exec(explanation) ?? [];
    const { rows } = await new Client({ url }).execute('select database() as db');
    expect(rows).toEqual([{ db: new URL(mysqlUrl).pathname.slice(1) }]);
    expect((await askServer(mysqlUrl)).kind).toBe('mysql');
    child.kill('SIGINT');
    expect(await exitOf(child)).toBe(0);
    await expect(askServer(mysqlUrl)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('uses the port in PORT', async () => {
    const { url: DATABASE_URL } = await temporaryDatabase();
    const other = createServer();
    onTestFinished(() => close(other));
    const PORT = String(await listen(other, 0));
    const refused = await spawnCli({ DATABASE_URL, PORT });
    const [code, out, err] = await Promise.all([exitOf(refused), text(refused.stdout), text(refused.stderr)]);
    expect([code, out, err]).toEqual([
      1,
      '',
      `Expected a free port, got ${PORT}, which another program is listening on; choose another one.\n`,
    ]);
    await close(other);
    expect(await firstLine(await spawnCli({ DATABASE_URL, PORT }))).toBe(
      `http://local:local@127.0.0.1:${PORT}`,
    );
  });

  test.each([
    [
      'a PORT that is none',
      { PORT: '70000' },
      'Expected PORT to be a whole number from 0 to 65535, got "70000".\n',
    ],
    [
      'a DATABASE_URL of another kind',
      { DATABASE_URL: 'http://x:hunter2@y' },
      /^Expected DATABASE_URL to begin with mysql:.*\n$/,
    ],
    [
      'a server that does not answer',
      { DATABASE_URL: 'mysql://root:hunter2@127.0.0.1:1/x' },
      /^Expected a MySQL or MariaDB server to answer at .*\n$/,
    ],
    [
      'a DATABASE_URL without a database',
      { DATABASE_URL: serverUrl },
      /^Expected DATABASE_URL to name a database.*\n$/,
    ],
  ])('tells of %s in one line, without a password, and ends with 1', async (_, env, message) => {
    const child = await spawnCli(env);
    const [code, out, err] = await Promise.all([exitOf(child), text(child.stdout), text(child.stderr)]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toContain('hunter2');
  });
});

function spawnCli(env: NodeJS.ProcessEnv) {
  return spawnNode([new URL('../../../dev/planetscale/cli.ts', import.meta.url).pathname], env);
}

/** Reads a stream's first chunk, which is one whole line. */
async function firstOf(stream: NodeJS.ReadableStream): Promise<string> {
  const [chunk] = await once(stream, 'data');
  return String(chunk);
}
