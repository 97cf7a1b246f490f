import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2';
import { createPool, type Pool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sizeLimit } from '../../src/adapter/columns/size.ts';
import { columnsOf } from '../../src/adapter/tables/columns.ts';
import { type Keyring, keyring } from '../../src/index.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import type { Adapter } from '../backends/backend.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newAccount, newUser } from '../support/rows/samples.ts';

const page = await readFile(new URL('../../docs/at-rest.md', import.meta.url), 'utf8');
const names = ['access_token', 'refresh_token', 'id_token', 'oauth_token', 'oauth_token_secret'] as const;
const account = { provider: 'google', providerAccountId: '1234' };

describe.each(servers)('the code of the page on what is stored, on %s', (server) => {
  it('encrypts tokens, encrypts those that are there, and decrypts them in a query of its own', async () => {
    const url = await newDatabase(server);
    await makeTables(url, production);
    vi.stubEnv('TOKENS_KEY', randomBytes(32).toString('base64'));
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    onTestFinished(() => {
      vi.unstubAllEnvs();
      log.mockRestore();
    });
    const load = async <Exported>(heading: string) => {
      const [code = ''] = await codeUnder('at-rest.md', heading, 'ts');
      return importCode<Exported>(code, url);
    };
    const { pool, adapter, keys } = await load<{ pool: Pool; adapter: Adapter; keys: Keyring }>(
      'Encrypted provider tokens',
    );
    onTestFinished(() => pool.end());
    const { id } = await adapter.createUser(newUser());
    await adapter.linkAccount({ ...newAccount(id), id_token: 'sealed' });
    const plain = newAccount(id);
    await adapter.linkAccount(plain);
    await pool.query("update accounts set id_token = 'plain' where provider_account_id = ?", [
      plain.providerAccountId,
    ]);
    const { encryptAll } = await load<{ encryptAll(adapter: Adapter): Promise<boolean> }>('Turning it on');
    expect(await encryptAll(adapter)).toBe(true);
    expect(log).toHaveBeenLastCalledWith('1 encrypted, 0 left as they are');
    const { idTokensOf } = await load<{
      idTokensOf(db: MySql2Database, keys: Keyring, userId: string): Promise<string[]>;
    }>('What the database holds');
    expect(await idTokensOf(drizzle({ client: createPoolOf(url) }), keys, id)).toEqual(['sealed', 'plain']);
  });
});

function createPoolOf(url: string): Pool {
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  return pool;
}

describe('the page on what is stored', () => {
  const keys = keyring({ current: '2026-11', keys: { '2026-11': randomBytes(32).toString('base64') } });

  it('says how long a token is once it is encrypted', async () => {
    expect(page).toContain('takes 21 + k + ⌈4 (n + 16) / 3⌉');
    for (const n of [1, 2, 3, 154, 155, 1_000]) {
      const sealed = await keys.seal({ id_token: 't'.repeat(n) }, account);
      expect(sealed.id_token).toHaveLength(21 + '2026-11'.length + Math.ceil((4 * (n + 16)) / 3));
    }
  });

  it('says how much room each column has', async () => {
    const rooms = new Map(
      [...page.matchAll(/^\| `([\w()]+)` +\| .* \| ([\d,]+) +\|$/gm)].map(
        ([, type = '', bytes = '']) => [type, Number(bytes.replaceAll(',', ''))] as const,
      ),
    );
    for (const tables of [basic, production])
      for (const name of names) {
        const column = columnsOf(tables.accounts)[name];
        const room = rooms.get(column?.getSQLType() ?? '') ?? 0;
        const { max = 0 } = (column && sizeLimit(column)) ?? {};
        const lengthOf = (n: number) => 21 + '2026-11'.length + Math.ceil((4 * (n + 16)) / 3);
        expect([lengthOf(room) <= max, lengthOf(room + 1) > max]).toEqual([true, true]);
      }
    expect(rooms.size).toBe(3);
  });

  it('says how long a key lasts', () => {
    const [, rate, days] = /at (\d+) tokens per second, that takes (\d+) days/.exec(page) ?? [];
    expect(Math.floor(2 ** 32 / Number(rate) / 86_400)).toBe(Number(days));
  });

  it('says what is authenticated', async () => {
    expect(page).toContain('`["google","1234","access_token"]`');
    const sealed = await keys.seal({ access_token: 'x' }, account);
    expect(await keys.open(sealed, account)).toEqual({ access_token: 'x' });
  });
});
