import { drizzle } from 'drizzle-orm/mysql2';
import { createConnection, createPool, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter, MySqlAdapterError } from '../../src/index.ts';
import { MySqlAdapter as MySqlAdapterOnPool } from '../../src/mysql2.ts';
import { oneTimeTokens } from '../../src/one-time-tokens.ts';
import * as tables from '../../src/schema/production.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { uniqueEmail } from '../support/rows/samples.ts';

const DELETIONS =
  "select id from information_schema.processlist where db = database() and info like 'delete %'";

describe.each(servers)('uses on %s', (server) => {
  async function open() {
    const url = await newDatabase(server);
    await makeTables(url, tables);
    const pool = createPool(url);
    const killer = await createConnection(url);
    onTestFinished(async () => {
      killer.destroy();
      await pool.end();
    });
    return {
      url,
      killer,
      tokens: oneTimeTokens(MySqlAdapterOnPool(pool, { tables }), { purpose: 'password-reset' }),
    };
  }

  it.each(['kill', 'kill query'])('are good once at most while every deletion meets a %s', async (kill) => {
    const { killer, tokens } = await open();
    let isOver = false;
    let kills = 0;
    const killing = (async () => {
      while (!isOver) {
        const [rows] = await killer.query<RowDataPacket[]>(DELETIONS);
        for (const { id } of rows)
          await killer.query(`${kill} ${id}`).then(
            () => kills++,
            // It has ended by itself.
            () => {},
          );
      }
    })();
    // A kill that is meant for a deletion may come late, and meet what its connection runs next.
    const created = (email: string): Promise<string> =>
      tokens.create(email).catch((error: unknown) => {
        expect(error).toBeInstanceOf(MySqlAdapterError);
        return created(email);
      });
    const said: (boolean | 'unknown')[][] = [];
    // Until some deletions were met, which is up to chance; the first of them nearly always are.
    for (let round = 0; round < 20 || (kills < 5 && round < 200); round++) {
      const email = uniqueEmail();
      const token = await created(email);
      const use = () =>
        tokens.use(email, token).catch((error: unknown) => {
          expect(error).toBeInstanceOf(MySqlAdapterError);
          return 'unknown' as const;
        });
      said.push(await Promise.all([1, 2, 3, 4].map(use)));
      // What was not deleted may be used again.
      said.at(-1)?.push(await use());
    }
    isOver = true;
    await killing;
    for (const each of said) expect(each.filter((used) => used === true).length).toBeLessThanOrEqual(1);
    expect(kills).toBeGreaterThan(0);
  });

  it('in a transaction that is rolled back are undone with it', async () => {
    const { url, tokens } = await open();
    const client = await createConnection(url);
    onTestFinished(() => client.end());
    const email = uniqueEmail();
    const token = await tokens.create(email);
    const rollback = drizzle({ client }).transaction(async (transaction) => {
      const within = oneTimeTokens(MySqlAdapter(transaction, { tables }), { purpose: 'password-reset' });
      expect(await within.use(email, token)).toBe(true);
      expect(await within.use(email, token)).toBe(false);
      transaction.rollback();
    });
    await expect(rollback).rejects.toThrow();
    expect([await tokens.use(email, token), await tokens.use(email, token)]).toEqual([true, false]);
  });
});
