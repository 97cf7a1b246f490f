import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startVitess, type VitessServer } from '../../dev/vitess.ts';
import { clients, drivers, type OpenClient } from './clients.ts';
import { type Expected, expectFailure, HOSTILE, send } from './failing.ts';
import { createPeople, keyspaces } from './people.ts';
import { DUPLICATE, insertPerson, onOneShard, onTwoShards } from './refusals.ts';

const IDS = Array.from({ length: 12 }, (_, index) => index + 1);

let server: VitessServer;
beforeAll(async () => {
  const options = [
    '--no-scatter',
    '--transaction-mode',
    'SINGLE',
    '--queryserver-config-max-result-size',
    '10',
  ];
  server = await startVitess({ keyspaces: [keyspaces.many], options });
  await createPeople(server.url, IDS);
  for (const { name } of Object.values(keyspaces)) {
    const { db, close } = await clients.mysql2(`${server.url}/${name}`);
    for (const value of HOSTILE) await send(db, 'write', insertPerson(value, 'x'));
    await close();
  }
});
afterAll(() => server?.stop());

describe.each(drivers)('by %s', (driver) => {
  /** Connects to a keyspace until the test ends, with nothing left of what another test did to a connection. */
  async function open(keyspace: keyof typeof keyspaces, connectionLimit?: number): Promise<OpenClient> {
    const client = await clients[driver](`${server.url}/${keyspace}`, connectionLimit);
    onTestFinished(() => client.close().then(() => {}));
    return client;
  }

  it.each(onOneShard)('is told of $what on one shard', async ({ kind, statement, expected }) => {
    for (const value of HOSTILE) await expectFailure(await open('plain'), kind, statement(value), expected);
  });

  it.each(onTwoShards)('is told of $what on two shards', async ({ kind, statement, expected }) => {
    for (const value of HOSTILE) await expectFailure(await open('many'), kind, statement(value), expected);
  });

  it('is told of the same address on two shards, unless it makes vtgate believe in a failed transaction', async () => {
    for (const value of HOSTILE) {
      const isMistaken = value.includes('VT15001');
      const notReady: Expected = {
        code: 'CONNECTION_LOST',
        reason: /not ready .*: VT09032\./,
        tries: 'several',
      };
      await expectFailure(
        await open('many'),
        'write',
        insertPerson(value, 'x'),
        isMistaken ? notReady : DUPLICATE,
      );
    }
  });

  it('goes on with a connection that a value made vtgate take for failed', async () => {
    const { db, statements } = await open('plain', 1);
    await expect(send(db, 'write', insertPerson('VT15001: x', 'x'))).rejects.toMatchObject({
      code: 'DUPLICATE',
    });
    const before = statements.length;
    expect(await send(db, 'write', sql`update people set age = 7 where id = 1`)).toBe(1);
    const update = expect.stringMatching(/^update people/);
    // Each request over HTTP is a session of its own.
    const again = driver === 'mysql2' ? ['rollback', update] : [];
    expect(statements.slice(before)).toEqual([update, ...again]);
  });

  it('is told in a transaction of its own that it may not write on two shards', async () => {
    const { db } = await open('many');
    const both = db.transaction(async (tx) => {
      for (const one of IDS) await send(tx, 'write', sql`update people set age = ${one} where id = ${one}`);
    });
    await expect(both).rejects.toMatchObject({
      code: 'DATABASE',
      message: expect.stringMatching(/MULTI_DB_TRANSACTION_ATTEMPTED/),
    });
  });
});
