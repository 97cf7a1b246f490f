import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { MySqlAdapter } from '../../src/index.ts';
import { users } from '../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { query } from '../support/databases/query.ts';
import { newUser, signIn } from '../support/rows/samples.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';

const servers = inject('servers');
const backends = wantedBackends().filter(({ server }) => servers[server]);

/** The beginning of the statement that deletes a user with everything. */
const WHOLE_USER = 'delete from `sessions`, `accounts`, `users`';

/** Two users whose rows somebody else locks: one to change, and one to delete. */
interface People {
  readonly changed: string;
  readonly leaving: string;
}

// At the same time, since each of them waits for seconds.
describe.concurrent.each(backends)('a lock that $name waits for in vain', (backend) => {
  let own: OwnServer | undefined;
  beforeAll(async () => {
    if (backend.hasSessions) return;
    // Without sessions it must be set for the whole server, so only for one of its own.
    own = await startOwnServer(backend.server);
    await query(own.url, 'set global innodb_lock_wait_timeout = 1');
  });
  afterAll(() => own?.remove());

  /** Makes people in a database of their own, whose locks are waited for a second at most. */
  async function withPeople(work: (open: OpenBackend, adapter: Adapter, people: People) => Promise<void>) {
    const session = 'set session innodb_lock_wait_timeout = 1';
    const url = own?.url ?? servers[backend.server] ?? '';
    const open = await backend.open(url, backend.hasSessions ? { session } : {});
    try {
      const adapter = open.adapter();
      const [changed, leaving] = [await signIn(adapter), await signIn(adapter)];
      await work(open, adapter, { changed: changed.userId, leaving: leaving.userId });
    } finally {
      await open.close();
    }
  }

  /** Does work while somebody else holds the rows of people. */
  function whileLocked<Result>({ db }: OpenBackend, people: People, work: () => Promise<Result>) {
    return db.transaction(async (other) => {
      // One by one, by primary key: a list of two may lock the end of a small table, and new rows with it.
      for (const id of Object.values(people))
        await other.select({ id: users.id }).from(users).where(eq(users.id, id)).for('update');
      return work();
    });
  }

  const timesIn = (sent: readonly string[], start: string) =>
    sent.filter((statement) => statement.toLowerCase().startsWith(start)).length;

  it('is waited for again, by a write and by a whole deletion, which succeed when it is released', ({
    expect,
  }) =>
    withPeople(async (open, adapter, people) => {
      await open.statementsOf(async (sent) => {
        const calls = await whileLocked(open, people, async () => {
          const changed = adapter.updateUser({ id: people.changed, name: 'Grace Hopper' });
          const deleted = adapter.deleteUser(people.leaving);
          const tries = () => Math.min(timesIn(sent, 'update'), timesIn(sent, WHOLE_USER));
          await expect.poll(tries, { timeout: 15_000 }).toBeGreaterThan(1);
          return { changed, deleted };
        });
        expect(await calls.changed).toMatchObject({ name: 'Grace Hopper' });
        await calls.deleted;
      });
      expect(await adapter.getUser(people.changed)).toMatchObject({ name: 'Grace Hopper' });
      expect(await adapter.getUser(people.leaving)).toBeNull();
    }));

  it('ends a write and a deletion at the fourth try, with nothing changed', ({ expect }) =>
    withPeople(async (open, adapter, people) => {
      const before = await Promise.all(Object.values(people).map(adapter.getUser));
      const sent = await open.statementsOf(() =>
        whileLocked(open, people, async () => {
          const ends = await Promise.allSettled([
            adapter.updateUser({ id: people.changed, name: 'Grace Hopper' }),
            adapter.deleteUser(people.leaving),
          ]);
          const reason = { code: 'RETRIES_EXHAUSTED', cause: { errno: 1205 } };
          expect(ends).toMatchObject([{ reason }, { reason }]);
        }),
      );
      expect(['update', WHOLE_USER].map((start) => timesIn(sent, start))).toEqual([4, 4]);
      expect(await Promise.all(Object.values(people).map(adapter.getUser))).toEqual(before);
    }));

  it("is not waited for again within a caller's transaction, which may go on", ({ expect }) =>
    withPeople(async (open, adapter, people) => {
      let other = '';
      const sent = await open.statementsOf(() =>
        whileLocked(open, people, () =>
          open.source().transaction(async (transaction) => {
            const inside = MySqlAdapter(transaction);
            other = (await inside.createUser(newUser())).id;
            const changed = inside.updateUser({ id: people.changed, name: 'Grace Hopper' });
            await expect(changed).rejects.toMatchObject({ code: 'RETRIES_EXHAUSTED' });
          }),
        ),
      );
      expect(timesIn(sent, 'update')).toBe(1);
      expect(await adapter.getUser(other)).not.toBeNull();
    }));
});
