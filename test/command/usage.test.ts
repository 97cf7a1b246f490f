import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltCommand, buildCommand } from '../support/command/build-command.ts';
import { runToEnd, type StartOptions } from '../support/command/start-command.ts';

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command?.remove());

const run = (args: readonly string[], env?: StartOptions['env']) =>
  runToEnd(command.file, args, env && { env });
const SECRET = 'hunter2';
const URL_OF_NOBODY = `mysql://root:${SECRET}@127.0.0.1:1/site`;

const withUrl = { DATABASE_URL: URL_OF_NOBODY };

/** Wrong usage, and what is said of it. */
const wrong: readonly (readonly [args: string, says: RegExp, env: StartOptions['env']])[] = [
  ['', /Expected a command\.\n\nUsage: /, withUrl],
  ['chek', /Expected one of check, prune, or reencrypt, got chek\./, withUrl],
  ['prune now', /nothing but options after prune/, withUrl],
  ['prune --bach-size 5', /options of prune \(--batch-size, .*--version\), got --bach-size/, withUrl],
  ['check --before 2020-01-01', /options of check \(--tables, .*\), got --before/, withUrl],
  ['prune -x', /got -x/, withUrl],
  ['prune --json=yes', /no value for --json/, withUrl],
  ['prune --batch-size', /a value for --batch-size/, withUrl],
  ['prune --batch-size 0', /--batch-size to be a whole number from 1 to 10000/, withUrl],
  ['prune --batch-size 10001', /--batch-size to be a whole number from 1 to 10000/, withUrl],
  ['prune --batch-size 1e3', /--batch-size to be a whole number/, withUrl],
  ['prune --before yesterday', /--before to be a date of UTC/, withUrl],
  ['prune --before 2026-01-31T12:00:00', /--before to be a date of UTC/, withUrl],
  ['prune --before 2026-13-31', /--before to be a date of UTC/, withUrl],
  ['prune --before 2026-02-31', /--before to be a date of UTC/, withUrl],
  ['prune --before 2025-02-29T12:00:00-08:00', /--before to be a date of UTC/, withUrl],
  ['prune --before 2990-01-31', /--before not to be in the future/, withUrl],
  ['prune --delete', /--delete only with --orphans/, withUrl],
  ['prune --at-most 5', /--at-most only with --orphans/, withUrl],
  ['prune --orphans --at-most 5', /--at-most only with --orphans --delete/, withUrl],
  ['prune --orphans --batch-size 5', /--batch-size only with --orphans --delete/, withUrl],
  ['prune --orphans --before 2020-01-31', /--before only without --orphans/, withUrl],
  ['prune --orphans --delete', /--at-most with --delete/, withUrl],
  ['prune --orphans --delete --at-most -1', /a value for --at-most|to be a whole number/, withUrl],
  ['prune', /variable DATABASE_URL to be set/, {}],
  ['prune', /variable DATABASE_URL to be set/, { DATABASE_URL: ' ' }],
  ['prune', /DATABASE_URL to be an address/, { DATABASE_URL: `//root:${SECRET}@localhost` }],
  [
    'prune',
    /% of a password are written as .*%25/,
    { DATABASE_URL: `mysql://root:${SECRET}%@127.0.0.1/site` },
  ],
  [
    'prune',
    /% of a password are written as .*%25/,
    { DATABASE_URL: `mysql://ro%ot:${SECRET}@127.0.0.1/site` },
  ],
  ['prune', /that of a MySQL server/, { DATABASE_URL: `postgres://root:${SECRET}@localhost/site` }],
  ['prune', /DATABASE_URL to name a database/, { DATABASE_URL: `mysql://root:${SECRET}@localhost` }],
  ['prune --tables basic', /SSL profile must be an object/, { DATABASE_URL: `${URL_OF_NOBODY}?ssl=true` }],
  ['prune --tables bacis', /basic, production or the path of a module/, withUrl],
  ['prune --tables ./none.js', /a module that Node can import: Cannot find module '.*none\.js'\.$/m, withUrl],
  ['reencrypt', /variable OAUTH_TOKENS_KEYS to be set/, withUrl],
  ...[
    SECRET,
    `=${SECRET}`,
    `${'k'.repeat(33)}=${btoa('x'.repeat(32))}`,
    `a b=${SECRET}`,
    `1=${SECRET}`,
    `1=${btoa('x'.repeat(31))}`,
    `${btoa(SECRET)}=1`,
  ].map(
    (keys) =>
      [
        'reencrypt',
        /entry 1 of OAUTH_TOKENS_KEYS/,
        { DATABASE_URL: URL_OF_NOBODY, OAUTH_TOKENS_KEYS: keys },
      ] as const,
  ),
  [
    'reencrypt',
    /every key of OAUTH_TOKENS_KEYS to have an id of its own/,
    {
      DATABASE_URL: URL_OF_NOBODY,
      OAUTH_TOKENS_KEYS: Array(2)
        .fill(`1=${btoa('x'.repeat(32))}`)
        .join(),
    },
  ],
];

describe('wrong usage', () => {
  it.each(wrong)('ends with 2 and says what is right: %s, %s', async (args, says, env) => {
    const { code, stdout, stderr } = await run(args ? args.split(' ') : [], env);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^authjs-drizzle-mysql: Expected /);
    expect(stderr).not.toContain(SECRET);
    expect(stderr).not.toContain(btoa(SECRET));
  });

  it.each([
    ['prune', URL_OF_NOBODY],
    [URL_OF_NOBODY],
    ['prune', `--url=${URL_OF_NOBODY}`],
    ['prune', '--tables', URL_OF_NOBODY],
    ['--help', URL_OF_NOBODY],
  ])('ends with 2 for an address in an argument, and does not repeat it: %s %s %s', async (...args) => {
    const { code, stdout, stderr } = await run(args.filter(Boolean));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('`ps` shows');
    expect(stderr).not.toMatch(/hunter2|127\.0\.0\.1/);
  });

  it.each([
    ['prune', `-p${SECRET}`],
    ['prune', '--password', SECRET],
    ['prune', `--password=${SECRET}`],
    [SECRET],
  ])('repeats no word that might be a password: %s %s %s', async (...args) => {
    const { code, stderr } = await run(args.filter(Boolean));
    expect(code).toBe(2);
    expect(stderr).not.toContain(SECRET);
  });
});

describe('the help', () => {
  it.each([
    [['--help']],
    [['check', '--help']],
    [['prune', '--help']],
    [['reencrypt', '--help']],
    [['--help', 'prune', '--json']],
  ])('goes to standard output, and fits a terminal of 100 columns: %s', async (args) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: npx authjs-drizzle-mysql /);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('names the version of the package', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});
