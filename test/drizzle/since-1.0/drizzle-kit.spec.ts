import { describe, expect, it } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { describeDatabase } from '../../support/databases/information-schema.ts';
import { fromDdl, mysqlAlone, newDatabase, rowsOf } from '../../support/databases/new-database.ts';
import { everyRow, fillTables } from '../../support/rows/every-row.ts';
import { drizzleKit, newFolder, schemaFile } from './drizzle-kit.ts';
import { fromOwnSql, migrateFrom, sets } from './migrations.ts';

describe.each(mysqlAlone)('drizzle-kit 1.0 on %s', (server) => {
  it.each(sets)('pushes the %s tables to the letter, and sees no difference afterwards', async (set) => {
    const [url, schema] = [await newDatabase(server), await schemaFile(set)];
    const expected = await describeDatabase(await fromOwnSql(server, set));
    expect(drizzleKit('push', { url, schema }).output).toContain('Changes applied');
    expect(await describeDatabase(url)).toEqual(expected);
    expect(drizzleKit('push', { url, schema }).output).toContain('No changes detected');
    expect(await describeDatabase(url)).toEqual(expected);
  });

  it.each(sets)('generates migrations that make the %s tables to the letter', async (set) => {
    const [url, schema, out] = [await newDatabase(server), await schemaFile(set), await newFolder()];
    expect(drizzleKit('generate', { schema, out })).toMatchObject({ status: 0 });
    await migrateFrom(out, url);
    expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromOwnSql(server, set)));
  });

  it.each(sets)('sees no difference where the package’s own SQL has made the %s tables', async (set) => {
    const [url, schema] = [await fromOwnSql(server, set), await schemaFile(set)];
    expect(drizzleKit('push', { url, schema }).output).toContain('No changes detected');
  });

  it('changes nothing with push --force where rows might be lost, and says so with its exit code', async () => {
    const [url, schema] = [await fromDdl(server), await schemaFile('production')];
    await fillTables(url);
    const before = [await describeDatabase(url), await everyRow(url)];
    const { output, status } = drizzleKit('push', { url, schema }, '--force');
    expect(output).toContain('users.image  type change from varchar(255) to text');
    expect(status).toBe(2);
    expect([await describeDatabase(url), await everyRow(url)]).toEqual(before);
  });

  it('drops no table of others with push --force, and says so with its exit code', async () => {
    const [url, schema] = [await fromOwnSql(server), await schemaFile('production')];
    await runSql(url, 'create table invoices (id int primary key); insert into invoices values (1)');
    const { output, status } = drizzleKit('push', { url, schema }, '--force');
    expect(output).toContain('invoices  non-empty table');
    expect(status).toBe(2);
    expect(await rowsOf(url, 'select * from invoices')).toHaveLength(1);
  });

  it('says with its exit code that it could not push, and that the server has refused what it pushed', async () => {
    const [url, schema] = [await newDatabase(server), await schemaFile('basic')];
    expect(drizzleKit('push', { url: 'mysql://root@127.0.0.1:2/nowhere', schema })).toMatchObject({
      status: 1,
    });
    await runSql(url, 'create view verification_tokens as select 1 as token');
    const { output, status } = drizzleKit('push', { url, schema, tablesFilter: 'verification_tokens' });
    expect(output).toContain('already exists');
    expect(status).toBe(1);
  });
});
