import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { type BuiltCommand, buildCommand } from '../support/command/build-command.ts';
import { runToEnd } from '../support/command/start-command.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { newAccount, newUser, signIn } from '../support/rows/samples.ts';
import { fillSessions } from './expired-rows.ts';

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command?.remove());

const page = await readFile(new URL('../../docs/command.md', import.meta.url), 'utf8');
const blocksOf = (language: string) =>
  [...page.matchAll(/```(\w+)\n(.*?)```/gs)]
    .filter(([, name]) => name === language)
    .map(([, , text = '']) => text);

/** The commands that the page shows, each with what it prints there. */
const shown = blocksOf('console').flatMap((block) =>
  block
    .split(/^\$ npx authjs-drizzle-mysql /m)
    .slice(1)
    .map((each) => [each.slice(0, each.indexOf('\n')), each.slice(each.indexOf('\n') + 1)] as const),
);

/** What the page's commands are run on: rows that have expired, sessions of nobody, and an account whose token is plain. */
async function fill(url: string): Promise<void> {
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  const adapter = MySqlAdapter(pool, { tables });
  const ended = new Date('2020-01-31');
  const { id } = await adapter.createUser(newUser());
  for (let count = 0; count < 3; count++) await signIn(adapter, id, ended);
  await adapter.createVerificationToken({ identifier: 'ada@example.com', token: 'link', expires: ended });
  await adapter.linkAccount(newAccount(id, { access_token: 'gho_1' }));
  await fillSessions(url, 0, 2);
}

describe('the page of the command', () => {
  it('shows the help as it is', async () => {
    const helps = [[], ['prune'], ['reencrypt']].map((args) => runToEnd(command.file, [...args, '--help']));
    expect(blocksOf('text')).toEqual((await Promise.all(helps)).map(({ stdout }) => stdout));
  });

  it.each(servers)('shows what the commands print, on %s', { timeout: 120_000 }, async (server) => {
    const url = await newDatabase(server);
    await applyMigrations(url);
    await fill(url);
    const env = {
      PATH: process.env.PATH,
      DATABASE_URL: url,
      OAUTH_TOKENS_KEYS: `2026-11=${btoa('x'.repeat(32))}`,
    };
    expect(shown.length).toBeGreaterThan(4);
    for (const [args, output] of shown) {
      const { stdout, stderr } = spawnSync(process.execPath, [command.file, ...args.split(' ')], {
        env,
        encoding: 'utf8',
      });
      expect({ args, stdout, stderr }).toEqual({ args, stdout: output, stderr: '' });
    }
  });
});
