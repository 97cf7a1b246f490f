import { mysqlTable } from 'drizzle-orm/mysql-core';
import { describe, expect, it } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { accountColumns, productionAccountIndexes } from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import { rowsOf, servers } from '../../support/databases/new-database.ts';
import { findIn, productionDatabase, SLOW, statementsOf } from './checking.ts';

const at = "'2026-01-31', '2026-01-31'";
const user = (id: string) =>
  `insert into users (id, email, email_verified, created_at, updated_at)
    values ('${id}', '${id}@example.com', '2026-01-31', ${at});`;
const account = (id: number, userId: string, accountId: string, type = 'oauth') =>
  `insert into accounts (id, user_id, type, provider, provider_account_id, created_at, updated_at)
    values (${id}, '${userId}', '${type}', 'provider', '${accountId}', ${at});`;
const session = (token: string) =>
  `insert into sessions (user_id, expires, session_token, created_at, updated_at)
    values ('ada', '2030-01-01', '${token}', ${at});`;
const passkey = (userId: string, id: string) =>
  `insert into authenticators (credential_id, user_id, provider_account_id, credential_public_key, counter,
    credential_device_type, credential_backed_up, created_at, updated_at)
    values ('${id}', '${userId}', '${id}', 'key', 0, 'singleDevice', 0, ${at});`;

const PAIR_KEY = 'alter table accounts drop key provider_account;';

/** Returns the statements that delete rows, of one finding. */
async function deletionsIn(url: string, code: string): Promise<string[]> {
  const findings = (await findIn(url)).filter((finding) => finding.code === code);
  expect(findings).toHaveLength(1);
  return statementsOf(findings).filter((statement) => statement.startsWith('DELETE'));
}

async function idsOf(url: string, table: string): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(url, `select id from ${table} order by id`);
  return rows.map(({ id }) => id);
}

describe.each(servers)('the rows that check says to delete, on %s', (server) => {
  const ofAccounts = [
    PAIR_KEY,
    user('ada'),
    user('bob'),
    // The first one's user is gone, the second one counts.
    ...[account(1, 'gone', 'A'), account(2, 'ada', 'A'), account(3, 'bob', 'A'), account(4, 'ada', 'A')],
    ...[account(5, 'ada', 'a'), account(6, 'ada', 'B'), account(7, 'bob', 'C'), account(8, 'bob', 'C')],
  ].join('');

  it('are all of an account but the one that counts', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(url, ofAccounts);
    const statements = await deletionsIn(url, 'duplicate-accounts');
    expect(statements).toHaveLength(1);
    await runSql(url, statements.join(''));
    expect(await idsOf(url, 'accounts')).toEqual([2, 5, 6, 7]);
    await runSql(url, 'alter table accounts add unique key provider_account (provider_account_id, provider)');
    expect(await findIn(url)).toEqual([]);
  });

  it('stay if they are the ones that count by then', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(url, ofAccounts);
    const statements = await deletionsIn(url, 'duplicate-accounts');
    await runSql(url, 'delete from accounts where id in (2, 7)');
    await runSql(url, statements.join(''));
    expect(await idsOf(url, 'accounts')).toEqual([3, 5, 6, 8]);
  });

  it('are none of accounts without any user, which prune deletes', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(url, `${PAIR_KEY} ${account(1, 'gone', 'A')} ${account(2, 'gone', 'A')}`);
    expect(await deletionsIn(url, 'duplicate-accounts')).toEqual([]);
    const found = (await findIn(url)).find(({ code }) => code === 'duplicate-accounts');
    expect(found?.fix).toContain('prune --tables production --orphans --delete');
  });

  it('are none of accounts whose ids the tables do not have', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(url, ofAccounts);
    const { id: _, ...columns } = accountColumns();
    const tables = { ...production, accounts: mysqlTable('accounts', columns, productionAccountIndexes) };
    const found = (await findIn(url, { tables, tablesName: './schema.js' })).filter(
      ({ code }) => code === 'duplicate-accounts',
    );
    expect(found).toHaveLength(1);
    expect(statementsOf(found)).toEqual([]);
  });

  it('are the sessions that share a token, as bytes', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(
      url,
      `alter table sessions drop key sessionToken; ${user('ada')} ${['t', 'T', 't', 'other'].map(session).join('')}`,
    );
    const statements = await deletionsIn(url, 'duplicate-session-tokens');
    expect(statements).toHaveLength(1);
    await runSql(url, statements.join(''));
    expect(await idsOf(url, 'sessions')).toEqual([2, 4]);
  });

  it('are no account whose passkey is there by then, and no passkey whose account is', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(
      url,
      [user('ada'), account(1, 'ada', 'S0V5', 'webauthn'), account(2, 'ada', 'TE9TVA', 'webauthn')].join(''),
    );
    const ofAccounts = await deletionsIn(url, 'passkey-accounts-without-passkey');
    // The registration goes on.
    await runSql(url, passkey('ada', 'S0V5'));
    await runSql(url, ofAccounts.join(''));
    expect(await idsOf(url, 'accounts')).toEqual([1]);
    await runSql(url, `delete from accounts; ${passkey('ada', 'TE9TVA')}`);
    const ofPasskeys = await deletionsIn(url, 'passkeys-without-account');
    await runSql(url, account(3, 'ada', 'S0V5', 'webauthn'));
    await runSql(url, ofPasskeys.join(''));
    expect(await idsOf(url, 'authenticators')).toEqual([1]);
  });
});

describe.each(servers)('sessions stored by their tokens, on %s', (server) => {
  it('are no finding once those that are left have expired', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(url, [user('ada'), session('by-token'), session(`sha256$${'h'.repeat(43)}`)].join(''));
    const [found] = await findIn(url);
    expect(found).toMatchObject({ code: 'session-tokens-partly-hashed', count: 1 });
    expect(found?.fix).toContain("from 'read'");
    await runSql(
      url,
      "update sessions set expires = utc_timestamp() - interval 1 minute where session_token = 'by-token'",
    );
    expect(await findIn(url)).toEqual([]);
  });
});
