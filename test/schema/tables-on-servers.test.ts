import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { describe, expect, it } from 'vitest';
import * as schema from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import { visitWithCode } from '../support/calls/code-visit.ts';
import { expectShortLife } from '../support/calls/short-life.ts';
import { adapterOn } from '../support/calls/sign-up.ts';
import { push } from '../support/databases/drizzle-kit.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { fromDdl, mysqlAlone, newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { pushUntilSame } from '../support/databases/push-until-same.ts';
import * as twoSets from './two-sets.ts';

const { createTables } = schema;

const unchanged = {
  users: twoSets.users,
  accounts: twoSets.accounts,
  sessions: twoSets.sessions,
  verificationTokens: twoSets.verificationTokens,
};

const changed = {
  users: twoSets.authUsers,
  accounts: twoSets.authAccounts,
  sessions: twoSets.authSessions,
  verificationTokens: twoSets.authVerificationTokens,
  authenticators: twoSets.authAuthenticators,
};

const ofOnesOwn = {
  users: mysqlTable(
    'members',
    { ...schema.userColumns(), role: varchar('role', { length: 32 }) },
    schema.userIndexes,
  ),
  accounts: mysqlTable('member_accounts', schema.productionAccountColumns(), schema.productionAccountIndexes),
  sessions: mysqlTable('member_sessions', schema.sessionColumns(), schema.productionSessionIndexes),
  verificationTokens: mysqlTable(
    'member_links',
    { ...schema.verificationTokenColumns(), ...schema.emailCodeColumns() },
    schema.productionVerificationTokenIndexes,
  ),
  authenticators: mysqlTable('member_passkeys', schema.authenticatorColumns(), schema.authenticatorIndexes),
};

describe.each(servers)('on %s, tables of createTables', (server) => {
  it('are those of /schema and of /schema/production, where nothing is changed', async () => {
    const [basic, grown, expected] = [
      await newDatabase(server),
      await newDatabase(server),
      await newDatabase(server),
    ];
    await makeTables(basic, unchanged);
    expect(await describeDatabase(basic)).toEqual(await describeDatabase(await fromDdl(server)));
    await makeTables(grown, createTables({ base: 'production' }));
    await makeTables(expected, production);
    expect(await describeDatabase(grown)).toEqual(await describeDatabase(expected));
  });

  it.each([
    ['the basic ones', unchanged, {}],
    ['the production ones', createTables({ base: 'production' }), {}],
    ['with a prefix, more columns and more indexes', changed, { role: 'admin' }],
    ['written with the column factories', ofOnesOwn, { role: 'admin' }],
  ])('serve the adapter: %s', async (_name, tables, extra) => {
    const url = await newDatabase(server);
    await makeTables(url, tables);
    await expectShortLife(adapterOn(url, { tables }), extra);
  });

  it.each([
    ['the production ones', createTables({ base: 'production' })],
    ['with a prefix, more columns and more indexes', changed],
    ['written with the column factories', ofOnesOwn],
  ])('serve sign-in codes: %s', async (_name, tables) => {
    const url = await newDatabase(server);
    await makeTables(url, tables);
    await visitWithCode(adapterOn(url, { tables, emailCodes: true }));
  });

  it('stand next to others without a prefix, which the adapter leaves alone', async () => {
    const url = await fromDdl(server);
    const before = await describeDatabase(url);
    await makeTables(url, changed);
    const { columns } = await describeDatabase(url);
    expect(columns).toEqual(expect.arrayContaining(before.columns));
    const adapter = adapterOn(url, { tables: changed });
    await expectShortLife(adapter);
    await adapter.createUser({ id: '', email: 'ada@example.com', emailVerified: null });
    expect(await rowsOf(url, 'select email from auth_users')).toEqual([{ email: 'ada@example.com' }]);
    expect(await rowsOf(url, 'select * from users')).toEqual([]);
  });
});

describe.each(mysqlAlone)('drizzle-kit push on %s', (server) => {
  it('makes two sets of tables with and without a prefix as they are declared, and sees no difference', async () => {
    const [pushed, expected] = [await newDatabase(server), await newDatabase(server)];
    const options = ['--dialect=mysql', '--schema=test/schema/two-sets.ts', `--url=${pushed}`];
    expect(push(pushed, ...options)).toContain('Changes applied');
    expect(await pushUntilSame(() => push(pushed, ...options))).toContain('No changes detected');
    await makeTables(expected, unchanged);
    await makeTables(expected, changed);
    expect(await describeDatabase(pushed)).toEqual(await describeDatabase(expected));
  });
});
