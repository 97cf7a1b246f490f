import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { userById } from '../../src/account.ts';
import { MySqlAdapter } from '../../src/index.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { newAccount, newUser } from '../support/rows/samples.ts';

describe.each(servers)('an account that a DELETE has left, on %s,', (server) => {
  /** Makes a page, on a pool that does some work before the SELECT that follows such a DELETE. */
  async function openPage(work: () => Promise<unknown>) {
    const pool = createPool(await fromDdl(server));
    onTestFinished(() => pool.end());
    const statements: string[] = [];
    const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<unknown>;
    const hooked = async (...given: unknown[]) => {
      const { sql } = given[0] as { sql: string };
      const isLook =
        /^select .* from `accounts` inner join `users` on `users`.`id` = `accounts`.`user_id` where/.test(
          sql,
        );
      statements.push(isLook ? 'look' : (sql.split(' ')[0] ?? ''));
      if (isLook) await work();
      return query(...given);
    };
    const adapter = MySqlAdapter(drizzle({ client: Object.assign(pool, { query: hooked }) }));
    const { id } = await adapter.createUser(newUser());
    const account = await adapter.linkAccount(newAccount(id));
    const page = await userById(adapter, id);
    statements.length = 0;
    return { adapter, id, account, page, statements };
  }

  // MariaDB does that to a statement that it kills just before the end; a new way in is there as suddenly.
  it('is deleted after all, if another way in is found', async () => {
    let isLinked = false;
    const opened = await openPage(async () => {
      if (isLinked) return;
      isLinked = true;
      await opened.adapter.linkAccount(newAccount(opened.id, { provider: 'google' }));
    });
    expect(await opened.page?.unlinkAccount(opened.account)).toBe(true);
    expect(opened.statements.filter((each) => /delete|look/.test(each))).toEqual([
      'delete',
      'look',
      'delete',
    ]);
    expect(await opened.page?.listAccounts()).toMatchObject([{ provider: 'google' }]);
  });

  it('is not there any more, if somebody else has deleted it', async () => {
    const opened = await openPage(() => opened.adapter.unlinkAccount(opened.account));
    expect(await opened.page?.unlinkAccount(opened.account)).toBe(false);
  });

  it('is the last way in otherwise', async () => {
    const { account, page, statements } = await openPage(async () => {});
    await expect(page?.unlinkAccount(account)).rejects.toMatchObject({ code: 'LAST_SIGN_IN_METHOD' });
    expect(statements).toEqual(['delete', 'look']);
  });
});
