import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MySqlAdapter } from '../src/index.ts';
import { users } from '../src/schema/index.ts';
import type { Backend, OpenBackend } from './backends/backend.ts';
import { wantedBackends } from './backends/index.ts';
import { newUser, signIn } from './contract/samples.ts';
import { query } from './dev/mysql/query.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';

const servers = inject('servers');
const backends = wantedBackends().filter(({ server }) => servers[server]);

describe.each(backends)('a lock that $name waits for in vain', ({ server, hasSessions, open }) => {
  let own: OwnServer | undefined;
  beforeAll(async () => {
    if (hasSessions) return;
    // Without sessions it is set for all of a server, and none but one of its own.
    own = await startOwnServer(server);
    await query(own.url, 'set global innodb_lock_wait_timeout = 1');
  });
  afterAll(() => own?.remove());

  /** Opens a database whose locks are waited for a second at most, makes a user in it, and locks the row. */
  async function withLockedUser(
    work: (backend: OpenBackend, user: { id: string; sessionToken: string }) => Promise<void>,
  ): Promise<void> {
    const backend = await openFor(open, own?.url ?? servers[server] ?? '');
    try {
      const { userId: id, sessionToken } = await signIn(backend.adapter());
      await work(backend, { id, sessionToken });
    } finally {
      await backend.close();
    }
  }

  const openFor = (open: Backend['open'], url: string) =>
    open(url, hasSessions ? { session: 'set session innodb_lock_wait_timeout = 1' } : {});

  /** Does work while somebody else holds the row of a user. */
  function whileLocked({ db }: OpenBackend, id: string, work: () => Promise<void>): Promise<void> {
    return db.transaction(async (other) => {
      await other.select({ id: users.id }).from(users).where(eq(users.id, id)).for('update');
      await work();
    });
  }

  const timesIn = (sent: readonly string[], start: string) =>
    sent.filter((statement) => statement.toLowerCase().startsWith(start)).length;

  it.concurrent('is waited for again, and a write succeeds when it is released', async () => {
    await withLockedUser(async (backend, { id }) => {
      await backend.statementsOf(async (sent) => {
        let changed: Promise<unknown> = Promise.resolve();
        await whileLocked(backend, id, async () => {
          changed = backend.adapter().updateUser({ id, name: 'Grace Hopper' });
          await expect.poll(() => timesIn(sent, 'update'), { timeout: 15_000 }).toBeGreaterThan(1);
        });
        expect(await changed).toMatchObject({ name: 'Grace Hopper' });
      });
      expect(await backend.adapter().getUser(id)).toMatchObject({ name: 'Grace Hopper' });
    });
  });

  it.concurrent('is waited for again by a whole deletion, which succeeds when it is released', async () => {
    await withLockedUser(async (backend, { id, sessionToken }) => {
      const sent = await backend.statementsOf(async (sent) => {
        let deleted: Promise<unknown> = Promise.resolve();
        await whileLocked(backend, id, async () => {
          deleted = backend.adapter().deleteUser(id);
          await expect.poll(() => timesIn(sent, 'begin'), { timeout: 15_000 }).toBeGreaterThan(1);
        });
        await deleted;
      });
      const begun = timesIn(sent, 'begin');
      expect([timesIn(sent, 'rollback'), timesIn(sent, 'commit')]).toEqual([begun - 1, 1]);
      expect(await backend.adapter().getSessionAndUser(sessionToken)).toBeNull();
    });
  });

  it.concurrent('ends a write at the fourth time, with nothing changed', async () => {
    await withLockedUser(async (backend, { id }) => {
      const adapter = backend.adapter();
      const before = await adapter.getUser(id);
      const sent = await backend.statementsOf(() =>
        whileLocked(backend, id, async () => {
          const changed = adapter.updateUser({ id, name: 'Grace Hopper' });
          await expect(changed).rejects.toMatchObject({
            code: 'RETRIES_EXHAUSTED',
            cause: { errno: 1205 },
          });
        }),
      );
      expect(timesIn(sent, 'update')).toBe(4);
      expect(await adapter.getUser(id)).toEqual(before);
    });
  });

  it.concurrent('ends a deletion at the fourth time, with nothing deleted', async () => {
    await withLockedUser(async (backend, { id, sessionToken }) => {
      const adapter = backend.adapter();
      const sent = await backend.statementsOf(() =>
        whileLocked(backend, id, async () => {
          await expect(adapter.deleteUser(id)).rejects.toMatchObject({
            code: 'RETRIES_EXHAUSTED',
            cause: { errno: 1205 },
          });
        }),
      );
      expect([timesIn(sent, 'begin'), timesIn(sent, 'rollback')]).toEqual([4, 4]);
      expect(await adapter.getSessionAndUser(sessionToken)).not.toBeNull();
      await adapter.deleteUser(id);
      expect(await adapter.getUser(id)).toBeNull();
    });
  });

  it.concurrent("is not waited for again within a caller's transaction, which may go on", async () => {
    await withLockedUser(async (backend, { id }) => {
      const outside = backend.adapter();
      let other = '';
      const sent = await backend.statementsOf(() =>
        whileLocked(backend, id, () =>
          backend.source().transaction(async (transaction) => {
            const inside = MySqlAdapter(transaction);
            other = (await inside.createUser(newUser())).id;
            const changed = inside.updateUser({ id, name: 'Grace Hopper' });
            await expect(changed).rejects.toMatchObject({ code: 'RETRIES_EXHAUSTED' });
          }),
        ),
      );
      expect(timesIn(sent, 'update')).toBe(1);
      expect(await outside.getUser(other)).not.toBeNull();
    });
  });
});
