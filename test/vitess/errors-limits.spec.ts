import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startVitess, type VitessServer } from '../../dev/vitess.ts';
import { query } from '../support/databases/query.ts';
import { beneathOf } from './beneath.ts';
import { clients, drivers, type OpenClient } from './clients.ts';
import { expectFailure, lost, MOST_HOSTILE, send, unknown } from './failing.ts';
import { createPeople, keyspaces } from './people.ts';

const read = sql`select * from people where id = 1 and email <> ${MOST_HOSTILE}`;
const update = sql`update people set age = 1 where id = 1 and email <> ${MOST_HOSTILE}`;

let server: VitessServer;
beforeAll(async () => {
  const options = [
    ...['--queryserver-config-query-timeout', '1s', '--queryserver-config-transaction-timeout', '2s'],
  ];
  server = await startVitess({ keyspaces: [keyspaces.many], options });
  await createPeople(server.url, [1]);
});
afterAll(() => server?.stop());

describe.each(drivers)('by %s', (driver) => {
  describe.each(Object.values(keyspaces))('on $shards shards', (keyspace) => {
    async function open(): Promise<OpenClient> {
      const client = await clients[driver](`${server.url}/${keyspace.name}`);
      onTestFinished(() => client.close().then(() => {}));
      return client;
    }

    describe('a statement that takes too long', () => {
      it('is sent again where it reads', async () => {
        const sleeping = sql`select sleep(3), ${MOST_HOSTILE} from people where id = 1`;
        await expectFailure(await open(), 'read', sleeping, lost);
      });

      it.each([
        { where: 'reads, while it waits for a locked table', kind: 'read', statement: read, expected: lost },
        {
          where: 'writes, while it waits for a locked table',
          kind: 'write',
          statement: update,
          expected: unknown,
        },
        {
          where: 'writes what may be written twice, while it waits for a locked table',
          kind: 'repeatable write',
          statement: update,
          expected: { ...unknown, tries: 3 },
        },
      ] as const)('is given up where it $where', async ({ kind, statement, expected }) => {
        const client = await open();
        const unlock = await (await beneathOf(server.beneath)).lockTables(keyspace);
        await expectFailure(client, kind, statement, expected).finally(unlock);
      });

      it('is left open where it waits for a locked row, and has changed nothing', async () => {
        const client = await open();
        const unlock = await (await beneathOf(server.beneath)).lockRows(keyspace);
        const late = sql`update people set age = 99 where id = 1`;
        await expectFailure(client, 'write', late, unknown).finally(unlock);
        const url = `${server.url}/${keyspace.name}`;
        expect(await query(url, 'select id from people where id = 1 and age = 99')).toEqual([]);
      });
    });

    it('a transaction of one’s own that takes too long is refused', async () => {
      const { db, statements } = await open();
      const after = [
        ['read', read],
        ['write', update],
      ] as const;
      for (const [kind, statement] of after) {
        const late = db.transaction(async (tx) => {
          await send(tx, 'write', update);
          await pause(3_000);
          await send(tx, kind, statement);
        });
        await expect(late).rejects.toMatchObject({
          code: 'DATABASE',
          message: expect.stringMatching(/: Aborted\.$/),
        });
      }
      // What began them, and what came too late.
      expect(statements.filter((text) => text.includes('people'))).toHaveLength(4);
    });
  });
});
