import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { createDatabase, type ServerKind, type TemporaryDatabase } from '../../dev/mysql.ts';
import { users } from '../../src/schema/index.ts';
import { runSql, seedSql } from '../backends/backend.ts';
import { describeDatabase } from './information-schema.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));
const servers = inject('servers');

const databases: TemporaryDatabase[] = [];
afterAll(() => Promise.all(databases.map((database) => database.drop())));

async function newDatabase(server: ServerKind): Promise<string> {
  const database = await createDatabase(servers[server] ?? '');
  databases.push(database);
  return database.url;
}

async function fromDdl(server: ServerKind): Promise<string> {
  const url = await newDatabase(server);
  await runSql(url, await seedSql());
  return url;
}

describe.each((['mysql', 'mariadb'] as const).filter((server) => servers[server]))(
  'the schema on %s',
  (server) => {
    it('is the same in information_schema, made by the migration or by the DDL', async () => {
      const migrated = await newDatabase(server);
      await applyMigrations(migrated);
      const expected = await describeDatabase(await fromDdl(server));
      expect(expected.columns).toHaveLength(7 + 16 + 6 + 5);
      expect(await describeDatabase(migrated)).toEqual(expected);
    });

    it('can be made from the text of the migration as it stands, with any client', async () => {
      const url = await newDatabase(server);
      await runSql(url, await readFile(join(migrationsFolder, '0000_seed.sql'), 'utf8'));
      expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromDdl(server)));
    });

    it('migrates a database that was made from the DDL, with its rows, and again', async () => {
      const url = await fromDdl(server);
      await runSql(
        url,
        "insert into users values ('x', 'Ada', null, null, null, '2026-01-31', '2026-01-31')",
      );
      const before = await describeDatabase(url);
      await applyMigrations(url);
      await applyMigrations(url);
      expect(await describeDatabase(url)).toEqual(before);
      expect(await rowCount(url, 'users')).toBe(1);
    });

    it('fills id, created_at and updated_at for people who insert through Drizzle themselves', async () => {
      const url = await fromDdl(server);
      await onConnection(url, async (connection) => {
        const db = drizzle({ client: connection });
        const before = Math.floor(Date.now() / 1000) * 1000;
        await db.insert(users).values([{ name: 'Ada' }, { name: 'Grace' }]);
        const rows = await db.select().from(users);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
        for (const { id, createdAt, updatedAt } of rows) {
          expect(id).toMatch(/^[0-9a-z]{12}$/);
          for (const moment of [createdAt, updatedAt]) {
            expect(Number(moment)).toBeGreaterThanOrEqual(before);
            expect(Number(moment)).toBeLessThanOrEqual(Date.now());
          }
        }
        await runSql(url, "update users set created_at = '2001-01-01', updated_at = '2001-01-01'");
        await db.update(users).set({ name: 'Ada King' });
        const [row] = await db.select().from(users);
        expect(row?.createdAt).toEqual(new Date('2001-01-01T00:00:00Z'));
        expect(Number(row?.updatedAt)).toBeGreaterThanOrEqual(before);
      });
    });
  },
);

// drizzle-kit 0.31 cannot read MariaDB's information_schema: there the migrations are the way.
describe.each((['mysql'] as const).filter((server) => servers[server]))('drizzle-kit push on %s', () => {
  it('makes the same in information_schema as the DDL', async () => {
    const url = await newDatabase('mysql');
    expect(push(url)).toContain('Changes applied');
    expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromDdl('mysql')));
  });

  it('leaves a database that was made from the DDL alone, pushed twice', async () => {
    const url = await fromDdl('mysql');
    const before = await describeDatabase(url);
    for (const output of [push(url), push(url)]) expect(output).toContain('No changes detected');
    expect(await describeDatabase(url)).toEqual(before);
  });

  it('leaves the tables of others alone, with the configuration of the project', async () => {
    const url = await fromDdl('mysql');
    await runSql(url, 'create table invoices (id int primary key); insert into invoices values (1)');
    expect(push(url, 'drizzle.config.ts')).toContain('No changes detected');
    expect(await rowCount(url, 'invoices')).toBe(1);
  });
});

async function onConnection<Result>(
  url: string,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await createConnection(url);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

const applyMigrations = (url: string) =>
  onConnection(url, (connection) => migrate(drizzle({ client: connection }), { migrationsFolder }));

const rowCount = (url: string, table: string) =>
  onConnection(url, async (connection) => {
    const [rows] = await connection.query<RowDataPacket[]>(`select * from ${table}`);
    return rows.length;
  });

/** Pushes as a user does, and returns what was printed: version 0.31 exits with 0 also when it fails. */
function push(url: string, config = 'test/schema/drizzle.config.ts'): string {
  const { stdout, stderr } = spawnSync('npx', ['drizzle-kit', 'push', '--config', config], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return stdout + stderr;
}
