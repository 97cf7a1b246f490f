import { type Connection, createConnection, createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type ServerKind, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../backends/backend.ts';
import { newUser } from '../support/rows/samples.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';
import { createPlainUser } from './plain-user.ts';
import { startTcpRelay } from './tcp-relay.ts';

const kinds = Object.keys(inject('servers')) as ServerKind[];

/** A state in which a server lets nobody in. */
interface Trouble {
  readonly errno: number;
  readonly code: string;
  readonly kinds: readonly ServerKind[];
  /** The options of a user whom the server does not let in. */
  readonly userOptions?: string;
  /** Begins it for one user, and returns how to end it. */
  readonly begin: (root: Connection, url: string) => Promise<() => Promise<unknown>>;
}

const BOTH = ['mysql', 'mariadb'] as const;

const troubles: Record<string, Trouble> = {
  'whose connections are all taken': {
    errno: 1040,
    code: 'ER_CON_COUNT_ERROR',
    kinds: BOTH,
    async begin(root, url) {
      await root.query('set global max_connections = 10');
      const end = await takeAll(url, 1040);
      return () => Promise.all([end(), root.query('set global max_connections = 500')]);
    },
  },
  'where a user has no connection left': {
    errno: 1226,
    code: 'ER_USER_LIMIT_REACHED',
    kinds: BOTH,
    userOptions: 'with max_user_connections 2',
    begin: (_root, url) => takeAll(url, 1226),
  },
  'where nobody has a connection left of those for one user': {
    errno: 1203,
    code: 'ER_TOO_MANY_USER_CONNECTIONS',
    // MariaDB takes such a limit only where it has had one since it started.
    kinds: ['mysql'],
    async begin(root, url) {
      await root.query('set global max_user_connections = 2');
      const end = await takeAll(url, 1203);
      return () => Promise.all([end(), root.query('set global max_user_connections = 0')]);
    },
  },
  'that is set offline': {
    errno: 3032,
    code: 'ER_SERVER_OFFLINE_MODE',
    kinds: ['mysql'],
    async begin(root) {
      await root.query('set global offline_mode = 1');
      return () => root.query('set global offline_mode = 0');
    },
  },
};

describe.each(kinds)('a %s server', (kind) => {
  let server: OwnServer;
  let database: TemporaryDatabase;
  let root: Connection;
  beforeAll(async () => {
    server = await startOwnServer(kind);
    database = await createDatabase(server.url);
    await createTables(database.url, {});
    root = await createConnection(server.url);
  });
  afterAll(async () => {
    root?.destroy();
    await server?.remove();
  });

  const here = Object.entries(troubles).filter(([, { kinds }]) => kinds.includes(kind));

  describe.each(here)('%s', (_name, { errno, code, userOptions, begin }) => {
    /** Begins the trouble for a user, whose adapter has no connection yet. */
    async function meet() {
      const url = new URL(database.url);
      url.username = new URL(await createPlainUser(server.url, userOptions)).username;
      const relay = await startTcpRelay(url.href);
      const pool = createPool(relay.url);
      const end = await begin(root, url.href);
      onTestFinished(async () => {
        await end();
        pool.pool.end(() => {});
        await relay.close();
      });
      return { adapter: MySqlAdapter(pool), end, opened: () => relay.opened() };
    }

    it('is asked again for about two seconds, and then it is known that nothing was done', async () => {
      const { adapter, opened } = await meet();
      const ends = await Promise.allSettled([adapter.createUser(newUser()), adapter.getUser('x')]);
      const reason = { code: 'CONNECTION_LOST', cause: { errno } };
      const message = expect.stringContaining(`which changed nothing: ${code}. Try again later.`);
      expect(ends).toMatchObject([{ reason: { ...reason, message } }, { reason: { ...reason, message } }]);
      // On a busy machine a single try may take long.
      expect(opened()).toBeGreaterThan(2);
      expect(opened()).toBeLessThan(200);
    });

    it('does what it is asked for when it lets somebody in again meanwhile', async () => {
      const { adapter, end, opened } = await meet();
      const user = newUser();
      const created = adapter.createUser(user);
      await expect.poll(opened, { interval: 5, timeout: 10_000 }).toBeGreaterThan(1);
      await end();
      expect(await created).toMatchObject({ email: user.email });
      expect(await adapter.getUserByEmail(user.email)).toEqual(await created);
    });
  });
});

/** Connects until the server says so with this number, and returns how to give back what was taken. */
async function takeAll(url: string, errno: number): Promise<() => Promise<unknown>> {
  const taken: Connection[] = [];
  for (;;) {
    try {
      taken.push(await createConnection(url));
    } catch (error) {
      expect(error).toMatchObject({ errno });
      return () => Promise.all(taken.map((connection) => connection.destroy()));
    }
  }
}
