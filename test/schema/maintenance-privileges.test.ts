import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { keyring } from '../../src/adapter/keyring.ts';
import { countOrphans, deleteOrphans, prune, reencryptTokens } from '../../src/maintenance.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import type { Adapter } from '../backends/backend.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { granteeOf, grantsIn, makeUser } from '../support/databases/make-user.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';

const [sqlOfPage = ''] = await codeUnder('operation.md', 'The database users', 'sql');
const [createUser = '', ...parts] = sqlOfPage.split(/^-- /m);
const grants = new Map(
  parts.map((part) => {
    const [job = '', ...lines] = part.split('\n');
    return [job, lines.join('\n')];
  }),
);

const encryptOAuthTokens = keyring({ current: 'new', keys: { new: Buffer.alloc(32, 1).toString('base64') } });

/** What each job of the page does, and how many rows of the samples it changes. */
const jobs = {
  async prune(adapter) {
    const { sessions, verificationTokens } = await prune(adapter);
    return sessions + verificationTokens;
  },
  async deleteOrphans(adapter) {
    const { sessions, accounts, authenticators } = await deleteOrphans(adapter, { atMost: 10 });
    return sessions + accounts + authenticators;
  },
  async reencryptTokens(adapter) {
    return (await reencryptTokens(adapter)).reencrypted;
  },
} satisfies Record<string, (adapter: Adapter) => Promise<number>>;

/** Rows for each job: two that are over, three of nobody, and tokens that are not encrypted in two accounts. */
const SAMPLES = `
  delete from users; delete from sessions; delete from accounts;
  delete from authenticators; delete from verification_tokens;
  insert into users (id, created_at, updated_at) values ('ada', utc_timestamp(), utc_timestamp());
  insert into sessions (user_id, session_token, expires, created_at, updated_at) values
    ('ada', 'over', '2026-01-01', utc_timestamp(), utc_timestamp()),
    ('gone', 'live', utc_timestamp() + interval 1 day, utc_timestamp(), utc_timestamp());
  insert into verification_tokens (identifier, token, expires, created_at, updated_at) values
    ('ada@example.com', 'over', '2026-01-01', utc_timestamp(), utc_timestamp());
  insert into accounts (user_id, type, provider, provider_account_id, created_at, updated_at) values
    ('ada', 'oauth', 'github', '1', utc_timestamp(), utc_timestamp()),
    ('gone', 'oauth', 'github', '2', utc_timestamp(), utc_timestamp());
  update accounts set access_token = 'a', refresh_token = 'b', id_token = 'c', oauth_token = 'd', oauth_token_secret = 'e';
  insert into authenticators (user_id, credential_id, provider_account_id, credential_public_key, counter,
    credential_device_type, credential_backed_up, created_at, updated_at) values
    ('gone', 'key', 'key', 'key', 0, 'singleDevice', 0, utc_timestamp(), utc_timestamp());
`;

const FOUND = { prune: 2, deleteOrphans: 3, reencryptTokens: 2 };

it('the page has the privileges of each job, and of check', () => {
  expect([...grants.keys()].sort()).toEqual([...Object.keys(jobs), 'check'].sort());
});

describe.each(servers)('a user of %s for maintenance', (server) => {
  async function open(job: string) {
    const url = await newDatabase(server);
    await applyMigrations(url);
    const user = await makeUser(url, `${createUser}${grants.get(job)}`);
    const pool = createPool(user);
    onTestFinished(() => pool.end());
    return { url, user, adapter: MySqlAdapter(pool, { tables, encryptOAuthTokens }) };
  }

  it.each(Object.entries(jobs))(
    'can do %s with what the page grants, and cannot without any of it',
    async (job, run) => {
      const { url, user, adapter } = await open(job);
      const works = async () => {
        await runSql(url, SAMPLES);
        expect(await run(adapter)).toBe(FOUND[job as keyof typeof FOUND]);
      };
      await works();
      const each = grantsIn(grants.get(job) ?? '');
      expect(each.length).toBeGreaterThan(1);
      for (const { right, table } of each) {
        await runSql(url, SAMPLES);
        await runSql(url, `revoke ${right} on ${table} from ${granteeOf(user)}`);
        await expect(run(adapter), `${right} on ${table}`).rejects.toMatchObject({
          code: 'DATABASE',
          cause: { errno: expect.toBeOneOf([1142, 1143]) },
        });
        await runSql(url, `grant ${right} on ${table} to ${granteeOf(user)}`);
      }
      await works();
    },
  );

  it('can count orphans without DELETE', async () => {
    const { url, user, adapter } = await open('deleteOrphans');
    await runSql(url, SAMPLES);
    for (const { right, table } of grantsIn(grants.get('deleteOrphans') ?? ''))
      if (right === 'DELETE') await runSql(url, `revoke ${right} on ${table} from ${granteeOf(user)}`);
    expect(await countOrphans(adapter)).toEqual({ sessions: 1, accounts: 1, authenticators: 1 });
  });

  it('can neither write a user or a session nor read a token, with all but what check reads', async () => {
    const url = await newDatabase(server);
    await applyMigrations(url);
    const user = await makeUser(url, sqlOfPage.split('-- check')[0] ?? '');
    await runSql(url, SAMPLES);
    for (const statement of [
      "insert into users (id, created_at, updated_at) values ('eve', now(), now())",
      "update users set email = 'eve@example.com'",
      "insert into sessions (user_id, session_token, expires, created_at, updated_at) values ('ada', 'eve', now(), now(), now())",
      "update sessions set user_id = 'ada'",
      "insert into accounts (user_id, type, provider, provider_account_id, created_at, updated_at) values ('ada', 'oauth', 'github', '3', now(), now())",
      "update accounts set user_id = 'ada'",
      "update authenticators set user_id = 'ada'",
      "update verification_tokens set expires = '2099-01-01'",
      'select session_token from sessions',
      'select email from users',
      'delete from users',
      'drop table sessions',
    ])
      await expect(runSql(user, statement), statement).rejects.toMatchObject({
        errno: expect.toBeOneOf([1142, 1143]),
      });
    expect(await rowsOf(url, 'select id from users')).toEqual([{ id: 'ada' }]);
  });
});
