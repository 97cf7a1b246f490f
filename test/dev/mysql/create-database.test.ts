import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type DatabaseServer, startServer } from '../../../dev/mysql.ts';
import { query } from '../../support/databases/query.ts';
import { withoutDatabaseUrl } from './without-database-url.ts';

withoutDatabaseUrl();

describe('createDatabase', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startServer({ kind: 'mysql' });
  }, 600_000); // the first start may download it
  afterAll(() => server?.stop());

  test('makes a database of its own, and drop() drops only that one', async () => {
    const [first, second] = [await createDatabase(server.url), await createDatabase(server.url)];
    expect(first.name).toMatch(/^authjs_test_[0-9a-f]{16}$/);
    expect(await query(first.url, 'select database() as name')).toEqual([{ name: first.name }]);
    await first.drop();
    expect(await databases()).not.toContain(first.name);
    expect(await databases()).toContain(second.name);
    await first.drop();
    await second.drop();
    expect(await databases()).not.toContain(second.name);
  });

  test('keeps the rest of a URL that names another database', async () => {
    const outer = await createDatabase(server.url);
    const inner = await createDatabase(`${outer.url}?charset=utf8mb4`);
    expect(inner.url).toBe(`${server.url}/${inner.name}?charset=utf8mb4`);
    await inner.drop();
    expect(await databases()).toContain(outer.name);
    await outer.drop();
  });

  async function databases() {
    const rows = await query(server.url, 'show databases');
    return rows.map((row) => row.Database);
  }
});
