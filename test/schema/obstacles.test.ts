import { describe, expect, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { applyMigrations, sqlOf } from '../support/databases/apply-migrations.ts';
import { addedColumns, FIRST_MIGRATIONS, withAddedColumns } from '../support/databases/first-version.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { fromDdl, newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { account, changes, DELETE_DOUBLES, pairs } from '../support/databases/obstacles.ts';
import { everyRow, fillTables } from '../support/rows/every-row.ts';

interface Found {
  readonly table_name: string;
  readonly name: string;
}

/** Runs the statements that look for obstacles, or some of them, and returns the table and name of each. */
async function findObstacles(url: string, text?: string): Promise<string[]> {
  const found = await rowsOf<Found>(url, text ?? (await sqlOf('before-migrating')));
  return found.map(({ table_name, name }) => `${table_name}.${name}`);
}

/** Returns all that there is, and which migrations are noted as done. */
const everything = async (url: string) => ({
  ...(await describeDatabase(url)),
  rows: await everyRow(url),
  notes: await rowsOf(url, 'select * from __drizzle_migrations'),
});

describe.each(servers)('what is in the way of the migrations on %s', (server) => {
  for (const obstacle of [...pairs, ...changes]) {
    const errno = obstacle.errno[server];
    it(`${errno ? 'stops them before anything is done' : 'does not stop them'}: ${obstacle.name}`, async () => {
      const url = await fromDdl(server);
      await fillTables(url, ['plain', 'longest']);
      await runSql(url, obstacle.made);
      expect(await findObstacles(url)).toEqual(obstacle.found[server]);
      if (errno) {
        await applyMigrations(url, obstacle.done);
        const before = await everything(url);
        expect(before.notes).toHaveLength(obstacle.done);
        await expect(applyMigrations(url)).rejects.toMatchObject({ cause: { errno } });
        expect(await everything(url)).toEqual(before);
        await runSql(url, obstacle.remedy);
      }
      const rows = await everyRow(url);
      const isLater = obstacle.done >= FIRST_MIGRATIONS;
      await applyMigrations(url, isLater ? undefined : obstacle.done + 1);
      expect(await everyRow(url)).toEqual(isLater ? withAddedColumns(rows) : rows);
    });
  }

  it('is gone with the rows of an account that do not count, and people who look alike are kept', async () => {
    const url = await fromDdl(server);
    const user = (id: string) =>
      `insert into users values ('${id}', null, null, null, null, '2026-01-31', '2026-01-31');`;
    const rows = ['gone, 1', 'ada, 1', 'grace, 1', 'ada, 2', 'ada, a', 'grace, A', 'ada, b', 'grace, B'];
    const linked = rows
      .map((row) => row.split(', '))
      .map(([userId = '', id = '']) => account('github', id, `'${userId}'`));
    await runSql(url, [user('ada'), user('grace'), ...linked, DELETE_DOUBLES].join(''));
    const left = await rowsOf<Record<string, string>>(
      url,
      'select user_id, provider_account_id as id from accounts order by accounts.id',
    );
    expect(left.map(({ user_id, id }) => `${user_id}, ${id}`)).toEqual(
      rows.slice(1).filter((row) => row !== 'grace, 1'),
    );
    expect(await findObstacles(url)).toEqual([]);
    await applyMigrations(url, 2);
  });

  it.each([
    ['the DDL makes it', ''],
    ['the DDL makes it in latin1', 'alter database character set latin1;'],
  ])('is not found on a database as %s', async (_name, defaults) => {
    const url = await fromDdl(server, defaults);
    await fillTables(url, ['plain', 'least', 'nulls']);
    expect(await findObstacles(url)).toEqual([]);
  });

  it('is every column that would hold less than before, or would change its collation', async () => {
    const url = await fromDdl(server);
    await runSql(
      url,
      `alter table accounts modify expires_at bigint unsigned, modify provider_account_id varchar(513) not null,
         modify id_token longtext, modify refresh_token mediumtext, modify scope json, modify session_state blob,
         modify oauth_token varchar(255) collate utf8mb4_unicode_ci, add key mine (oauth_token_secret);
       alter table users modify image longtext, add key mine (image(10))`,
    );
    const found = [
      'expires_at',
      'id_token',
      'mine',
      'oauth_token',
      'provider_account_id',
      'refresh_token',
      'scope',
      'session_state',
    ];
    const inAccounts = found.map((name) => `accounts.${name}`);
    expect(new Set(await findObstacles(url))).toEqual(new Set([...inAccounts, 'users.image']));
  });

  it('is no column that has been widened as far as it will be, and no key over a part of it', async () => {
    const url = await fromDdl(server);
    await runSql(
      url,
      `alter table accounts modify expires_at bigint, modify provider_account_id varchar(512) collate utf8mb4_bin not null,
         modify id_token mediumtext, modify refresh_token text, modify scope varchar(1000), add key mine (access_token(191));
       alter table users modify image text`,
    );
    expect(await findObstacles(url)).toEqual([]);
    await applyMigrations(url);
  });

  it.each(addedColumns)(
    'is found by the last statement in a database of 0.1.0: $name',
    async ({ table, name }) => {
      const last = (await sqlOf('before-migrating')).trimEnd().split(/;\n/).at(-1);
      const url = await newDatabase(server);
      await applyMigrations(url, FIRST_MIGRATIONS);
      expect(await findObstacles(url, last)).toEqual([]);
      await runSql(url, `alter table ${table} add column ${name} int`);
      expect(await findObstacles(url, last)).toEqual([`${table}.${name}`]);
    },
  );

  it('stops them at the first, where a table of that name is somebody else’s', async () => {
    const url = await newDatabase(server);
    await runSql(
      url,
      "create table users (id int primary key, image blob); insert into users values (1, 'x')",
    );
    const usersOf = async () => [
      (await describeDatabase(url)).columns.filter((column) => (column as { t: string }).t === 'users'),
      await rowsOf(url, 'select * from users'),
    ];
    const before = await usersOf();
    await expect(applyMigrations(url)).rejects.toMatchObject({ cause: { errno: 1054 } });
    expect(await usersOf()).toEqual(before);
    expect(await rowsOf(url, 'select * from __drizzle_migrations')).toEqual([]);
    expect(await findObstacles(url)).toContain('users.users');
  });
});
