import { datetime, int, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { describe, expect, it } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import {
  accountColumns,
  createTables,
  sessionColumns,
  userColumns,
  verificationTokenColumns,
} from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import { applyMigrations } from '../../support/databases/apply-migrations.ts';
import * as project from '../../support/databases/drizzle-adapter-tables.ts';
import { makeTables } from '../../support/databases/make-tables.ts';
import { fromDdl, newDatabase, servers } from '../../support/databases/new-database.ts';
import { findIn, inShort, SLOW, statementsOf } from './checking.ts';

/** What is found of the tables of Auth.js's own Drizzle adapter: ids that ignore case, as its page has them. */
const OF_PROJECT = ['account-ids-ignore-case account providerAccountId'];

describe.each(servers)('the tables that an adapter is given, on %s', (server) => {
  it('are sound as the migrations make them', SLOW, async () => {
    const url = await newDatabase(server);
    await applyMigrations(url);
    expect(await findIn(url)).toEqual([]);
  });

  it(
    'are sound as the DDL makes the basic ones, but for a note that accounts have no key',
    SLOW,
    async () => {
      const url = await fromDdl(server);
      const findings = await findIn(url, { tablesName: 'basic' });
      expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
        ['account-key-undeclared', 'info'],
      ]);
    },
  );

  it(
    'lack what the later versions add, if the basic ones are checked for the production ones',
    SLOW,
    async () => {
      const url = await fromDdl(server);
      const found = inShort(await findIn(url));
      expect(found).toContain('table-missing authenticators');
      expect(found).toContain('column-too-narrow accounts provider_account_id');
      expect(found).toContain('unique-key-missing accounts provider_account_id, provider');
      expect(found).toContain('index-missing sessions expires');
      expect(found.filter((line) => line.startsWith('migration-obstacle'))).toEqual([]);
    },
  );

  it('are mended by the statements alone, from the basic to the production ones', SLOW, async () => {
    const url = await fromDdl(server);
    const { authenticators: _, ...tables } = production;
    const given = { tables, tablesName: './tables.js' };
    for (const statement of statementsOf(await findIn(url, given))) await runSql(url, statement);
    // Wider columns keep the collation that they had, unless it was named.
    expect(await findIn(url, given)).toEqual([]);
  });

  it('may have a prefix and columns of one’s own', SLOW, async () => {
    const url = await newDatabase(server);
    const tables = createTables({
      base: 'production',
      prefix: 'auth_',
      extend: { users: { role: varchar('role', { length: 32 }).notNull().default('user') } },
    });
    await makeTables(url, tables);
    const given = { tables, tablesName: './schema.js' };
    // drizzle-kit cannot name a collation.
    const findings = await findIn(url, given);
    expect(inShort(findings)).toEqual(['account-ids-not-binary auth_accounts provider_account_id']);
    for (const statement of statementsOf(findings)) await runSql(url, statement);
    expect(await findIn(url, given)).toEqual([]);
    await runSql(url, 'alter table auth_users drop column role');
    expect(inShort(await findIn(url, given))).toEqual(['column-missing auth_users role']);
  });

  it('may be those of Auth.js’s own Drizzle adapter', SLOW, async () => {
    const url = await newDatabase(server);
    await makeTables(url, project);
    const given = { tables: project, tablesName: './schema.js' };
    const findings = await findIn(url, given);
    expect(inShort(findings).filter((line) => !/^time-zone/.test(line))).toEqual(OF_PROJECT);
    await runSql(url, 'alter table verificationToken drop primary key, add primary key (identifier)');
    const found = await findIn(url, given);
    expect(inShort(found)).toContain('unique-key-in-the-way verificationToken PRIMARY');
    for (const statement of statementsOf(found.filter(({ code }) => code === 'unique-key-in-the-way')))
      await runSql(url, statement);
    expect(inShort(await findIn(url, given))).not.toContain(
      'unique-key-in-the-way verificationToken PRIMARY',
    );
  });

  it('may have unique keys of one’s own, but not one link for each address', SLOW, async () => {
    const url = await newDatabase(server);
    const tables = {
      users: mysqlTable('users', userColumns(), (users) => [uniqueIndex('email').on(users.email)]),
      accounts: mysqlTable('accounts', accountColumns(), (accounts) => [
        uniqueIndex('pair').on(accounts.provider, accounts.providerAccountId),
        uniqueIndex('one_each').on(accounts.userId, accounts.provider),
      ]),
      sessions: mysqlTable('sessions', sessionColumns(), (sessions) => [
        uniqueIndex('token').on(sessions.sessionToken),
      ]),
      verificationTokens: mysqlTable('tokens', verificationTokenColumns(), (tokens) => [
        uniqueIndex('one_link').on(tokens.identifier),
      ]),
    };
    await makeTables(url, tables);
    expect(inShort(await findIn(url, { tables, tablesName: './schema.js' }))).toEqual([
      'unique-key-in-the-way tokens one_link',
      'index-missing sessions user_id',
      'account-ids-ignore-case accounts provider_account_id',
    ]);
  });

  it('may call columns of their own as later versions do', SLOW, async () => {
    const url = await newDatabase(server);
    const tables = {
      ...production,
      verificationTokens: mysqlTable('verification_tokens', {
        ...verificationTokenColumns(),
        code: int('code'),
        allowed: datetime('allowed'),
      }),
    };
    await makeTables(url, tables);
    await runSql(url, 'alter table verification_tokens drop column code');
    const found = inShort(await findIn(url, { tables, tablesName: './schema.js' }));
    expect(found).toContain('column-missing verification_tokens code');
    expect(found.filter((line) => line.startsWith('feature'))).toEqual([]);
  });
});
