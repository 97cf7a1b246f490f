import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltCommand, buildCommand } from '../support/command/build-command.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { countSessions, fillSessions } from './expired-rows.ts';

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command?.remove());

describe.each(servers)('outputs of a prune on %s', (server) => {
  /** Runs a line of a shell in which `$PRUNE` deletes 30 sessions. */
  async function runLine(line: string) {
    const url = await fromDdl(server);
    await fillSessions(url, 30);
    const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', line], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: url,
        PRUNE: `${process.execPath} ${command.file} prune --batch-size 5`,
      },
    });
    return { stdout, stderr, status, left: await countSessions(url) };
  }

  it('may be read by somebody who has gone', async () => {
    const line = 'set -o pipefail; $PRUNE 2> >(exec 0<&-) | { exec 0<&-; sleep 0.1; }';
    expect(await runLine(line)).toMatchObject({ status: 0, left: 0 });
  });

  it('may be closed', async () => {
    expect(await runLine('$PRUNE >&- 2>&-')).toMatchObject({ status: 0, left: 0 });
  });

  it('must not be lost on a full disk: the exit code says so, and the work is done', async () => {
    expect(await runLine('$PRUNE > /dev/full')).toMatchObject({ status: 1, left: 0 });
  });

  it('need no environment but the address', async () => {
    expect(await runLine('env -i DATABASE_URL="$DATABASE_URL" $PRUNE --tables basic')).toEqual({
      status: 0,
      stdout: 'Deleted 30 sessions and 0 verification tokens that had expired.\n',
      stderr: '',
      left: 0,
    });
  });
});
