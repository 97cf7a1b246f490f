import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { askServer } from '../../../dev/mysql/ask-server.ts';
import { type DatabaseServer, type ServerKind, startServer } from '../../../dev/mysql.ts';
import { hasMariadb } from '../../support/databases/kinds-here.ts';
import { query } from '../../support/databases/query.ts';
import { folderOf } from './server-folder.ts';
import { withoutDatabaseUrl } from './without-database-url.ts';

withoutDatabaseUrl();

const kinds: ServerKind[] = hasMariadb || process.env.CI ? ['mysql', 'mariadb'] : ['mysql'];
if (!hasMariadb)
  console.warn('MariaDB is not installed: its tests fail with CI set, and are left out without.');

describe.each(kinds)('a %s server', { timeout: 90_000 }, (kind) => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startServer({ kind });
  }, 600_000); // the first start may download it
  afterAll(() => server?.stop());

  test('is of that kind, has a version, answers, and is gone after stop()', async () => {
    const started = await startServer({ kind });
    onTestFinished(() => started.stop());
    const [row] = await query(started.url, 'select version() as version, @@version_comment as comment');
    expect(started).toMatchObject({ kind, version: row?.version, external: false });
    expect(/mariadb/i.test(`${row?.version} ${row?.comment}`)).toBe(kind === 'mariadb');
    expect(started.url).toMatch(/^mysql:\/\/root@127\.0\.0\.1:\d+$/);

    const folder = await folderOf(started.url);
    expect(existsSync(folder)).toBe(true);
    await started.stop();
    expect(existsSync(folder)).toBe(false);
    await expect(askServer(started.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(started.stop()).resolves.toBeUndefined();
  });

  test('stores text of any script by default', async () => {
    const [row] = await query(server.url, 'select @@character_set_server as charset');
    expect(row?.charset).toBe('utf8mb4');
  });
});
