import { Client } from '@planetscale/database';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import { migrate } from 'drizzle-orm/planetscale-serverless/migrator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import type { ServerKind } from '../../dev/mysql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { applyMigrations, journal, migrationsFolder, sqlOf } from '../support/databases/apply-migrations.ts';
import { addedColumns, withAddedColumns } from '../support/databases/first-version.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { fromDdl, mysqlAlone, newDatabase, servers } from '../support/databases/new-database.ts';
import { everyRow, fillTables } from '../support/rows/every-row.ts';

const tags = journal.entries.map(({ tag }) => tag);

/** Describes what the migrations make of an empty database, once. */
const migrated = new Map<ServerKind, ReturnType<typeof describeDatabase>>();
function describeMigrated(server: ServerKind): ReturnType<typeof describeDatabase> {
  const description = migrated.get(server) ?? newDatabase(server).then(migrateAndDescribe);
  migrated.set(server, description);
  return description;
}

async function migrateAndDescribe(url: string) {
  await applyMigrations(url);
  return describeDatabase(url);
}

async function filledDdl(server: ServerKind): Promise<string> {
  const url = await fromDdl(server);
  await fillTables(url);
  return url;
}

/** SQL that drops the indexes and columns of each migration that adds any. */
const DROPS: Readonly<Record<string, string>> = {
  '0001_accounts': 'alter table accounts drop key provider_account',
  '0003_sessions': 'alter table sessions drop key expires',
  '0004_verification_tokens': 'alter table verification_tokens drop key expires, drop key identifier',
  ...Object.fromEntries(addedColumns.map(dropAll)),
};

/** Returns SQL that drops all columns of the migration that adds this one. */
function dropAll({ migration, table }: (typeof addedColumns)[number]): [string, string] {
  const columns = addedColumns.filter((column) => column.migration === migration);
  return [migration, `alter table ${table} ${columns.map(({ name }) => `drop column ${name}`)}`];
}

describe.each(servers)('the migrations on %s', (server) => {
  it('keep every row of a database that was made from the DDL, byte for byte, also when they run again', async () => {
    const url = await filledDdl(server);
    const rows = withAddedColumns(await everyRow(url));
    await applyMigrations(url);
    expect(await everyRow(url)).toEqual(rows);
    const migrated = await describeDatabase(url);
    await applyMigrations(url);
    expect(await describeDatabase(url)).toEqual(migrated);
    expect(await everyRow(url)).toEqual(rows);
  });

  it('make the same of an empty database as of one that was made from the DDL', async () => {
    const { columns, keys } = await describeMigrated(server);
    expect(columns).toHaveLength(7 + 16 + 6 + 5 + 11 + addedColumns.length);
    expect(await migrateAndDescribe(await fromDdl(server))).toEqual({ columns, keys });
  });

  it('can be run as text, with any client', async () => {
    const url = await newDatabase(server);
    for (const tag of tags) await runSql(url, await sqlOf(tag));
    expect(await describeDatabase(url)).toEqual(await describeMigrated(server));
  });

  it('go on where they were stopped, behind each of them', async () => {
    const url = await filledDdl(server);
    const rows = withAddedColumns(await everyRow(url));
    for (const done of tags.keys()) await applyMigrations(url, done + 1);
    expect(await describeDatabase(url)).toEqual(await describeMigrated(server));
    expect(await everyRow(url)).toEqual(rows);
  });

  // A server finishes a long ALTER though its client is gone, and then nobody notes that it was done.
  it('go on after one that was done and not noted, once what it added is dropped', async () => {
    const url = await filledDdl(server);
    const rows = withAddedColumns(await everyRow(url));
    for (const [done, tag] of tags.entries()) {
      await runSql(url, await sqlOf(tag));
      const left = await describeDatabase(url);
      const repair = DROPS[tag];
      if (repair) {
        await expect(applyMigrations(url)).rejects.toMatchObject({
          cause: { code: expect.stringMatching(/^ER_DUP_(KEY|FIELD)NAME$/) },
        });
        expect(await describeDatabase(url), tag).toEqual(left);
        await runSql(url, repair);
      }
      await applyMigrations(url, done + 1);
      expect(await describeDatabase(url), tag).toEqual(left);
    }
    expect(await describeDatabase(url)).toEqual(await describeMigrated(server));
    expect(await everyRow(url)).toEqual(rows);
  });

  it('keep the rows of a database in latin1, and its character set where ids do not need another', async () => {
    const url = await fromDdl(server, 'alter database character set latin1;');
    await fillTables(url, ['plain', 'least', 'nulls']);
    await runSql(url, "update users set name = 'Zoë', image = 'é' where id = 'ada'");
    await runSql(url, "update accounts set provider_account_id = 'é', scope = 'ÿ' where id = 1");
    const rows = withAddedColumns(await everyRow(url));
    await applyMigrations(url);
    expect(await everyRow(url)).toEqual(rows);
    const { columns } = await describeDatabase(url);
    const inUtf8 = columns.filter((column) => (column as { charset: string }).charset === 'utf8mb4');
    expect(inUtf8).toMatchObject([
      { t: 'accounts', name: 'provider_account_id', collation_name: 'utf8mb4_bin' },
    ]);
  });
});

describe.each(mysqlAlone)('the migrations on %s', (server) => {
  it('go through PlanetScale’s HTTP driver as well', async () => {
    const url = await newDatabase(server);
    const planetscale = await startPlanetScale(url);
    onTestFinished(() => planetscale.close());
    const db = drizzle({ client: new Client({ url: planetscale.url }) });
    await migrate(db, { migrationsFolder });
    await migrate(db, { migrationsFolder });
    expect(await describeDatabase(url)).toEqual(await describeMigrated(server));
  });
});
