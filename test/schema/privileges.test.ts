import { createPool, type Pool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { limitCodeRequests } from '../../src/codes.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { oneTimeTokens } from '../../src/one-time-tokens.ts';
import * as tables from '../../src/schema/production.ts';
import { providerTokens } from '../../src/tokens.ts';
import type { Adapter } from '../backends/backend.ts';
import type { PasskeyAdapter } from '../support/calls/passkey-adapter.ts';
import { expectShortLife } from '../support/calls/short-life.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { drizzleKit, push } from '../support/databases/drizzle-kit.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { granteeOf, grantsIn, makeUser } from '../support/databases/make-user.ts';
import { fromDdl, mysqlAlone, newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { newPasskey } from '../support/rows/passkey-samples.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../support/rows/samples.ts';

const [forApp = '', forMigrator = ''] = await codeUnder('security.md', 'The database user', 'sql');

const single = grantsIn(forApp);

/** Makes an adapter on a pool send every kind of statement that there is, and one with sign-in codes as well. */
async function useEverything(pool: Pool): Promise<void> {
  const options = { tables, logger: { warn() {} } };
  await useLinks(MySqlAdapter(pool, options) as PasskeyAdapter);
  await useCodes(MySqlAdapter(pool, { ...options, emailCodes: true }));
}

async function useCodes(adapter: Adapter): Promise<void> {
  const code = { identifier: uniqueEmail(), token: '123456', expires: inAnHour() };
  const request = { account: { providerAccountId: code.identifier }, email: { verificationRequest: true } };
  expect(await limitCodeRequests(adapter)(request)).toBe(true);
  await adapter.createVerificationToken(code);
  expect(await adapter.useVerificationToken({ ...code, token: '000000' })).toBeNull();
  expect(await adapter.useVerificationToken(code)).toEqual(code);
  const { create, use } = oneTimeTokens(adapter, { purpose: 'password-reset' });
  await create(code.identifier);
  expect(await use(code.identifier, await create(code.identifier))).toBe(true);
}

async function useLinks(adapter: PasskeyAdapter): Promise<void> {
  await expectShortLife(adapter);
  const { id } = await adapter.createUser(newUser());
  await adapter.updateUser({ id, name: 'Ada King' });
  const { sessionToken } = await signIn(adapter, id);
  await adapter.updateSession({ sessionToken, expires: inAnHour() });
  await adapter.deleteSession(sessionToken);
  const { credentialID } = await adapter.createAuthenticator(newPasskey(id));
  await adapter.updateAuthenticatorCounter(credentialID, 7);
  const account = newAccount(id);
  await adapter.linkAccount(account);
  const { updateOnSignIn } = providerTokens(adapter);
  await updateOnSignIn({ user: { id }, account: { ...account, access_token: 'new' } });
  await adapter.unlinkAccount(account);
  await adapter.createVerificationToken({ identifier: id, token: unique(), expires: inAnHour() });
  await adapter.deleteUser(id);
}

describe.each(servers)('a user of %s who may do what the page says', (server) => {
  it('can do everything through the adapter, and nothing else', async () => {
    const url = await newDatabase(server);
    await applyMigrations(url);
    const user = await makeUser(url, forApp);
    const pool = createPool(user);
    onTestFinished(() => pool.end());
    await useEverything(pool);
    for (const beyond of [
      'truncate table verification_tokens',
      'create table more (id int)',
      'alter table users add column more int',
      'drop table sessions',
    ])
      await expect(runSql(user, beyond)).rejects.toMatchObject({ errno: 1142 });
  });

  it('needs each of these rights, on each table', async () => {
    const url = await newDatabase(server);
    await applyMigrations(url);
    const user = await makeUser(url, forApp);
    const pool = createPool(user);
    onTestFinished(() => pool.end());
    const grantee = granteeOf(user);
    expect(single).toHaveLength(5 * 4);
    for (const { right, table } of single) {
      await runSql(url, `revoke ${right} on ${table} from ${grantee}`);
      await expect(useEverything(pool), `${right} on ${table}`).rejects.toMatchObject({
        code: 'DATABASE',
        cause: { errno: expect.toBeOneOf([1142, 1143]) },
      });
      await runSql(url, `grant ${right} on ${table} to ${grantee}`);
    }
    await useEverything(pool);
  });

  it.each([
    ['migrate() of Drizzle', applyMigrations],
    ['drizzle-kit', async (url: string) => expect(drizzleKit(url, 'migrate')).toMatchObject({ status: 0 })],
  ])(
    'can migrate with %s, from nothing and from the DDL, and again',
    { timeout: 120_000 },
    async (_name, migrate) => {
      const expected = await newDatabase(server);
      await applyMigrations(expected);
      const { columns } = await describeDatabase(expected);
      for (const url of [await newDatabase(server), await fromDdl(server)]) {
        const user = await makeUser(url, forMigrator);
        await migrate(user);
        await migrate(user);
        expect((await describeDatabase(url)).columns).toEqual(columns);
        await expect(runSql(user, 'delete from users')).rejects.toMatchObject({ errno: 1142 });
      }
    },
  );

  it('cannot migrate without each of these rights', async () => {
    const [, rights = ''] = /^GRANT (.+) ON site\.\*/m.exec(forMigrator) ?? [];
    const each = rights.split(', ');
    expect(each).toHaveLength(4);
    for (const right of each) {
      const url = await newDatabase(server);
      const others = each.filter((other) => other !== right).join(', ');
      const user = await makeUser(url, forMigrator.replace(rights, others));
      const refused = applyMigrations(user).catch((error) => error.errno ?? error.cause.errno);
      expect(await refused, right).toBe(1142);
    }
  });
});

it.each(mysqlAlone)(
  'a user of %s who may migrate can push no tables without INDEX, as the page says',
  async (server) => {
    const url = await newDatabase(server);
    expect(push(await makeUser(url, forMigrator))).toContain('INDEX command denied');
    const another = await newDatabase(server);
    const user = await makeUser(another, forMigrator.replace('GRANT ', 'GRANT INDEX, '));
    expect(push(user)).toContain('Changes applied');
  },
);
