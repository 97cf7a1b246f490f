import { drizzle } from 'drizzle-orm/mysql2';
import { createConnection } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { users } from '../../src/schema/index.ts';
import { applyMigrations, sqlOf } from '../support/databases/apply-migrations.ts';
import { BASIC, push } from '../support/databases/drizzle-kit.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { fromDdl, mysqlAlone, newDatabase, servers } from '../support/databases/new-database.ts';
import { everyRow, fillTables } from '../support/rows/every-row.ts';

describe.each(servers)('the schema on %s', (server) => {
  it('is the same in information_schema, made by the first migration or by the DDL', async () => {
    const migrated = await newDatabase(server);
    await applyMigrations(migrated, 1);
    const expected = await describeDatabase(await fromDdl(server));
    expect(expected.columns).toHaveLength(7 + 16 + 6 + 5);
    expect(await describeDatabase(migrated)).toEqual(expected);
  });

  it('can be made from the text of the migration, with any client', async () => {
    const url = await newDatabase(server);
    await runSql(url, await sqlOf('0000_basic'));
    expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromDdl(server)));
  });

  it('is what the first migration leaves of a database that was made from the DDL, with its rows, and again', async () => {
    const url = await fromDdl(server);
    await fillTables(url);
    const before = [await describeDatabase(url), await everyRow(url)];
    await applyMigrations(url, 1);
    await applyMigrations(url, 1);
    expect([await describeDatabase(url), await everyRow(url)]).toEqual(before);
  });

  it('fills id, created_at and updated_at for people who insert through Drizzle themselves', async () => {
    const url = await fromDdl(server);
    const connection = await createConnection(url);
    onTestFinished(() => connection.end());
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

describe.each(mysqlAlone)('drizzle-kit push of the DDL’s schema on %s', (server) => {
  it('makes the same in information_schema as the DDL', async () => {
    const url = await newDatabase(server);
    expect(push(url, ...BASIC)).toContain('Changes applied');
    expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromDdl(server)));
  });

  it('leaves a database that was made from the DDL alone, pushed twice', async () => {
    const url = await fromDdl(server);
    const before = await describeDatabase(url);
    for (const output of [push(url, ...BASIC), push(url, ...BASIC)])
      expect(output).toContain('No changes detected');
    expect(await describeDatabase(url)).toEqual(before);
  });
});
