import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { keyring } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { type BuiltCommand, buildCommand } from '../support/command/build-command.ts';
import { runToEnd } from '../support/command/start-command.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { query } from '../support/databases/query.ts';
import { newAccount, newUser } from '../support/rows/samples.ts';

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command?.remove());

const [OLD, NEW] = ['o', 'n'].map((letter) => btoa(letter.repeat(32))) as [string, string];
const TOKEN = 'gho_hunter2';

describe.each(servers)('reencrypt on %s', { timeout: 60_000 }, (server) => {
  /** Makes three accounts: one of a token that is encrypted with the old key, one that is plain, one without any. */
  async function open() {
    const url = await newDatabase(server);
    await applyMigrations(url);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const old = { tables, encryptOAuthTokens: keyring({ current: 'old', keys: { old: OLD } }) };
    const { id } = await MySqlAdapter(pool, old).createUser(newUser());
    await MySqlAdapter(pool, old).linkAccount(newAccount(id, { access_token: TOKEN }));
    await MySqlAdapter(pool, { tables }).linkAccount(newAccount(id, { access_token: TOKEN }));
    await MySqlAdapter(pool, { tables }).linkAccount(newAccount(id));
    const run = (keys: string, ...args: string[]) =>
      runToEnd(command.file, ['reencrypt', '--tables', 'production', ...args], {
        env: { DATABASE_URL: url, OAUTH_TOKENS_KEYS: keys },
      });
    const stored = async () =>
      (await query(url, 'select access_token from accounts order by id')).map(
        ({ access_token }) => access_token,
      );
    return { run, stored, url };
  }

  it('encrypts with the first key what is plain or of another key, and then has nothing to do', async () => {
    const { run, stored } = await open();
    const keys = `new=${NEW}, old=${OLD}`;
    expect(await run(keys)).toEqual({
      code: 0,
      stdout: 'Encrypted the tokens of 2 of 3 accounts with the key new.\n',
      stderr: '',
    });
    const sealed = expect.stringMatching(/^v1\.new\./);
    expect(await stored()).toEqual([sealed, sealed, null]);
    const again = await run(keys, '--json');
    expect([again.code, JSON.parse(again.stdout)]).toEqual([
      0,
      { accounts: 3, reencrypted: 0, skipped: 0, done: true },
    ]);
    // So that whoever has the order wrong sees which key may not go.
    expect(await run(keys)).toEqual({
      code: 0,
      stdout: 'Nothing to encrypt: all tokens of 3 accounts have the key new already.\n',
      stderr: '',
    });
  });

  it('ends with 1 and changes nothing where another key has the id of the site’s', async () => {
    const { run, stored } = await open();
    const before = await stored();
    const { code, stdout, stderr } = await run(`old=${NEW}`);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^authjs-drizzle-mysql: Expected the key old of OAUTH_TOKENS_KEYS to be .* \(id \d+\)/m,
    );
    expect(stderr).not.toMatch(/hunter2|v1\.old|bm5u|b29v/);
    expect(await stored()).toEqual(before);
  });

  it('ends with 1 and names the migration that is missing, whatever there is to do', async () => {
    const { run, stored, url } = await open();
    await query(url, 'alter table accounts drop column refresh_lease');
    const before = await stored();
    for (const args of [[], ['--decrypt']]) {
      const { code, stdout, stderr } = await run(`new=${NEW},old=${OLD}`, ...args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(
        'refresh_lease and refresh_lease_until in the database too, as drizzle/0006_refresh_lease.sql',
      );
    }
    expect(await stored()).toEqual(before);
  });

  it('decrypts everything with --decrypt', async () => {
    const { run, stored } = await open();
    expect(await run(`old=${OLD}`, '--decrypt')).toEqual({
      code: 0,
      stdout: 'Decrypted the tokens of 1 of 3 accounts.\n',
      stderr: '',
    });
    expect(await run(`old=${OLD}`, '--decrypt')).toMatchObject({
      code: 0,
      stdout: 'Nothing to decrypt: no token of 3 accounts is encrypted.\n',
    });
    expect(await stored()).toEqual([TOKEN, TOKEN, null]);
  });

  it('ends with 1 where a key is missing, says how many are left, and shows no token and no key', async () => {
    const { run, stored } = await open();
    const [before] = await stored();
    const { code, stdout, stderr } = await run(`new=${NEW}`);
    expect([code, stdout]).toEqual([
      1,
      'Encrypted the tokens of 1 of 3 accounts with the key new. Left 1 account as it is: see the warning.\n',
    ]);
    expect(stderr).toMatch(/1 DECRYPTION_FAILED \(id \d+\), such as: /);
    expect(stdout + stderr).not.toMatch(/hunter2|v1\.old|bm5u|b29v/);
    expect((await stored())[0]).toBe(before);
  });
});
