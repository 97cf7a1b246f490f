import { eq, getTableName } from 'drizzle-orm';
import { Cache, type MutationOption } from 'drizzle-orm/cache/core';
import { expect, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { sessions } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../../support/calls/whole-life.ts';
import { inAnHour, newUser, signIn, unique } from '../../support/rows/samples.ts';

/** A cache that keeps every answer forever, as one does whose entries other processes cannot remove. */
class KeepingCache extends Cache {
  readonly kept = new Map<string, unknown[]>();
  readonly mutated = new Set<string>();
  asked = 0;

  override strategy() {
    return 'all' as const;
  }

  override async get(key: string) {
    this.asked++;
    return this.kept.get(key);
  }

  override async put(key: string, rows: unknown[]) {
    this.kept.set(key, rows);
  }

  override async onMutate({ tables }: MutationOption) {
    for (const table of [tables ?? []].flat())
      this.mutated.add(typeof table === 'string' ? table : getTableName(table));
  }
}

export function queryCacheContract(backend: () => OpenBackend): void {
  it('lets no session outlive its sign-out in a query cache', async () => {
    const db = backend().source({ cache: new KeepingCache() });
    const adapter = MySqlAdapter(db);
    const { sessionToken } = await signIn(adapter);
    const readThroughCache = () => db.select().from(sessions).where(eq(sessions.sessionToken, sessionToken));
    expect(await readThroughCache()).toHaveLength(1);
    expect(await adapter.getSessionAndUser(sessionToken)).not.toBeNull();
    await backend().adapter().deleteSession(sessionToken);
    expect(await readThroughCache()).toHaveLength(1);
    expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
  });

  it('puts nothing into a query cache and asks it for nothing, also within a transaction', async () => {
    const cache = new KeepingCache();
    const db = backend().source({ cache });
    await expectWholeLife(MySqlAdapter(db, wholeLifeOptions));
    await db.transaction((transaction) => expectWholeLife(MySqlAdapter(transaction, wholeLifeOptions)));
    expect(cache).toMatchObject({ asked: 0, kept: new Map() });
  });

  it('tells a query cache of every table that a deleted user had rows in', async () => {
    const cache = new KeepingCache();
    const adapter = MySqlAdapter(backend().source({ cache }));
    const { id, email: identifier } = await adapter.createUser(newUser());
    await adapter.createVerificationToken({ identifier, token: unique(), expires: inAnHour() });
    cache.mutated.clear();
    await adapter.deleteUser(id);
    expect(cache.mutated).toEqual(new Set(['verification_tokens', 'sessions', 'accounts', 'users']));
  });
}
