import { sql } from 'drizzle-orm';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { query } from '../support/databases/query.ts';
import { beneathOf } from './beneath.ts';
import { clients, drivers, type OpenClient } from './clients.ts';
import { type Expected, expectFailure, HOSTILE, lost, MOST_HOSTILE, send, unknown } from './failing.ts';
import { type OwnVitess, startOwnVitess } from './own-vitess.ts';
import { createPeople, keyspaces } from './people.ts';

const IDS = Array.from({ length: 16 }, (_, index) => index + 1);

const read = sql`select * from people where id = 1 and email <> ${MOST_HOSTILE}`;
const update = sql`update people set age = 99 where id = 1 and email <> ${MOST_HOSTILE}`;
const insert = (id: number) =>
  sql`insert into people (id, email, name) values (${id}, ${`${HOSTILE[3]}${id}`}, 'x')`;

let server: OwnVitess;
beforeAll(async () => {
  const room = ['--queryserver-config-transaction-cap', '4', '--queryserver-config-txpool-timeout', '300ms'];
  server = await startOwnVitess({ keyspaces: [keyspaces.many], options: room });
  await createPeople(server.url, IDS);
});
afterAll(() => server?.remove());

/** Waits until all shards of a keyspace answer again. */
async function untilServed(name: string): Promise<void> {
  const isServed = () =>
    query(`${server.url}/${name}`, 'select count(*) from people').then(Boolean, () => false);
  await expect.poll(isServed, { timeout: 40_000 }).toBe(true);
}

describe.each(drivers)('by %s', (driver) => {
  describe.each(Object.values(keyspaces))('on $shards shards', (keyspace) => {
    const url = () => `${server.url}/${keyspace.name}`;

    async function open(): Promise<OpenClient> {
      const client = await clients[driver](url());
      onTestFinished(() => client.close().then(() => {}));
      return client;
    }

    const expectNothingDone = async () =>
      expect(await query(url(), 'select id from people where age = 99 or id > 1000')).toEqual([]);

    const stopped: Expected = {
      code: 'DATABASE',
      reason: /refused a (read of|write to) table people: ER_QUERY_INTERRUPTED\.$/,
      tries: 1,
    };

    it.each([
      { kill: 'kill', kind: 'read', statement: read, expected: lost },
      { kill: 'kill', kind: 'write', statement: update, expected: unknown },
      { kill: 'kill', kind: 'repeatable write', statement: update, expected: { ...unknown, tries: 3 } },
      { kill: 'kill query', kind: 'read', statement: read, expected: stopped },
      { kill: 'kill query', kind: 'write', statement: update, expected: stopped },
    ] as const)('“$kill” of a $kind ends in $expected.code', async ({ kill, kind, statement, expected }) => {
      const client = await open();
      const beneath = await beneathOf(server.beneath);
      const unlock = await beneath.lockTables(keyspace);
      const endKilling = await beneath.killWaiting(kill);
      await expectFailure(client, kind, statement, expected).finally(async () => {
        await endKilling();
        await unlock();
      });
      await expectNothingDone();
    });

    it('a read-only server is asked again, and has done nothing', async () => {
      const client = await open();
      const end = await (await beneathOf(server.beneath)).makeReadOnly();
      const notReady: Expected = {
        code: 'CONNECTION_LOST',
        reason: /not ready for a write .*, which changed nothing: /,
        tries: 'several',
      };
      try {
        for (const statement of [update, insert(1001)])
          await expectFailure(client, 'write', statement, notReady);
        await send(client.db, 'read', read);
      } finally {
        await end();
      }
      await expectNothingDone();
    });

    it('a full pool of transactions is asked again, and has done nothing', async () => {
      const client = await open();
      const full: Expected = {
        code: 'RETRIES_EXHAUSTED',
        reason: /changed nothing: ResourceExhausted\./,
        tries: 4,
      };
      const holders = await Promise.all(IDS.map(() => createConnection(url())));
      onTestFinished(() => holders.forEach((holder) => void holder.destroy()));
      // There are more of them than places on all shards, so some do not get one.
      await Promise.all(
        holders.map(async (holder, index) => {
          await holder.query('begin');
          await holder.query(`update people set age = 2 where id = ${IDS[index]}`).catch(() => {});
        }),
      );
      for (const kind of ['write', 'repeatable write'] as const)
        await expectFailure(client, kind, insert(1001), full);
      await Promise.all(holders.map((holder) => holder.query('rollback').catch(() => {})));
      await expectNothingDone();
    });

    it('a MySQL that is gone is asked again, and does everything once it is back', async () => {
      const client = await open();
      await send(client.db, 'read', read);
      await server.crash();
      const notReady: Expected = {
        code: 'CONNECTION_LOST',
        // Before vtgate knows it of both shards, one tablet may still say so itself, or have left a failed transaction.
        reason: /changed nothing: (NO_HEALTHY_TABLET_AVAILABLE|ClusterEvent|VT09032)\./,
        tries: 'several',
      };
      try {
        // Each tablet learns it from the first statement, which gets no answer.
        for (const statement of [update, insert(1001)])
          await send(client.db, 'write', statement).catch(() => {});
        await expectFailure(client, 'read', read, notReady);
        for (const statement of [update, insert(1001)])
          await expectFailure(client, 'write', statement, notReady);
      } finally {
        await server.start();
        for (const { name } of Object.values(keyspaces)) await untilServed(name);
      }
      await expectNothingDone();
      await send(client.db, 'write', sql`update people set age = 3 where id = 1`);
    });
  });
});
