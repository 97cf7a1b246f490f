import { createPool } from 'mysql2/promise';
import { expect, onTestFinished, test } from 'vitest';
import { Connections } from '../../../../dev/planetscale/sessions/connections.ts';
import { holdLock } from '../hold-lock.ts';
import { describeStandIn, type StandIn, temporaryDatabase, temporaryStandIn } from '../open-stand-in.ts';
import { executeOnWire, post } from '../post.ts';

/** How many statements run at once. */
const LIMIT = 50;

/** Makes clients wait for a lock until no connection is left, and others wait behind them. */
async function occupy({ server, databaseUrl }: StandIn) {
  const lock = await holdLock(databaseUrl);
  const leaving = new AbortController();
  const ask = (query: string) =>
    post(server, { query }, { signal: leaving.signal }).then(
      () => 'answered',
      () => 'left',
    );
  const waiting = Array.from({ length: LIMIT }, () => ask(lock.statement));
  await lock.isAwaited(LIMIT);
  waiting.push(ask('insert into left_behind values (1)'));
  await expect.poll(() => server.statements.at(-1)).toContain('insert');
  return { lock, leaving, answers: Promise.all(waiting) };
}

async function rowsIn(databaseUrl: string) {
  const direct = createPool(databaseUrl);
  onTestFinished(() => direct.end());
  return (await direct.query('select id from left_behind'))[0];
}

const CREATE = 'create table left_behind (id int)';

describeStandIn('statements outside of a transaction', () => {
  test('end with their clients, so that the next client does not wait for them', async () => {
    const standIn = await temporaryStandIn();
    await standIn.client.execute(CREATE);
    const { leaving, answers } = await occupy(standIn);
    leaving.abort();
    expect(new Set(await answers)).toEqual(new Set(['left']));
    await standIn.client.execute('insert into left_behind values (2)'); // queued behind the first, and the lock is still held
    expect(await rowsIn(standIn.databaseUrl)).toEqual([{ id: 2 }]);
  });

  test('that wait for a connection are never run once close() has begun', async () => {
    const { client, server, databaseUrl } = await temporaryStandIn();
    await client.execute(CREATE);
    await Promise.all(Array.from({ length: LIMIT }, () => executeOnWire(server, 'begin')));
    const queued = Array.from({ length: 30 }, (_, id) =>
      executeOnWire(server, `insert into left_behind values (${id})`).catch(() => 'left'),
    );
    await expect.poll(() => server.statements.filter((each) => each.startsWith('insert'))).toHaveLength(30);
    await server.close();
    expect(new Set(await Promise.all(queued))).toEqual(new Set(['left']));
    expect(await rowsIn(databaseUrl)).toEqual([]);
  });

  test('are done when the server alone ends the connection', async () => {
    const standIn = await temporaryStandIn();
    const { server, client, databaseUrl } = standIn;
    await client.execute(CREATE);
    for (let id = 0; id < 10; id += 1) {
      server.inject({ kind: 'drop', executed: true, statement: /insert/ });
      await expect(executeOnWire(server, `insert into left_behind values (${id})`)).rejects.toThrow();
    }
    expect(await rowsIn(databaseUrl)).toHaveLength(10);
  });
});

describeStandIn('connections', () => {
  test('are no longer lent once close() has begun, even to those already waiting', async () => {
    const { url, name } = await temporaryDatabase();
    const connections = new Connections(url, name);
    await Promise.all(Array.from({ length: LIMIT }, () => connections.borrow()));
    const queued = expect(connections.borrow()).rejects.toThrow('closed');
    await connections.close();
    await queued;
    await expect(connections.borrow()).rejects.toThrow('closed');
  });
});
