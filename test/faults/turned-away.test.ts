import { type Connection, createConnection, createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import type { ServerKind } from '../../dev/mysql.ts';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables } from '../backends/backend.ts';
import { newUser } from '../support/rows/samples.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';
import { startTcpRelay } from './tcp-relay.ts';

const GIVE_TLS = 'If the server requires TLS, set `ssl` on the pool.';
const servers = inject('servers');
const kinds = Object.keys(servers) as ServerKind[];

/** Reads something and writes something, and expects that both fail alike and at the first connection. */
async function expectTurnedAway(url: string, message: RegExp): Promise<void> {
  const relay = await startTcpRelay(url);
  const pool = createPool(relay.url);
  onTestFinished(async () => {
    pool.pool.end(() => {});
    await relay.close();
  });
  const adapter = MySqlAdapter(pool);
  for (const call of [() => adapter.getUser('x'), () => adapter.createUser(newUser())]) {
    const before = relay.opened();
    const error = await call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', message: expect.stringMatching(message) });
    expect(relay.opened()).toBe(before + 1);
  }
}

describe.each(kinds)('a %s server that takes TLS only', (kind) => {
  let server: OwnServer;
  let root: Connection;
  beforeAll(async () => {
    server = await startOwnServer(kind);
    root = await createConnection(server.url);
    await root.query('create database app');
    await createTables(`${server.url}/app`, {});
    await root.query('set global require_secure_transport = on');
  });
  afterAll(async () => {
    root?.destroy();
    await server?.remove();
  });

  it('tells those who come without TLS to give the pool ssl, at once', async () => {
    // MariaDB 10.11 says no more than that access is denied.
    const message =
      kind === 'mysql'
        ? `^The database could not be reached: ER_SECURE_TRANSPORT_REQUIRED\\. ${GIVE_TLS}$`
        : `: ER_(ACCESS_DENIED_ERROR\\. Check the user name and the password|SECURE_TRANSPORT_REQUIRED)\\. ${GIVE_TLS}$`;
    await expectTurnedAway(`${server.url}/app`, new RegExp(message));
  });

  // A MariaDB of Debian comes without a certificate.
  const withTls = kind === 'mysql' ? [kind] : [];
  it.each(withTls)('lets in who does so: %s', async () => {
    const pool = createPool({ uri: `${server.url}/app`, ssl: { rejectUnauthorized: false } });
    onTestFinished(() => pool.end());
    expect(await MySqlAdapter(pool).getUser('x')).toBeNull();
  });
});

it.each(kinds)(
  'who wants TLS of a %s server that has none, or no trusted certificate, is told',
  async (kind) => {
    const pool = createPool({ uri: servers[kind] ?? '', ssl: {} });
    onTestFinished(() => pool.end());
    const reason = /: HANDSHAKE_(NO_SSL_SUPPORT|SSL_ERROR)\. Check the TLS settings\.$/;
    await expect(MySqlAdapter(pool).createUser(newUser())).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
      message: expect.stringMatching(reason),
    });
  },
);

it.each(kinds)(
  'who asks %s for a database that does not exist is told at once to check its name',
  async (kind) => {
    const { href } = new URL('/nowhere', servers[kind]);
    await expectTurnedAway(href, /: ER_BAD_DB_ERROR\. Check the database name\.$/);
  },
);

/** Errors of hosted services whose numbers stand for anything, or for something else elsewhere. */
const texts = [
  {
    by: 'PlanetScale',
    errno: 1105,
    message:
      'unknown error: Code: UNAVAILABLE\nserver does not allow insecure connections, client must use SSL/TLS\n',
    advice: `ER_SECURE_TRANSPORT_REQUIRED. ${GIVE_TLS}`,
  },
  {
    by: 'TiDB Cloud',
    errno: 1105,
    message: 'Connections using insecure transport are prohibited. See https://docs.pingcap.com',
    advice: `ER_SECURE_TRANSPORT_REQUIRED. ${GIVE_TLS}`,
  },
  {
    by: 'Azure',
    errno: 9002,
    message: 'SSL connection is required. Please specify SSL options and retry.',
    advice: `ER_SECURE_TRANSPORT_REQUIRED. ${GIVE_TLS}`,
  },
  {
    by: 'Vitess',
    errno: 1049,
    message: "VT05003: unknown database 'app' in vschema",
    advice: 'VT05003. Check the database name.',
  },
];

it.each(texts)('what $by says is understood, and not asked for again', async ({ errno, message, advice }) => {
  const proxy = await startMySqlProxy(Object.values(servers)[0] ?? '');
  const pool = createPool(proxy.url);
  onTestFinished(async () => {
    await pool.end();
    await proxy.close();
  });
  const adapter = MySqlAdapter(pool);
  for (const call of [() => adapter.getUser('x'), () => adapter.createUser(newUser())]) {
    proxy.inject({ kind: 'refuse', statement: /users/, errno, message });
    proxy.clear();
    await expect(call()).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
      message: `The database could not be reached: ${advice}`,
    });
    expect(proxy.statements.filter((statement) => statement.includes('users'))).toHaveLength(1);
  }
});
