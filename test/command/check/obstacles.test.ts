import { describe, expect, it } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { applyMigrations, journal, sqlOf } from '../../support/databases/apply-migrations.ts';
import { FIRST_MIGRATIONS } from '../../support/databases/first-version.ts';
import { fromDdl, servers } from '../../support/databases/new-database.ts';
import { changes, pairs } from '../../support/databases/obstacles.ts';
import { fillTables } from '../../support/rows/every-row.ts';
import { findIn, inShort, SLOW } from './checking.ts';

const OBSTACLE = 'migration-obstacle';

describe.each(servers)('what is in the way of the migrations on %s', (server) => {
  it.each([...pairs, ...changes].map((obstacle) => [obstacle.name, obstacle] as const))(
    'is found, with what the file of the package says about it: %s',
    SLOW,
    async (_name, { made, found }) => {
      const url = await fromDdl(server);
      await fillTables(url, ['plain', 'longest']);
      await runSql(url, made);
      const findings = (await findIn(url)).filter(({ code }) => code === OBSTACLE);
      expect(findings.map(({ table, column }) => `${table}.${column}`)).toEqual(found[server]);
      const file = (await sqlOf('before-migrating')).replaceAll('\n-- ', ' ');
      for (const { fix } of findings) {
        expect(fix.length).toBeGreaterThan(20);
        expect(file).toContain(fix);
      }
    },
  );

  it('is nothing once a migration has run, behind each of them', SLOW, async () => {
    const url = await fromDdl(server);
    for (const done of journal.entries.keys()) {
      await applyMigrations(url, done + 1);
      expect(inShort(await findIn(url)).filter((line) => line.startsWith(OBSTACLE))).toEqual([]);
    }
    expect(await findIn(url)).toEqual([]);
  });

  it('is not its own index, if somebody has changed a table since', SLOW, async () => {
    const url = await fromDdl(server);
    await applyMigrations(url);
    await runSql(
      url,
      'alter table accounts modify provider_account_id varchar(255) collate utf8mb4_bin not null; alter table sessions drop key sessionToken',
    );
    expect(inShort(await findIn(url))).toEqual([
      'column-too-narrow accounts provider_account_id',
      'unique-key-missing sessions session_token',
    ]);
  });

  it('is a column that has the name of one of later versions', SLOW, async () => {
    const url = await fromDdl(server);
    await applyMigrations(url, FIRST_MIGRATIONS);
    await runSql(url, 'alter table verification_tokens add column code int');
    expect(inShort(await findIn(url)).filter((line) => line.startsWith(OBSTACLE))).toEqual([
      `${OBSTACLE} verification_tokens code`,
    ]);
  });
});
