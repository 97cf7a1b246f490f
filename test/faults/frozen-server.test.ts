import { Auth } from '@auth/core';
import type { Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type ServerKind } from '../../dev/mysql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { type Adapter, createTables } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newUser, signIn, uniqueEmail } from '../support/rows/samples.ts';
import { freeze } from './freeze.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';

type Handler = (request: Request) => Promise<Response>;

const [poolCode = ''] = await codeUnder('pools.md', 'A pool to start from', 'ts');
const [deadlineCode = ''] = await codeUnder('pools.md', 'A deadline for a request', 'ts');
const [hookCode = ''] = await codeUnder('pools.md', 'What the server can do', 'ts');
const [fetchCode = ''] = await codeUnder('edge.md', 'When something breaks', 'ts');

const kinds = Object.keys(inject('servers')) as ServerKind[];

describe.each(kinds)('a %s server', { timeout: 60_000 }, (kind) => {
  let server: OwnServer;
  beforeAll(async () => {
    server = await startOwnServer(kind);
  });
  afterAll(() => server?.remove());

  /** Makes a database with the pool and the adapter of the page. */
  async function open() {
    const { url } = await createDatabase(server.url);
    await createTables(url, { additions: await productionSql() });
    const { adapter, pool } = await importCode<{ adapter: Adapter; pool: Pool }>(poolCode, url);
    onTestFinished(() => pool.end());
    return { adapter, pool, url };
  }

  it('that stands still is waited for by no visitor beyond the deadline, and serves them all once it wakes up', async () => {
    const { adapter } = await open();
    const { withDeadline } = await importCode<{ withDeadline: (handler: Handler, ms: number) => Handler }>(
      deadlineCode,
    );
    const config = configureAuth(adapter, []);
    const [{ sessionToken }, user] = [await signIn(adapter), newUser()];
    const visit = (deadlineMs: number) => withDeadline((request) => Auth(request, config), deadlineMs);
    const signUp = withDeadline(async () => Response.json(await adapter.createUser(user)), 200);
    const headers = { cookie: `authjs.session-token=${sessionToken}` };
    const request = () => new Request('http://app.test/auth/session', { headers });
    expect((await visit(20_000)(request())).status).toBe(200);

    const thaw = await freeze(server.url);
    const answers = await Promise.all([visit(200)(request()), signUp(request())]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    thaw();
    const again = await visit(20_000)(request());
    expect(await again.json()).toMatchObject({ user: { email: expect.any(String) } });
    // A statement under way is executed anyway, as the page says of a write.
    await expect.poll(() => adapter.getUserByEmail(user.email)).not.toBeNull();
  });

  it('that stands still has statements turned away at once when the queue is full', async () => {
    const { adapter, pool } = await open();
    const lent = await Promise.all(Array.from({ length: 10 }, () => pool.getConnection()));
    for (const connection of lent) connection.release();
    const thaw = await freeze(server.url);
    const waiting = Array.from({ length: 60 }, () => adapter.getUser('x'));
    const beyond = [adapter.getUser('x'), adapter.createUser(newUser())];
    for (const { status, ...end } of await Promise.allSettled(beyond)) {
      expect(status).toBe('rejected');
      expect(end).toMatchObject({ reason: { code: 'CONNECTION_LOST' } });
    }
    thaw();
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => null));
    expect(await adapter.createUser(newUser())).toMatchObject({ name: 'Ada Lovelace' });
  });

  it('that stands still is given up by a pool without connections at connectTimeout, and let in again', async () => {
    const { adapter } = await open();
    const thaw = await freeze(server.url);
    const reason = {
      code: 'CONNECTION_LOST',
      message: expect.stringContaining('could not be reached: ETIMEDOUT'),
    };
    const ends = await Promise.allSettled([adapter.getUser('x'), adapter.createUser(newUser())]);
    expect(ends).toMatchObject([{ reason }, { reason }]);
    thaw();
    expect(await adapter.createUser(newUser())).toMatchObject({ name: 'Ada Lovelace' });
  });

  // The HTTP server here runs in front of a MySQL.
  it.each(kind === 'mysql' ? [kind] : [])(
    'that stands still is given up over HTTP at the time limit of fetch, which leaves writes open: %s',
    async () => {
      const { url, adapter: onPool } = await open();
      const planetscale = await startPlanetScale(url);
      onTestFinished(() => planetscale.close());
      const code = fetchCode.replace('5_000', '1_000');
      const { adapter } = await importCode<{ adapter: Adapter }>(code, planetscale.url);
      const { sessionToken } = await signIn(onPool);
      const thaw = await freeze(server.url);
      planetscale.clear();
      const ends = await Promise.allSettled([
        adapter.getUser('x'),
        adapter.createUser(newUser({ email: uniqueEmail() })),
        adapter.deleteSession(sessionToken),
      ]);
      const [read, write] = ['CONNECTION_LOST', 'OUTCOME_UNKNOWN'].map((code) => ({
        reason: { code, message: expect.stringContaining('TimeoutError') },
      }));
      expect(ends).toMatchObject([read, write, write]);
      expect(planetscale.statements).toHaveLength(3);
      thaw();
      const isUp = () =>
        adapter.getUser('x').then(
          () => true,
          () => false,
        );
      await expect.poll(isUp, { timeout: 20_000 }).toBe(true);
    },
  );

  it('that is slow ends statements by itself, once each connection has been told so', async () => {
    const { url } = await open();
    const limit = { mysql: 'max_execution_time = 500', mariadb: 'max_statement_time = 0.5' }[kind];
    const code = hookCode.replace('max_execution_time = 5000', limit);
    const { pool } = await importCode<{ pool: Pool }>(code, url);
    onTestFinished(() => pool.end());
    const columns = 'information_schema.columns';
    const slow = pool.query(`select count(*) from ${columns} a, ${columns} b, ${columns} c`);
    await expect(slow).rejects.toMatchObject({ errno: kind === 'mysql' ? 3024 : 1969 });
  });
});
