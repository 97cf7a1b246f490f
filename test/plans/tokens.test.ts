import { mysqlTable } from 'drizzle-orm/mysql-core';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import { providerTokens } from '../../src/tokens.ts';
import { wantedBackends } from '../backends/index.ts';
import { kindsOf, scansOf } from '../support/databases/explain.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { newAccount, newUser, unique } from '../support/rows/samples.ts';
import { MANY_ROWS } from './filling-sql.ts';

const servers = inject('servers');

const withLease = {
  ...basic,
  accounts: mysqlTable(
    'accounts',
    { ...basic.accountColumns(), ...basic.refreshLeaseColumns() },
    basic.accountIndexes,
  ),
};
const sets = [
  [
    'basic',
    withLease,
    'alter table accounts add refresh_lease varchar(64), add refresh_lease_until datetime(3);',
  ],
  ['production', production, ''],
] as const;

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  describe.each(sets)('on the %s tables', (set, tables, sql) => {
    it.each(['utf8mb4', 'latin1'])(
      'finds the tokens of a user by an index, with text in %s',
      async (charset) => {
        const additions = `${set === 'production' ? await productionSql() : sql}\n${MANY_ROWS}`;
        const databaseDefaults = `character set ${charset}`;
        const open = await backend.open(servers[backend.server] ?? '', { databaseDefaults, additions });
        onTestFinished(() => open.close());
        const adapter = open.adapter({ tables });
        const { id } = await adapter.createUser(newUser());
        const tokensOf = { access_token: "é'", refresh_token: 'r', expires_at: 1 };
        const account = newAccount(id, { provider: "lé'", providerAccountId: unique("é'"), ...tokensOf });
        await adapter.linkAccount(account);
        const refresh = () => ({ access_token: "new é'", expires_in: 3600 });
        const { getAccessToken, updateOnSignIn } = providerTokens(adapter, { refresh: { "lé'": refresh } });
        const statements = await open.statementsOf(async () => {
          expect(await getAccessToken({ userId: id, provider: "lé'" })).toMatchObject({
            accessToken: "new é'",
          });
          await updateOnSignIn({ user: { id }, account });
          const failing = providerTokens(adapter, { refresh: { "lé'": () => ({}) } });
          await failing.getAccessToken({ userId: id, provider: "lé'" }).catch(() => {});
        });
        expect(statements).toHaveLength(3 + 1 + 4);
        expect(kindsOf(statements)).toEqual([
          'select accounts by user_id, provider',
          'update accounts by id, user_id, access_token, refresh_token, refresh_lease',
          'update accounts by user_id',
        ]);
        expect(await scansOf(open.db, statements)).toEqual([]);
      },
    );
  });
});
