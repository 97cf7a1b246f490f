import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { type BuiltCommand, buildCommand } from '../support/command/build-command.ts';
import { runToEnd } from '../support/command/start-command.ts';
import { closedPort } from '../support/databases/closed-port.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command?.remove());

const PASSWORD = 'hunter2';

/** Runs prune on a database, in text and as JSON, and returns the one line that it prints. */
async function lineOf(url: string): Promise<string> {
  const env = { DATABASE_URL: url };
  for (const args of [[], ['--json'], ['--tables', 'production']]) {
    const { code, stdout, stderr } = await runToEnd(command.file, ['prune', ...args], { env });
    expect(code).toBe(1);
    expect(stdout + stderr).not.toContain(PASSWORD);
    if (args[0] === '--json')
      expect(JSON.parse(stdout)).toEqual({ error: expect.objectContaining({ code: 'CONNECTION_LOST' }) });
  }
  const { stdout, stderr } = await runToEnd(command.file, ['prune'], { env });
  expect(stdout).toBe('');
  return stderr;
}

it('says in one line that nobody listens at an address', async () => {
  expect(await lineOf(`mysql://root:${PASSWORD}@127.0.0.1:${await closedPort()}/site`)).toBe(
    'authjs-drizzle-mysql: The database could not be reached: ECONNREFUSED. Check the host and the port in DATABASE_URL.\n',
  );
});

describe.each(servers)('a database on %s', (server) => {
  it('that does not exist is named as the reason, in one line', async () => {
    const url = new URL(await newDatabase(server));
    url.pathname += 'x';
    expect(await lineOf(url.href)).toBe(
      'authjs-drizzle-mysql: The database could not be reached: ER_BAD_DB_ERROR. Check the database name.\n',
    );
  });

  it('that does not know the password says so, in one line', async () => {
    const url = new URL(await newDatabase(server));
    url.username = 'nobody_at_all';
    url.password = PASSWORD;
    expect(await lineOf(url.href)).toMatch(
      /^authjs-drizzle-mysql: The database could not be reached: ER_ACCESS_DENIED\w*\. Check the user name and the password\. If the server requires TLS, add \?ssl=\{"rejectUnauthorized":true\} to DATABASE_URL\.\n$/,
    );
  });

  it('without tables says what to do', async () => {
    const url = await newDatabase(server);
    const { code, stdout, stderr } = await runToEnd(command.file, ['prune'], { env: { DATABASE_URL: url } });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^authjs-drizzle-mysql: The database has no table accounts\. Run the migrations .*--tables\.\n$/,
    );
    await runSql(url, 'create table accounts (id int)');
    const some = await runToEnd(command.file, ['prune'], { env: { DATABASE_URL: url } });
    expect(some.code).toBe(1);
    expect(some.stderr).toMatch(/read of table sessions: ER_NO_SUCH_TABLE\. Run the migrations/);
  });
});
