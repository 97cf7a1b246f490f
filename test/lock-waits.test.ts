import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { users } from '../src/schema/index.ts';
import type { OpenBackend } from './backends/backend.ts';
import { wantedBackends } from './backends/index.ts';
import { newUser } from './contract/samples.ts';

const servers = inject('servers');
const withSessions = wantedBackends().filter(({ server, hasSessions }) => servers[server] && hasSessions);

describe.each(withSessions)('a lock that is waited for in vain on $name', (backend) => {
  let open: OpenBackend;
  beforeAll(async () => {
    // A second is the shortest wait that the servers have.
    open = await backend.open(servers[backend.server] ?? '', {
      session: 'set session innodb_lock_wait_timeout = 1',
    });
  });
  afterAll(() => open.close());

  const updatesOf = async (work: () => Promise<unknown>) =>
    (await open.statementsOf(work)).filter((statement) => statement.startsWith('update')).length;

  it('is waited for again, and the write is done once it is free', async () => {
    const adapter = open.adapter();
    const { id } = await adapter.createUser(newUser());
    let update: Promise<unknown> | undefined;
    const updates = await updatesOf(async () => {
      await open.db.transaction(async (transaction) => {
        await transaction.execute(sql`select id from users where id = ${id} for update`);
        update = adapter.updateUser({ id, name: 'Grace' });
        // Until the first wait is over: its statement is sent once more.
        await transaction.execute(sql`do sleep(1.5)`);
      });
      await update;
    });
    expect(updates).toBeGreaterThan(1);
    expect(await adapter.getUser(id)).toMatchObject({ name: 'Grace' });
  });

  it('is given up after three more waits, and nothing has changed', async () => {
    const adapter = open.adapter();
    const { id } = await adapter.createUser(newUser());
    const updates = await updatesOf(() =>
      open.db.transaction(async (transaction) => {
        await transaction.execute(sql`select id from users where id = ${id} for update`);
        await expect(adapter.updateUser({ id, name: 'Eve' })).rejects.toMatchObject({
          code: 'RETRIES_EXHAUSTED',
          table: 'users',
          cause: { errno: 1205, code: 'ER_LOCK_WAIT_TIMEOUT' },
        });
      }),
    );
    expect(updates).toBe(4);
    expect(await open.db.select({ name: users.name }).from(users).where(eq(users.id, id))).toEqual([
      { name: 'Ada Lovelace' },
    ]);
  });
});
