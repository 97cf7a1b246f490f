import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool, type PoolOptions } from 'mysql2/promise';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { sessions } from '../../src/schema/index.ts';
import { createTables } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import { newUser, signIn } from '../support/rows/samples.ts';
import { startTcpRelay } from './tcp-relay.ts';

describe.each(Object.entries(inject('servers')))(
  'a pool for %s whose connections a NAT forgot',
  (_kind, url) => {
    it.each([
      [1, { connectionLimit: 1 }],
      [2, { connectionLimit: 2 }],
      // Ten at once, of which the pool keeps no more than two idle.
      [10, { connectionLimit: 10, maxIdle: 2, idleTimeout: 100 }],
    ])('signs out at the first try, with %d of them', async (size, options) => {
      const { relay, pool, adapter } = await openPool(url, options);
      const { email, id } = await adapter.createUser(newUser());
      const { sessionToken } = await signIn(adapter, id);
      const errors: Error[] = [];
      const cookies = new Map([['authjs.session-token', sessionToken]]);
      const visitor = newVisitor(configureAuth(adapter, [], errors), { cookies });
      expect(await signedInAs(visitor)).toBe(email);
      await connectAll(pool, size);
      await expect.poll(() => relay.open(), { timeout: 15_000 }).toBeLessThanOrEqual(2);
      relay.forget();
      await visitor.post('/auth/signout');
      expect(errors).toEqual([]);
      expect(await drizzle({ client: pool }).$count(sessions, eq(sessions.sessionToken, sessionToken))).toBe(
        0,
      );
    });
  },
);

async function openPool(serverUrl: string, options: PoolOptions) {
  const database = await createDatabase(serverUrl);
  await createTables(database.url, {});
  const relay = await startTcpRelay(database.url);
  const pool = createPool({ uri: relay.url, ...options });
  onTestFinished(async () => {
    pool.pool.end(() => {});
    await relay.close();
    await database.drop();
  });
  return { relay, pool, adapter: MySqlAdapter(pool) };
}

/** Has a pool open all of its connections, which then lie idle. */
async function connectAll(pool: ReturnType<typeof createPool>, size: number): Promise<void> {
  const lent = await Promise.all(Array.from({ length: size }, () => pool.getConnection()));
  for (const connection of lent) connection.release();
}
