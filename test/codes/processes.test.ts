import { createPool, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { createTables } from '../backends/backend.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { bundleCaller } from '../support/processes/bundle-caller.ts';
import { inAnHour, unique, uniqueEmail } from '../support/rows/samples.ts';
import type { Task } from './caller.ts';
import { startCaller } from './start-caller.ts';

const PROCESSES = 5;

describe.each(servers)('processes on %s', (server) => {
  describe.each(['REPEATABLE READ', 'READ COMMITTED'])('at %s', (level) => {
    let program: Awaited<ReturnType<typeof bundleCaller>>;
    beforeAll(async () => {
      program = await bundleCaller(import.meta.url);
    });
    afterAll(() => program.remove());

    /** Lets processes do their tasks at the same moment, and adds up what they say. */
    async function atOnce(task: Omit<Task, 'level'>, guessesOf: (index: number) => string[] = () => []) {
      const starting = Array.from({ length: PROCESSES }, (_, index) =>
        startCaller(program.file, { ...task, level, guesses: guessesOf(index) }),
      );
      const callers = await Promise.all(starting);
      const said = await Promise.all(callers.map((go) => go()));
      const total = (key: 'judged' | 'redeemed' | 'mails') => said.reduce((sum, each) => sum + each[key], 0);
      return { judged: total('judged'), redeemed: total('redeemed'), mails: total('mails') };
    }

    async function openPlace() {
      const url = await newDatabase(server);
      await createTables(url, { additions: await productionSql() });
      const pool = createPool(url);
      onTestFinished(() => pool.end());
      const rowOf = async (identifier: string) => {
        const [rows] = await pool.query<RowDataPacket[]>(
          'select attempts, allowed from verification_tokens where identifier = ?',
          [identifier],
        );
        return rows;
      };
      return { url, adapter: MySqlAdapter(pool, { tables, emailCodes: true }), rowOf };
    }

    it('have five of 100 guesses judged, and redeem the right one at most once', {
      timeout: 120_000,
    }, async () => {
      const { url, adapter, rowOf } = await openPlace();
      const code = { identifier: uniqueEmail(), token: unique('code'), expires: inAnHour() };
      await adapter.createVerificationToken(code);
      const { identifier } = code;
      const wrong = await atOnce({ url, identifier }, () =>
        Array.from({ length: 20 }, () => unique('wrong')),
      );
      expect(wrong).toEqual({ judged: 5, redeemed: 0, mails: 0 });
      expect(await rowOf(identifier)).toEqual([{ attempts: 5, allowed: 5 }]);
      await adapter.createVerificationToken(code);
      const right = await atOnce({ url, identifier }, () => Array(20).fill(code.token));
      expect(right).toMatchObject({ redeemed: 1, mails: 0 });
      expect(right.judged).toBeLessThanOrEqual(5);
      expect(await rowOf(identifier)).toEqual([]);
    });

    it('let one of 50 requests for a code pass', { timeout: 120_000 }, async () => {
      const { url, rowOf } = await openPlace();
      const identifier = uniqueEmail();
      expect(await atOnce({ url, identifier, requests: 10 })).toEqual({ judged: 0, redeemed: 0, mails: 1 });
      expect(await rowOf(identifier)).toEqual([{ attempts: 0, allowed: 0 }]);
    });
  });
});
