import { eq } from 'drizzle-orm';
import { type Connection, createConnection, createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type ServerKind } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { sessions } from '../../src/schema/index.ts';
import { createTables, type OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { singleWrites } from '../support/calls/single-writes.ts';
import { anHourAgo, signIn } from '../support/rows/samples.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';
import { createPlainUser } from './plain-user.ts';

const kinds = Object.keys(inject('servers')) as ServerKind[];

/** The settings that make a server read-only, by family. */
const SETTINGS = { mysql: ['read_only', 'super_read_only'], mariadb: ['read_only'] } as const;

describe.each(kinds)('a %s server that is read-only', (kind) => {
  let server: OwnServer;
  let plainUrl: string;
  let root: Connection;
  beforeAll(async () => {
    server = await startOwnServer(kind);
    plainUrl = await createPlainUser(server.url);
    root = await createConnection(server.url);
  });
  afterAll(async () => {
    root?.destroy();
    await server?.remove();
  });

  /** Sets the server so until the test ends, or until what is returned is called. */
  async function makeReadOnly(setting: string) {
    const end = () => root.query('set global read_only = 0');
    await root.query(`set global ${setting} = 1`);
    onTestFinished(() => end().then(() => {}));
    return end;
  }

  describe.each(wantedBackends().filter((backend) => backend.server === kind))('by $name', (backend) => {
    let open: OpenBackend;
    beforeAll(async () => {
      open = await backend.open(plainUrl);
    });
    afterAll(() => open?.close());

    describe.each(SETTINGS[kind])('with %s', (setting) => {
      it.each(Object.entries(singleWrites))(
        'does %s once it may be written to again',
        async (_name, prepare) => {
          const { call, statement, timesDone } = await prepare(open.adapter(), open.db);
          const end = await makeReadOnly(setting);
          await open.statementsOf(async (sent) => {
            const called = call();
            const tries = () => sent.filter((text) => statement.test(text)).length;
            await Promise.all([
              called,
              expect.poll(tries, { interval: 5, timeout: 10_000 }).toBeGreaterThan(1).then(end),
            ]);
          });
          expect(await timesDone()).toBe(1);
        },
      );

      it('says that it was not ready for a write, and has done nothing', async () => {
        const writes = await Promise.all(
          Object.values(singleWrites).map((prepare) => prepare(open.adapter(), open.db)),
        );
        await makeReadOnly(setting);
        const ends = await Promise.allSettled(writes.map(({ call }) => call()));
        const message = expect.stringMatching(/was not ready for a write .* ER_OPTION_PREVENTS_STATEMENT/);
        const reason = { code: 'CONNECTION_LOST', message, cause: { errno: 1290 } };
        expect(ends).toMatchObject(writes.map(() => ({ reason })));
        for (const { timesDone } of writes) expect(await timesDone()).toBe(0);
      });

      it('treats an expired session as none, and sends nothing more', async () => {
        const read = await expiredSession(open);
        await makeReadOnly(setting);
        await expect(open.db.delete(sessions)).rejects.toMatchObject({ cause: { errno: 1290 } });
        await read();
      });
    });

    it('treats an expired session as none while somebody else has locked its row', async () => {
      const read = await expiredSession(open);
      await open.db.transaction(async (other) => {
        await other.select().from(sessions).for('update');
        await read();
      });
    });

    it('treats an expired session as none while a backup lets nobody write', async () => {
      const read = await expiredSession(open);
      await root.query('flush tables with read lock');
      try {
        await read();
      } finally {
        await root.query('unlock tables');
      }
    });
  });

  it('is taken for not ready, and shows an expired session to nobody, where only one’s own session is', async () => {
    const { url } = await createDatabase(server.url);
    await createTables(url, {});
    const [pool, readOnly] = [createPool(url), createPool(url)];
    onTestFinished(() => Promise.all([pool.end(), readOnly.end()]).then(() => {}));
    readOnly.pool.on('connection', (connection) => connection.query('set session transaction read only'));
    const session = await signIn(MySqlAdapter(pool), undefined, anHourAgo());
    expect(await MySqlAdapter(readOnly).getSessionAndUser(session.sessionToken)).toBeNull();
    const deleted = MySqlAdapter(readOnly).deleteSession(session.sessionToken);
    await expect(deleted).rejects.toMatchObject({ code: 'CONNECTION_LOST', cause: { errno: 1792 } });
  });
});

/** Makes an expired session; returns how to look it up, and how to expect that this sends one SELECT alone. */
async function expiredSession(open: OpenBackend) {
  const { sessionToken } = await signIn(open.adapter(), undefined, anHourAgo());
  return async () => {
    const sent = await open.statementsOf(async () => {
      expect(await open.adapter().getSessionAndUser(sessionToken)).toBeNull();
    });
    expect(sent).toEqual([expect.stringMatching(/^select /)]);
    expect(await open.db.$count(sessions, eq(sessions.sessionToken, sessionToken))).toBe(1);
  };
}
