import { randomBytes } from 'node:crypto';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { keyring } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { oauthRefresh, providerTokens } from '../../src/tokens.ts';
import { startTokenEndpoint } from '../support/auth/token-endpoint.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { bundleCaller } from '../support/processes/bundle-caller.ts';
import { newAccount, newUser, unique } from '../support/rows/samples.ts';
import type { Said, Task } from './caller.ts';
import { type Caller, startCaller } from './start-caller.ts';

const ways = servers.flatMap((server) =>
  server === 'mysql' ? ([`mysql2 on mysql`, `HTTP on mysql`] as const) : ([`mysql2 on mariadb`] as const),
);
const [first, second] = [randomBytes(32), randomBytes(32)].map((bytes) => bytes.toString('base64')) as [
  string,
  string,
];
/** The deployments of a site that begins to encrypt tokens, and then moves to another key. */
const deployments: readonly Task['ring'][] = [
  undefined,
  { current: null, keys: { first } },
  { current: 'first', keys: { first } },
  { current: 'first', keys: { first, second } },
  { current: 'second', keys: { first, second } },
];
const last = { current: 'second', keys: { second } };
/** Processes that a site has at a time. */
const PROCESSES = 2;

describe.each(ways)('processes over %s', (way) => {
  let program: Awaited<ReturnType<typeof bundleCaller>>;
  beforeAll(async () => {
    program = await bundleCaller(import.meta.url);
  });
  afterAll(() => program.remove());

  it('lose no token while one after the other begins to encrypt them, gets another key, and loses the first one', {
    timeout: 400_000,
  }, async () => {
    const databaseUrl = await newDatabase(way.endsWith('mariadb') ? 'mariadb' : 'mysql');
    await makeTables(databaseUrl, tables);
    const pool = createPool(databaseUrl);
    const planetscale = way.startsWith('HTTP') ? await startPlanetScale(databaseUrl) : undefined;
    const endpoint = await startTokenEndpoint();
    onTestFinished(async () => {
      await Promise.all([endpoint.close(), planetscale?.close(), pool.end()]);
    });
    const plain = MySqlAdapter(pool, { tables });
    const newPerson = async (tokens: { access_token: string; refresh_token: string }) => {
      const { id } = await plain.createUser(newUser());
      const account = { ...newAccount(id, { provider: 'local' }), ...tokens, expires_at: 1 };
      await plain.linkAccount(account);
      return account;
    };
    const grants = Array.from({ length: 4 }, () => endpoint.newGrant({ delayMs: 20 }));
    const people = await Promise.all(
      grants.map(({ refreshToken }) => newPerson({ access_token: 'old', refresh_token: refreshToken })),
    );
    // Nobody signs in with these.
    const away = await Promise.all(
      Array.from({ length: 60 }, () =>
        newPerson({ access_token: unique('access'), refresh_token: unique('refresh') }),
      ),
    );

    const start = (ring: Task['ring'], job: Task['job']) =>
      startCaller(program.file, {
        ...{ url: planetscale?.url ?? databaseUrl, tokenEndpoint: endpoint.url, ring, job },
        people: people.map(({ userId, provider, providerAccountId }) => ({
          userId,
          provider,
          providerAccountId,
        })),
      });
    const running: Caller[] = [];
    const said: Said[] = [];
    const stopOne = async () => {
      const stopped = await running.shift()?.stop();
      if (stopped) said.push(stopped);
    };
    /** Replaces one process after the other, so that those of two deployments work side by side. */
    async function deploy(ring: Task['ring']) {
      for (let number = 0; number < PROCESSES; number++) {
        running.push(await start(ring, 'traffic'));
        if (running.length > PROCESSES) await stopOne();
      }
    }

    for (const ring of deployments) await deploy(ring);
    // Killed, stopped by Ctrl-C, and run to its end.
    const killed = await start(deployments.at(-1), 'reencrypt');
    killed.signal('SIGKILL');
    await killed.end();
    const stopped = await start(deployments.at(-1), 'reencrypt');
    stopped.signal('SIGINT');
    expect((await stopped.end())?.result).toMatchObject({ reencrypted: expect.any(Number) });
    const complete = await (await start(deployments.at(-1), 'reencrypt')).end();
    expect(complete?.result).toMatchObject({ skipped: 0, done: true });
    await deploy(last);
    while (running.length > 0) await stopOne();

    expect(said).toHaveLength((deployments.length + 1) * PROCESSES);
    expect(said.flatMap(({ errors }) => errors)).toEqual([]);
    const adapter = MySqlAdapter(pool, { tables, encryptOAuthTokens: keyring(last) });
    const linked = said.flatMap((each) => each.linked);
    expect(linked.length).toBeGreaterThan(said.length);
    for (const { provider, providerAccountId, access_token, refresh_token } of [...away, ...linked])
      expect(await adapter.getAccount(providerAccountId, provider)).toMatchObject({
        access_token,
        refresh_token,
      });
    // Each refresh token was used once, and the one that is stored is the next.
    const refresh = {
      local: oauthRefresh({ tokenEndpoint: endpoint.url, clientId: 'app', clientSecret: 'secret' }),
    };
    const { getAccessToken } = providerTokens(adapter, { refresh });
    await pool.query('update accounts set expires_at = 1');
    for (const person of people) expect(await getAccessToken(person)).not.toBeNull();
    for (const grant of grants) expect(grant).toMatchObject({ mostAtOnce: 1, isRevoked: false });
    const [rows] = await pool.query('select * from accounts');
    for (const row of rows as Record<string, unknown>[])
      for (const name of ['access_token', 'refresh_token', 'id_token'])
        if (row[name] !== null) expect(row[name]).toMatch(/^v1\.second\./);
  });
});
