import { describe, expect, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { productionAdapterOn, signUp } from '../support/calls/sign-up.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { push } from '../support/databases/drizzle-kit.ts';
import { FIRST_MIGRATIONS, withAddedColumns } from '../support/databases/first-version.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { fromDdl, mysqlAlone, newDatabase, rowsOf } from '../support/databases/new-database.ts';
import { pushUntilSame } from '../support/databases/push-until-same.ts';
import { everyRow, fillTables } from '../support/rows/every-row.ts';
import { COLLATE_ACCOUNT_IDS } from './collate-account-ids.ts';

describe.each(mysqlAlone)('drizzle-kit push of the production tables on %s', (server) => {
  async function migrated() {
    const url = await newDatabase(server);
    await applyMigrations(url);
    return url;
  }

  it('makes what the migrations make, but for one collation that one ALTER mends, and sees no difference', async () => {
    const url = await newDatabase(server);
    expect(push(url)).toContain('Changes applied');
    expect(await pushUntilSame(() => push(url))).toContain('No changes detected');
    const expected = await describeDatabase(await migrated());
    const isAccountId = ({ t, name }: Column) => t === 'accounts' && name === 'provider_account_id';
    const asPushed = (column: Column) =>
      isAccountId(column) ? { ...column, collation_name: 'utf8mb4_0900_ai_ci' } : column;
    const columns = (expected.columns as Column[]).map(asPushed);
    expect(await describeDatabase(url)).toEqual({ ...expected, columns });
    await runSql(url, COLLATE_ACCOUNT_IDS);
    expect(await describeDatabase(url)).toEqual(expected);
    expect(await pushUntilSame(() => push(url))).toContain('No changes detected');
  });

  it('adds the later columns to a database of 0.1.0, whose rows it keeps, and sees no difference', async () => {
    const url = await fromDdl(server);
    await fillTables(url);
    await applyMigrations(url, FIRST_MIGRATIONS);
    const rows = await everyRow(url);
    expect(await pushUntilSame(() => push(url))).toContain('No changes detected');
    expect(await describeDatabase(url)).toEqual(await describeDatabase(await migrated()));
    expect(await everyRow(url)).toEqual(withAddedColumns(rows));
  });

  it('leaves a migrated database alone, and the tables of others', async () => {
    const url = await migrated();
    await runSql(url, 'create table invoices (id int primary key); insert into invoices values (1)');
    const before = await describeDatabase(url);
    expect(await pushUntilSame(() => push(url))).toContain('No changes detected');
    expect(await describeDatabase(url)).toEqual(before);
    expect(await rowsOf(url, 'select * from invoices')).toHaveLength(1);
  });

  it('refuses a second person whose id differs in case, until that ALTER', async () => {
    const url = await newDatabase(server);
    push(url);
    const adapter = productionAdapterOn(url);
    await signUp(adapter, { providerAccountId: 'ada' });
    const second = { provider: 'github', providerAccountId: 'Ada' };
    await expect(signUp(adapter, second)).rejects.toMatchObject({ code: 'ACCOUNT_LOOKALIKE' });
    await runSql(url, COLLATE_ACCOUNT_IDS);
    const user = await signUp(adapter, second);
    expect(await adapter.getUserByAccount(second)).toEqual(user);
  });
});

interface Column {
  readonly t: string;
  readonly name: string;
}
