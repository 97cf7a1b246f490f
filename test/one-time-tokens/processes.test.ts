import { createPool, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { type OneTimeTokens, oneTimeTokens } from '../../src/one-time-tokens.ts';
import * as tables from '../../src/schema/production.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { bundleCaller } from '../support/processes/bundle-caller.ts';
import { uniqueEmail } from '../support/rows/samples.ts';
import { startCaller } from './start-caller.ts';

const PROCESSES = 10;

describe.each(servers)('processes on %s', (server) => {
  let program: Awaited<ReturnType<typeof bundleCaller>>;
  beforeAll(async () => {
    program = await bundleCaller(import.meta.url);
  });
  afterAll(() => program.remove());

  async function open() {
    const url = await newDatabase(server);
    await makeTables(url, tables);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    return {
      url,
      pool,
      tokens: oneTimeTokens(MySqlAdapter(pool, { tables }), { purpose: 'password-reset' }),
    };
  }

  /** Says which of some tokens are good. */
  async function goodOf({ use }: OneTimeTokens, email: string, found: readonly unknown[]) {
    const good: unknown[] = [];
    for (const token of found) if (await use(email, String(token))) good.push(token);
    return good;
  }

  it('use a token at the same moment, and one of 50 uses is good', { timeout: 120_000 }, async () => {
    const { url, tokens } = await open();
    for (let round = 0; round < 2; round++) {
      const identifier = uniqueEmail();
      const task = { url, identifier, token: await tokens.create(identifier), calls: 5 };
      const start = () => startCaller(program.file, task);
      const callers = await Promise.all(Array.from({ length: PROCESSES }, start));
      const said = await Promise.all(callers.map((call) => call()));
      expect(said.flat()).toHaveLength(50);
      expect(said.flat().filter(Boolean)).toEqual([true]);
    }
  });

  it.each([
    ['', 0],
    [', with clocks that differ', 30_000],
  ])(
    'make tokens at the same moment, and one of them is good%s',
    { timeout: 120_000 },
    async (_clocks, skew) => {
      const { url, pool, tokens } = await open();
      const identifier = uniqueEmail();
      const start = (_: unknown, index: number) =>
        startCaller(program.file, { url, identifier, calls: 3, skewMs: skew * ((index % 3) - 1) });
      const callers = await Promise.all(Array.from({ length: PROCESSES }, start));
      const said = await Promise.all(callers.map((call) => call()));
      const [[row]] = await pool.query<RowDataPacket[]>('select count(*) as n from verification_tokens');
      expect(row?.n).toBe(1);
      expect(new Set(said.flat()).size).toBe(30);
      expect(await goodOf(tokens, identifier, said.flat())).toHaveLength(1);
    },
  );
});
