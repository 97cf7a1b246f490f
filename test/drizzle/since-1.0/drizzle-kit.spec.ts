import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../../dev/mysql/run-command.ts';
import { runSql } from '../../backends/backend.ts';
import { noteFirstForm } from '../../support/databases/first-notes.ts';
import { describeDatabase } from '../../support/databases/information-schema.ts';
import { fromDdl, mysqlAlone, newDatabase, rowsOf, servers } from '../../support/databases/new-database.ts';
import { productionSql } from '../../support/databases/production-sql.ts';
import { everyRow, fillTables } from '../../support/rows/every-row.ts';
import { drizzleKit, newFolder, schemaFile } from './drizzle-kit.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const migrationsFolder = `${root}drizzle`;
const sets = ['seed', 'production'] as const;

/** Makes a database with a set of tables by the package's own SQL. */
async function fromOwnSql(server: 'mysql' | 'mariadb', set: (typeof sets)[number] = 'production') {
  const url = await fromDdl(server);
  if (set === 'production') await runSql(url, await productionSql());
  return url;
}

/** Migrates as an application with Drizzle 1.0 does. */
async function migrateFrom(folder: string, url: string): Promise<void> {
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  await migrate(drizzle({ client: pool }), { migrationsFolder: folder });
}

/** Runs the package's migrations as an application with Drizzle 0.45 does, in a process that finds that Drizzle. */
async function migrateWith045(url: string): Promise<void> {
  const code = `
    import { drizzle } from 'drizzle-orm/mysql2';
    import { migrate } from 'drizzle-orm/mysql2/migrator';
    const db = drizzle(${JSON.stringify(url)});
    await migrate(db, { migrationsFolder: 'drizzle' });
    process.exit();`;
  await runCommand(process.execPath, ['--input-type=module', '--eval', code], { cwd: root });
}

const notesOf = (url: string) => rowsOf(url, 'select id, hash, created_at from __drizzle_migrations');

/** Copies the package's migrations and brings the copy into the form of Drizzle 1.0. */
async function migrationsOf10(): Promise<string> {
  const out = await newFolder();
  await cp(migrationsFolder, out, { recursive: true });
  expect(drizzleKit('up', { out })).toMatchObject({ status: 0 });
  return out;
}

/** Runs the package's migrations as an application with Drizzle 1.0 does. */
const migrateWith10 = async (url: string) => migrateFrom(await migrationsOf10(), url);

describe.each(mysqlAlone)('drizzle-kit 1.0 on %s', (server) => {
  it.each(sets)(
    'pushes the tables of the %s to the letter, and sees no difference afterwards',
    async (set) => {
      const [url, schema] = [await newDatabase(server), await schemaFile(set)];
      const expected = await describeDatabase(await fromOwnSql(server, set));
      expect(drizzleKit('push', { url, schema }).output).toContain('Changes applied');
      expect(await describeDatabase(url)).toEqual(expected);
      expect(drizzleKit('push', { url, schema }).output).toContain('No changes detected');
      expect(await describeDatabase(url)).toEqual(expected);
    },
  );

  it.each(sets)('generates migrations that make the tables of the %s to the letter', async (set) => {
    const [url, schema, out] = [await newDatabase(server), await schemaFile(set), await newFolder()];
    expect(drizzleKit('generate', { schema, out })).toMatchObject({ status: 0 });
    await migrateFrom(out, url);
    expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromOwnSql(server, set)));
  });

  it.each(sets)(
    'sees no difference where the package’s own SQL has made the tables of the %s',
    async (set) => {
      const [url, schema] = [await fromOwnSql(server, set), await schemaFile(set)];
      expect(drizzleKit('push', { url, schema }).output).toContain('No changes detected');
    },
  );

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
    const [url, schema] = [await newDatabase(server), await schemaFile('seed')];
    expect(drizzleKit('push', { url: 'mysql://root@127.0.0.1:2/nowhere', schema })).toMatchObject({
      status: 1,
    });
    await runSql(url, 'create view verification_tokens as select 1 as token');
    const { output, status } = drizzleKit('push', { url, schema, tablesFilter: 'verification_tokens' });
    expect(output).toContain('already exists');
    expect(status).toBe(1);
  });
});

describe.each(servers)('the package’s migrations with Drizzle 1.0 on %s', (server) => {
  it('are refused as they are, and make every table once drizzle-kit up has rewritten a copy', async () => {
    const url = await newDatabase(server);
    await expect(migrateFrom(migrationsFolder, url)).rejects.toThrow('drizzle-kit up');
    await migrateWith10(url);
    expect(await describeDatabase(url)).toEqual(await describeDatabase(await fromOwnSql(server)));
  });

  it.each([
    ['Drizzle 0.45 has done them', migrateWith045, () => {}],
    ['Drizzle 0.45 has done them in the form that they had at first', migrateWith045, noteFirstForm],
    ['it has done them itself in that form', migrateWith10, noteFirstForm],
  ])('are known for done where %s', async (_what, migrateFirst, note) => {
    const url = await newDatabase(server);
    await migrateFirst(url);
    await note(url);
    const before = [await describeDatabase(url), await notesOf(url)];
    await migrateWith10(url);
    expect([await describeDatabase(url), await notesOf(url)]).toEqual(before);
  });
});
