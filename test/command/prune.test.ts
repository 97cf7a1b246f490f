import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { type BuiltCommand, buildCommand } from '../support/command/build-command.ts';
import { runToEnd, startCommand } from '../support/command/start-command.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { fromDdl, newDatabase, servers } from '../support/databases/new-database.ts';
import { query } from '../support/databases/query.ts';
import { countSessions, fillSessions, lockSessions, untilDeleting } from './expired-rows.ts';

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command?.remove());

const NOTE = 'Tables: basic, as the database has them (--tables names others).\n';
const STOPPING = 'Stopping once the batch that is under way is done; Ctrl-C again ends at once.\n';
const NOTHING = 'Nothing to delete: no session and no verification token has expired.\n';

describe.each(servers)('prune as cron runs it, on %s', { timeout: 120_000 }, (server) => {
  async function open(expired: number, living = 0) {
    const url = await fromDdl(server);
    await fillSessions(url, expired, living);
    const prune = (...args: string[]) =>
      runToEnd(command.file, ['prune', ...args], { env: { DATABASE_URL: url } });
    return { url, prune };
  }

  it('deletes what has expired, says so in one line, and finds nothing the next time', async () => {
    const { url, prune } = await open(3, 2);
    const stdout = 'Deleted 3 sessions and 0 verification tokens that had expired.\n';
    expect(await prune()).toEqual({ code: 0, stdout, stderr: NOTE });
    expect(await countSessions(url)).toBe(2);
    expect(await prune('--tables', 'basic')).toEqual({ code: 0, stdout: NOTHING, stderr: '' });
  });

  it('deletes what had expired before a date', async () => {
    const { url, prune } = await open(3);
    expect(await prune('--tables', 'basic', '--before', '2020-01-31')).toMatchObject({ stdout: NOTHING });
    expect(await countSessions(url)).toBe(3);
    expect(await prune('--before', '2020-01-31T00:30:00+02:00')).toMatchObject({ code: 0, stdout: NOTHING });
    expect(await prune('--before', '2020-01-31T00:00:01Z')).toMatchObject({ code: 0 });
    expect(await countSessions(url)).toBe(0);
  });

  it.each(['sessions', 'verification_tokens'])(
    'keeps what has not expired in the time zone of the site, where `expires` of %s is a timestamp',
    async (table) => {
      const { url, prune } = await open(0);
      const columns = table === 'sessions' ? 'session_token, user_id' : 'token, identifier';
      const hours = { live: 6, 'ended today': -10, over: -30 };
      const rows = Object.entries(hours).map(
        ([name, hour]) =>
          `('${name}', 'ada', utc_timestamp() + interval ${hour} hour, utc_timestamp(), utc_timestamp())`,
      );
      await runSql(
        url,
        `alter table ${table} modify expires timestamp(6) not null default '2000-01-01 00:00:01';
        set time_zone = '+12:00';
        insert into ${table} (${columns}, expires, created_at, updated_at) values ${rows.join()}`,
      );
      const before = new Date().toISOString();
      expect([(await prune()).code, (await prune('--before', before)).code]).toEqual([0, 0]);
      const [first] = columns.split(',');
      const left = await query(url, `select ${first} as name from ${table} order by expires`);
      expect(left.map(({ name }) => name)).toEqual(['ended today', 'live']);
    },
  );

  it('says nothing with --quiet, unless something is wrong', async () => {
    const { url, prune } = await open(3);
    expect(await prune('--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await countSessions(url)).toBe(0);
    await query(url, 'drop table verification_tokens');
    await fillSessions(url, 2);
    const { code, stdout, stderr } = await prune('--quiet');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Deleted 2 sessions and 0 verification tokens .*; the others are still there/);
    expect(stderr).toMatch(
      /^authjs-drizzle-mysql: The database refused a read of table verification_tokens: /,
    );
  });

  it('prints one JSON document with --json, and nothing else on standard output', async () => {
    const { url, prune } = await open(3);
    const { code, stdout, stderr } = await prune('--json', '--batch-size', '2');
    expect([code, stderr]).toEqual([0, NOTE]);
    expect(JSON.parse(stdout)).toEqual({ sessions: 3, verificationTokens: 0, done: true });
    await query(url, 'drop table verification_tokens');
    await fillSessions(url, 2);
    const failed = await prune('--json');
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toEqual({
      sessions: 2,
      verificationTokens: 0,
      done: false,
      error: { code: 'DATABASE', message: expect.stringMatching(/verification_tokens/) },
    });
    expect(failed.stderr).toContain('authjs-drizzle-mysql: The database refused');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('finishes the batch that is under way after %s, and ends with %i', async (signal, code) => {
    const { url } = await open(30, 5);
    const locks = await lockSessions(url, 'old-5');
    const args = ['prune', '--batch-size', '10', '--json', '--tables', 'basic'];
    const { child, ended, untilSaid } = startCommand(command.file, args, { env: { DATABASE_URL: url } });
    await untilDeleting(locks);
    child.kill(signal);
    await untilSaid('Stopping');
    expect(child.exitCode).toBeNull();
    await locks.rollback();
    const end = await ended;
    expect({ ...end, stdout: JSON.parse(end.stdout) }).toEqual({
      code,
      stdout: { sessions: 10, verificationTokens: 0, done: false },
      stderr: STOPPING,
    });
    expect(await countSessions(url)).toBe(20 + 5);
  });

  it('goes on with the rest when it is run again', async () => {
    const { url, prune } = await open(30, 5);
    const locks = await lockSessions(url, 'old-5');
    const { child, ended, untilSaid } = startCommand(command.file, ['prune', '--batch-size', '10'], {
      env: { DATABASE_URL: url },
    });
    await untilDeleting(locks);
    child.kill('SIGTERM');
    await untilSaid('Stopping');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(143);
    await locks.rollback();
    expect((await prune()).code).toBe(0);
    expect(await countSessions(url)).toBe(5);
  });

  it('counts the rows without a user with --orphans, and deletes as many as are expected', async () => {
    const url = await newDatabase(server);
    await applyMigrations(url);
    await fillSessions(url, 1, 2);
    const run = (...args: string[]) =>
      runToEnd(command.file, ['prune', '--orphans', '--tables', 'production', ...args], {
        env: { DATABASE_URL: url },
      });
    expect(await run()).toEqual({
      code: 1,
      stdout: [
        'Rows whose user does not exist:',
        '  sessions  3',
        '  accounts  0',
        '  passkeys  0',
        'To delete them: --orphans --delete --at-most 3',
        '',
      ].join('\n'),
      stderr: '',
    });
    const counts = await run('--json');
    expect([counts.code, JSON.parse(counts.stdout)]).toEqual([
      1,
      { sessions: 3, accounts: 0, authenticators: 0 },
    ]);
    const tooMany = await run('--delete', '--at-most', '2');
    expect(tooMany).toMatchObject({ code: 1, stdout: '' });
    expect(tooMany.stderr).toMatch(
      /^authjs-drizzle-mysql: Expected --at-most to cover the 3 rows without a user/,
    );
    expect(await countSessions(url)).toBe(3);
    expect(await run('--delete', '--at-most', '3')).toEqual({
      code: 0,
      stdout: 'Deleted 3 sessions, 0 accounts, and 0 passkeys whose user does not exist.\n',
      stderr: '',
    });
    expect(await run()).toEqual({
      code: 0,
      stdout: 'Every session, account and passkey belongs to a user who exists.\n',
      stderr: '',
    });
  });
});
