import { mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { limitCodeRequests } from '../../src/codes.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import { wantedBackends } from '../backends/index.ts';
import { kindsOf, scansOf } from '../support/databases/explain.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { inAnHour, unique, uniqueEmail } from '../support/rows/samples.ts';
import { MANY_ROWS } from './filling-sql.ts';

const servers = inject('servers');

const byPair = {
  ...production,
  verificationTokens: mysqlTable(
    'verification_tokens',
    { ...basic.verificationTokenColumns(), ...basic.emailCodeColumns() },
    (table) => [primaryKey({ columns: [table.identifier, table.token] })],
  ),
};
const sets = [
  ['the production tables', production, ''],
  [
    'a table whose key is identifier and token',
    byPair,
    `alter table verification_tokens drop primary key, drop key identifier, modify identifier varchar(255) not null,
      modify token varchar(255) not null, add primary key (identifier, token);`,
  ],
] as const;

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  describe.each(sets)('in %s', (_name, tables, change) => {
    it.each(['utf8mb4', 'latin1'])(
      'finds the row of an address by a key, with text in %s',
      async (charset) => {
        const additions = `${await productionSql()}\n${change}\n${MANY_ROWS}`;
        const databaseDefaults = `character set ${charset}`;
        const open = await backend.open(servers[backend.server] ?? '', { databaseDefaults, additions });
        onTestFinished(() => open.close());
        const adapter = open.adapter({ tables, emailCodes: true });
        const signIn = limitCodeRequests(adapter);
        const code = { identifier: `é'${uniqueEmail()}`, token: unique("é'"), expires: inAnHour() };
        const account = { providerAccountId: code.identifier };
        const statements = await open.statementsOf(async () => {
          expect(await signIn({ account, email: { verificationRequest: true } })).toBe(true);
          await adapter.createVerificationToken(code);
          expect(await adapter.useVerificationToken({ ...code, token: 'wrong' })).toBeNull();
          expect(await adapter.useVerificationToken(code)).toEqual(code);
        });
        expect(statements).toHaveLength(2 + 1 + 2 + 3);
        await signIn({ account, email: { verificationRequest: true } });
        await adapter.createVerificationToken(code);
        expect(kindsOf(statements)).toEqual([
          'delete verification_tokens by token, identifier, code',
          'insert verification_tokens',
          'select verification_tokens by token, identifier',
          'update verification_tokens by token, identifier',
        ]);
        expect(await scansOf(open.db, statements)).toEqual([]);
      },
    );
  });
});
