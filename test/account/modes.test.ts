import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { whoHas } from '../support/calls/account-page.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { newAccount, newUser, signIn, uniqueEmail } from '../support/rows/samples.ts';

const add = (mode: string) => `sql_mode = concat(@@sql_mode, ',${mode}')`;

/** What an operator may set, and what then reads otherwise: NOT, quotation marks, ||, and DELETE without a key. */
const SETTINGS = [
  'sql_safe_updates = 1',
  add('HIGH_NOT_PRECEDENCE'),
  add('ANSI_QUOTES,PIPES_AS_CONCAT'),
  add('NO_BACKSLASH_ESCAPES'),
  "sql_mode = ''",
];

describe.each(servers)('an account on %s', (server) => {
  it.each(SETTINGS)('is worked on in the same way with %s', async (setting) => {
    const pool = createPool(await fromDdl(server));
    pool.pool.on('connection', (connection) => connection.query(`set session ${setting}`));
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool);
    const { id } = await adapter.createUser(newUser());
    const { sessionToken } = await signIn(adapter, id);
    await signIn(adapter, id);
    const last = await adapter.linkAccount(newAccount(id));
    const account = await adapter.linkAccount(newAccount(id, { provider: "it's \\" }));
    const me = await whoHas(adapter, sessionToken);
    expect(await me?.revokeOtherSessions()).toBe(1);
    expect(await whoHas(adapter, sessionToken)).not.toBeNull();
    expect(await me?.unlinkAccount(account)).toBe(true);
    await expect(me?.unlinkAccount(last)).rejects.toMatchObject({ code: 'LAST_SIGN_IN_METHOD' });
    const email = uniqueEmail();
    expect(await me?.changeEmail(email, { isVerified: true })).toMatchObject({ email });
    expect(await me?.revokeSession(me.session.id)).toBe(true);
  });
});
