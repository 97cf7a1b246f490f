import { createConnection, createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { limitCodeRequests } from '../../src/codes.ts';
import { MySqlAdapterError } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { type Adapter, createTables } from '../backends/backend.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { inAnHour, unique, uniqueEmail } from '../support/rows/samples.ts';

const CODES = 150;

describe.each(Object.entries(inject('servers')))('on %s, a storm of', (_kind, serverUrl) => {
  let database: TemporaryDatabase;
  let pool: Pool;
  /** Of which no connection is killed: a kill at the end of a storm may arrive after it. */
  let calm: Pool;
  let adapter: Adapter;
  let killed = 0;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, { additions: await productionSql() });
    pool = createPool({ uri: database.url, connectionLimit: 8 });
    calm = createPool(database.url);
    adapter = MySqlAdapter(pool, { tables, emailCodes: { allowedAttempts: 50 } });
  });
  afterAll(async () => {
    await pool?.end();
    await calm?.end();
    await database?.drop();
  });

  /** Makes calls, eight at a time, while the statements about codes are killed. */
  async function inStorm<Result>(kill: string, calls: readonly (() => Promise<Result>)[]) {
    const killer = await startKiller(database.url, kill);
    onTestFinished(() => killer.stop().then(() => {}));
    const ends: (Result | 'failed')[] = [];
    const left = [...calls.entries()];
    const work = async () => {
      for (let next = left.shift(); next; next = left.shift()) ends[next[0]] = await endOf(next[1]);
    };
    await Promise.all(Array.from({ length: 8 }, work));
    killed += await killer.stop();
    return ends;
  }

  const isThere = async (identifier: string) => {
    const [rows] = await calm.query<RowDataPacket[]>(
      'select token from verification_tokens where identifier = ?',
      [identifier],
    );
    return rows.length === 1;
  };
  const newCodes = () =>
    Array.from({ length: CODES }, () => ({
      identifier: uniqueEmail(),
      token: unique('code'),
      expires: inAnHour(),
    }));

  it.each(['kill query', 'kill'])(
    '“%s” leaves each code that was created, and its successor',
    async (kill) => {
      const codes = newCodes();
      for (const round of [0, 1]) {
        const calls = codes.map((code) => () => {
          const successor = { ...code, token: `${code.token}${round}` };
          return adapter.createVerificationToken(successor);
        });
        const created = (await inStorm(kill, calls)).filter((end) => end !== 'failed');
        expect(created.length).toBeGreaterThan(0);
        for (const code of created) {
          const found = code && (await adapter.useVerificationToken({ ...code, token: `${code.token}x` }));
          expect(found).toBeNull();
          const [rows] = await calm.query<RowDataPacket[]>(
            'select code = sha2(concat(identifier, 0x00, ?), 256) as latest from verification_tokens where identifier = ?',
            [code?.token, code?.identifier],
          );
          expect(rows).toEqual([{ latest: 1 }]);
        }
      }
    },
  );

  it.each(['kill query', 'kill'])(
    '“%s” lets no code be redeemed twice, and none that is still there',
    async (kill) => {
      const codes = newCodes();
      for (const code of codes) await adapter.createVerificationToken(code);
      const uses = [...codes, ...codes].map((code) => () => adapter.useVerificationToken(code));
      const ends = await inStorm(kill, uses);
      const isRedeemed = (end: unknown) => end !== null && end !== 'failed';
      expect(ends.some(isRedeemed)).toBe(true);
      for (const [index, code] of codes.entries()) {
        const redeemed = [ends[index], ends[index + CODES]].filter(isRedeemed);
        expect(redeemed.length).toBeLessThanOrEqual(1);
        const isLeft = await isThere(code.identifier);
        if (redeemed.length === 1) expect(isLeft).toBe(false);
        expect(await adapter.useVerificationToken(code)).toEqual(isLeft ? code : null);
      }
    },
  );

  it.each(['kill query', 'kill'])('“%s” lets no request pass that was not noted', async (kill) => {
    const signIn = limitCodeRequests(adapter);
    const emails = Array.from({ length: CODES }, uniqueEmail);
    const ask = (email: string) =>
      signIn({ account: { providerAccountId: email }, email: { verificationRequest: true } });
    const ends = await inStorm(
      kill,
      emails.map((email) => () => ask(email)),
    );
    const passed = emails.filter((_email, index) => ends[index] === true);
    expect(passed.length).toBeGreaterThan(0);
    for (const email of passed) expect(await ask(email)).toBe(false);
  });

  // Of all together, since a slow machine may strike too late in one of them.
  it('kills has killed statements', () => {
    expect(killed).toBeGreaterThan(0);
  });
});

/** Waits for a call, which may fail with an error of the adapter and no other. */
async function endOf<Result>(call: () => Promise<Result>): Promise<Result | 'failed'> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof MySqlAdapterError)) throw error;
    return 'failed';
  }
}

const STATEMENTS = `select id from information_schema.processlist
  where db = database() and id <> connection_id() and info regexp '^(insert|update|delete|select)'`;

/** Kills every statement in a database that it sees, whatever it is at, with its connection or without. */
async function startKiller(url: string, kill: string) {
  const connection = await createConnection(url);
  let isStopped = false;
  let isEnded = false;
  let count = 0;
  const strike = async () => {
    const [rows] = await connection.query<RowDataPacket[]>(STATEMENTS);
    for (const { id } of rows) {
      // It may have ended by itself in the meantime.
      await connection.query(`${kill} ${id}`).then(
        () => count++,
        () => {},
      );
    }
  };
  const done = (async () => {
    while (!isStopped) await strike();
  })();
  return {
    async stop() {
      isStopped = true;
      await done;
      if (!isEnded) await connection.end();
      isEnded = true;
      return count;
    },
  };
}
