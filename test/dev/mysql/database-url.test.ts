import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { askServer } from '../../../dev/mysql/ask-server.ts';
import { type DatabaseServer, type ServerKind, startServer } from '../../../dev/mysql.ts';
import { closedPort } from '../../support/databases/closed-port.ts';
import { query } from '../../support/databases/query.ts';
import { errorOf } from './error-of.ts';
import { withoutDatabaseUrl } from './without-database-url.ts';

withoutDatabaseUrl();

describe('DATABASE_URL', () => {
  let server: DatabaseServer;
  const password = 's3cr/t#p@ss';
  const withPassword = (secret: string) =>
    server.url.replace('root@', `tester:${encodeURIComponent(secret)}@`);

  beforeAll(async () => {
    server = await startServer({ kind: 'mysql' });
    await query(server.url, `create user tester@localhost identified by '${password}'`);
  }, 600_000); // the first start may download it
  afterAll(() => server?.stop());

  test('is used as given, and stop() leaves its server alone', async () => {
    const url = withPassword(password);
    vi.stubEnv('DATABASE_URL', url);
    const given = await startServer();
    expect(given).toMatchObject({ kind: 'mysql', version: server.version, url, external: true });
    await given.stop();
    await expect(askServer(url)).resolves.toMatchObject({ version: server.version });
  });

  test.each<[string, () => string | Promise<string>, RegExp, ServerKind?]>([
    [
      'a wrong password',
      () => withPassword(`wr0ng-${password}`),
      /accepts, got "access denied" for user "tester"/,
    ],
    [
      'a port where nothing listens',
      async () => `mysql://tester:${encodeURIComponent(password)}@127.0.0.1:${await closedPort()}`,
      /server to answer at 127\.0\.0\.1:\d+ .* got ECONNREFUSED/,
    ],
    [
      'another scheme',
      () => `postgres://tester:${password}@127.0.0.1`,
      /begin with mysql:\/\/, got postgres:\/\//,
    ],
    ['no URL', () => `tester:${password}@127.0.0.1`, /begin with mysql:\/\/, got something else/],
    [
      'a password with a bare slash',
      () => `mysql://tester:${password}@127.0.0.1`,
      /can't be read.*percent-encode/,
    ],
    ['a password with a bare hash', () => 'mysql://tester:1#s3cr/t#p@ss@127.0.0.1', /can't be read/],
    ['a password with a bare percent sign', () => 'mysql://tester:100%s3cr@127.0.0.1', /can't be read/],
    [
      'a word the driver does not know, and which is the password too',
      () => `mysql://tester:s3cr@${new URL(server.url).host}?ssl=s3cr`,
      /server to answer at .*\*\*\*/,
    ],
    [
      'a database that does not exist',
      () => `${server.url}/no_such_database`,
      /the database that DATABASE_URL names to exist .*; create it/,
    ],
    [
      'a server of another kind',
      () => withPassword(password),
      /to be mariadb, got version [89]\./,
      'mariadb',
    ],
  ])('with %s is one line of error without the password', async (_, url, message, kind) => {
    vi.stubEnv('DATABASE_URL', await url());
    const error = await errorOf(startServer(kind ? { kind } : {}));
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^Expected .*\.$/);
    expect(error.message).not.toMatch(/s3cr|p@ss|p%40ss/);
  });
});
