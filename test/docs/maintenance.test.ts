import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { anHourAgo, newAccount, newUser, signIn, unique, uniqueEmail } from '../support/rows/samples.ts';

const [pruning = ''] = await codeUnder('maintenance.md', 'Expired rows', 'ts');
const [orphans = ''] = await codeUnder('maintenance.md', 'Rows that nobody owns', 'ts');

describe.each(servers)('the page on maintenance, on %s', (server) => {
  it('deletes what is over, and then what nobody owns', async () => {
    const url = await newDatabase(server);
    await applyMigrations(url);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool, { tables });
    const [user, gone] = [await adapter.createUser(newUser()), await adapter.createUser(newUser())];
    const live = await signIn(adapter, user.id);
    await signIn(adapter, user.id, anHourAgo());
    await signIn(adapter, gone.id);
    await adapter.linkAccount(newAccount(gone.id));
    const link = { identifier: uniqueEmail(), token: unique('token'), expires: anHourAgo() };
    await adapter.createVerificationToken?.(link);
    await pool.query('delete from users where id = ?', [gone.id]);

    const { cleanUp, close } = await importCode<{ cleanUp(): Promise<string>; close(): unknown }>(
      pruning,
      url,
    );
    onTestFinished(() => void close());
    expect(await cleanUp()).toBe('1 sessions and 1 tokens deleted.');

    interface Exports {
      count(): Promise<object>;
      remove(): Promise<object>;
      close(): unknown;
    }
    const page = await importCode<Exports>(orphans, url);
    onTestFinished(() => void page.close());
    const found = { sessions: 1, accounts: 1, authenticators: 0 };
    expect(await page.count()).toEqual(found);
    expect(await page.remove()).toEqual({ ...found, done: true });
    expect(await adapter.getSessionAndUser?.(live.sessionToken)).not.toBeNull();
  });
});
