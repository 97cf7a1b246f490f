import { describe, expect, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { BASIC, drizzleKit } from '../support/databases/drizzle-kit.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { fromDdl, mysqlAlone, newDatabase, rowsOf } from '../support/databases/new-database.ts';
import { everyRow, fillTables } from '../support/rows/every-row.ts';

// What the page on the schema warns of. If one of these fails, drizzle-kit has got better: change the page.
describe.each(mysqlAlone)('drizzle-kit on %s', (server) => {
  it('empties a table with push --force, to make a column wider', async () => {
    const url = await fromDdl(server);
    await runSql(url, "insert into users values ('x', 'Ada', null, null, null, '2026-01-31', '2026-01-31')");
    expect(drizzleKit(url, 'push', '--force').output).toContain('Changes applied');
    expect((await everyRow(url)).users).toEqual([]);
  });

  it('empties it, drops indexes and narrows columns with push --force of the basic tables on the production ones', async () => {
    const url = await newDatabase(server);
    await applyMigrations(url);
    await runSql(url, "insert into users values ('x', 'Ada', null, null, null, '2026-01-31', '2026-01-31')");
    expect(drizzleKit(url, 'push', '--force', ...BASIC).output).toContain('Changes applied');
    expect((await everyRow(url)).users).toEqual([]);
    // The tablesFilter keeps the table of passkeys, which that set does not have.
    await runSql(url, 'drop table authenticators');
    expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromDdl(server)));
  });

  it('asks before it adds a unique key, where nobody can answer, does nothing and says that all is well', async () => {
    const url = await fromDdl(server);
    await fillTables(url);
    const before = [await describeDatabase(url), await everyRow(url)];
    const { output, status } = drizzleKit(url, 'push', '--force');
    expect(output).toContain('Do you want to truncate accounts table?');
    expect(status).toBe(0);
    expect([await describeDatabase(url), await everyRow(url)]).toEqual(before);
  });

  it.each([
    ['an empty table', '', ['push']],
    ['a table with rows, by --force,', 'insert into invoices values (1)', ['push', '--force']],
  ])('drops %s of others, where no tablesFilter keeps it out', async (_table, rows, push) => {
    const url = await newDatabase(server);
    await applyMigrations(url);
    await runSql(url, `create table invoices (id int primary key); ${rows}`);
    drizzleKit(url, ...push, '--dialect=mysql', '--schema=src/schema/production.ts', `--url=${url}`);
    expect(await rowsOf(url, "show tables like 'invoices'")).toEqual([]);
  });

  it('says that all is well when it could not push', async () => {
    const { output, status } = drizzleKit('mysql://root@127.0.0.1:2/nowhere', 'push');
    expect(output).toContain('ECONNREFUSED');
    expect(status).toBe(0);
  });

  it('says that all is well when the server has refused what it pushed', async () => {
    const url = await newDatabase(server);
    await runSql(url, 'create view verification_tokens as select 1 as token');
    const { output, status } = drizzleKit(url, 'push');
    expect(output).toContain('already exists');
    expect(status).toBe(0);
  });

  it('keeps to itself why it could not migrate, but says that it failed', async () => {
    const url = await fromDdl(server);
    await runSql(url, 'alter table accounts add key provider_account (type)');
    const { output, status } = drizzleKit(url, 'migrate');
    expect(output).not.toMatch(/error|duplicate/i);
    expect(status).toBe(1);
  });
});
