import type { MySql2Database } from 'drizzle-orm/mysql2';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { type AdapterTables, MySqlAdapter } from '../../src/index.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { register } from '../support/calls/account-calls.ts';
import { openPage, whoHas } from '../support/calls/account-page.ts';
import { scansOf } from '../support/databases/explain.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { newAccount, signIn, uniqueEmail } from '../support/rows/samples.ts';
import { MANY_PASSKEYS, MANY_ROWS } from './filling-sql.ts';

const servers = inject('servers');

/** Runs every statement for an account, and rolls it all back, so that the rows are there when the plans are asked for. */
async function everyStatement(backend: OpenBackend, tables: AdapterTables): Promise<string[]> {
  const { adapter, user, sessionToken } = await openPage(backend, tables);
  await signIn(adapter, user.id);
  const account = await adapter.linkAccount(newAccount(user.id));
  const last = await adapter.linkAccount(newAccount(user.id, { provider: 'google' }));
  const credentialID = adapter.createAuthenticator ? await register({ adapter, user }) : '';
  const undone = new Error('undone');
  const statements = await backend.statementsOf(() =>
    (backend.source() as MySql2Database)
      .transaction(async (transaction) => {
        const me = await whoHas(MySqlAdapter(transaction, { tables }), sessionToken, { emailSignIn: true });
        const [{ id = '' } = {}] = (await me?.listSessions()) ?? [];
        await me?.revokeSession(id);
        await me?.revokeOtherSessions();
        await me?.revokeSessions();
        await me?.listAccounts();
        await me?.listPasskeys();
        await me?.deletePasskey(credentialID);
        await me?.unlinkAccount(account);
        await expect(me?.unlinkAccount(last)).rejects.toMatchObject({ code: 'LAST_SIGN_IN_METHOD' });
        await me?.changeEmail(uniqueEmail(), { isVerified: true });
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      }),
  );
  return statements.filter((statement) => /^(select|insert|update|delete)/i.test(statement));
}

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  it.each([
    ['basic', basic, ['select verification_tokens by identifier']],
    ['production', production, []],
  ] as const)(
    'looks up in an index whatever there is for an account on the %s tables',
    async (name, tables, scans) => {
      const additions =
        name === 'basic' ? MANY_ROWS : `${await productionSql()}\n${MANY_ROWS}\n${MANY_PASSKEYS}`;
      const open = await backend.open(servers[backend.server] ?? '', { additions });
      onTestFinished(() => open.close());
      const statements = await everyStatement(open, tables);
      expect(statements).toHaveLength(name === 'basic' ? 13 : 16);
      expect(await scansOf(open.db, statements)).toEqual(scans);
    },
  );
});
