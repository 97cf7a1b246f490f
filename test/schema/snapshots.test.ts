import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { generateMySQLMigration } from 'drizzle-kit/api';
import { describe, expect, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { copyMigrations, journal, migrationsFolder, sqlOf } from '../support/databases/apply-migrations.ts';
import { drizzleKit, root } from '../support/databases/drizzle-kit.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { COLLATE_ACCOUNT_IDS } from './collate-account-ids.ts';

type Snapshot = Parameters<typeof generateMySQLMigration>[0];

interface Link {
  readonly id: string;
  readonly prevId: string;
}

const snapshotOf = async (idx: number): Promise<Snapshot> =>
  JSON.parse(
    await readFile(join(migrationsFolder, 'meta', `${String(idx).padStart(4, '0')}_snapshot.json`), 'utf8'),
  );

const snapshots = await Promise.all(journal.entries.map(({ idx }) => snapshotOf(idx)));
const nothing: Snapshot = { ...(snapshots[0] as Snapshot), tables: {} };

describe('the snapshots of the migrations', () => {
  it('are a chain, one for each migration, in the order of their times', async () => {
    const links: readonly Link[] = snapshots;
    const origin = '00000000-0000-0000-0000-000000000000';
    expect(links.map(({ prevId }) => prevId)).toEqual([origin, ...links.map(({ id }) => id)].slice(0, -1));
    const times = journal.entries.map(({ when }) => when);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(new Set(times).size).toBe(times.length);
    const files = await readdir(migrationsFolder);
    const numbered = files.filter((file) => /^\d/.test(file));
    expect(numbered.sort()).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`));
  });

  it('leave drizzle-kit nothing to generate', async () => {
    const folder = relative(root, await copyMigrations());
    const { output } = drizzleKit(
      '',
      'generate',
      '--dialect=mysql',
      '--schema=src/schema/production.ts',
      `--out=${folder}`,
    );
    expect(output).toContain('No schema changes');
    expect(drizzleKit('', 'check').output).toContain("Everything's fine");
  });
});

describe.each(servers)('on %s, each migration', (server) => {
  it('does what its snapshot says', async () => {
    const [written, generated] = [await newDatabase(server), await newDatabase(server)];
    for (const [idx, { tag }] of journal.entries.entries()) {
      await runSql(written, await sqlOf(tag));
      const statements = await generateMySQLMigration(
        snapshots[idx - 1] ?? nothing,
        snapshots[idx] as Snapshot,
      );
      await runSql(generated, statements.join('\n'));
      if (tag === '0001_accounts') await runSql(generated, COLLATE_ACCOUNT_IDS);
      expect(await describeDatabase(generated), tag).toEqual(await describeDatabase(written));
    }
  });
});
