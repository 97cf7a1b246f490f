import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { users } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { singleWrites } from '../../support/calls/single-writes.ts';
import { signIn, uniqueEmail } from '../../support/rows/samples.ts';
import { notReady } from '../not-ready.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';

/** More often than anything is tried within two seconds. */
const FOR_EVER = 10_000;

/** A database that does nothing for a moment, because its primary moves, and one whose primary never comes back. */
export function movingPrimaryContract(backend: () => OpenBackend): void {
  /** Makes calls at the same time; returns how each ended and how often its statement was sent. */
  async function makeAll(calls: readonly { call: () => Promise<unknown>; statement: RegExp }[]) {
    let ends: Outcome[] = [];
    const sent = await backend().statementsOf(async () => {
      ends = await Promise.all(calls.map(({ call }) => outcomeOf(call)));
    });
    const times = calls.map(({ statement }) => sent.filter((text) => statement.test(text)).length);
    return { ends, times };
  }

  async function sessionRead() {
    const adapter = backend().adapter();
    const { sessionToken } = await signIn(adapter);
    const statement = new RegExp(`^select .*${sessionToken}`);
    return { sessionToken, call: () => adapter.getSessionAndUser(sessionToken), statement };
  }

  describe.each(Object.entries(singleWrites))('%s', (_name, prepare) => {
    it('is done once when the database says the first time that it is not ready, in whatever words', async () => {
      const refusals = Object.values(notReady);
      const writes = await Promise.all(refusals.map(() => prepare(backend().adapter(), backend().db)));
      for (const [index, refusal] of refusals.entries())
        backend().refuse(writes[index]?.statement ?? /^$/, refusal);
      const { ends, times } = await makeAll(writes);
      expect(ends.filter((end) => 'failed' in end)).toEqual([]);
      expect(times).toEqual(writes.map(() => 2));
      for (const { timesDone } of writes) expect(await timesDone()).toBe(1);
    });
  });

  it('reads on when the database was not ready for a moment', async () => {
    const refusals = Object.values(notReady);
    const reads = await Promise.all(refusals.map(sessionRead));
    for (const [index, refusal] of refusals.entries())
      backend().refuse(reads[index]?.statement ?? /^$/, refusal);
    const { ends, times } = await makeAll(reads);
    expect(ends).toMatchObject(
      reads.map(({ sessionToken }) => ({ returned: { session: { sessionToken } } })),
    );
    expect(times).toEqual(reads.map(() => 2));
  });

  it('gives up after about two seconds, and knows that nothing was done', async () => {
    const refusals = Object.values(notReady);
    const { db } = backend();
    const prepared = Object.values(singleWrites).flatMap((prepare) =>
      refusals.map(async (refusal) => ({ refusal, ...(await prepare(backend().adapter(), db)) })),
    );
    const writes = await Promise.all(prepared);
    const reads = await Promise.all(refusals.map(async (refusal) => ({ refusal, ...(await sessionRead()) })));
    const all = [...writes, ...reads];
    for (const { statement, refusal } of all) backend().refuse(statement, { ...refusal, times: FOR_EVER });
    const began = Date.now();
    const { ends, times } = await makeAll(all);
    const took = Date.now() - began;
    expect(ends).toEqual(all.map(() => ({ failed: 'CONNECTION_LOST' })));
    expect(took).toBeGreaterThan(1_900);
    expect(took).toBeLessThan(15_000);
    // On a busy machine a single try may take long.
    expect(Math.min(...times)).toBeGreaterThan(1);
    expect(Math.max(...times)).toBeLessThan(100);
    for (const { timesDone } of writes) expect(await timesDone()).toBe(0);
  });

  it('says what it was not ready for, and that this changed nothing', async () => {
    const { call, statement } = await sessionRead();
    const refusal = { ...notReady['a primary that is not serving'], times: FOR_EVER };
    backend().refuse(statement, refusal);
    await expect(call()).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
      table: 'sessions',
      message:
        'The database was not ready for a read of table sessions, which changed nothing: PRIMARY_IS_NOT_SERVING. Try again later.',
    });
  });

  describe('a first sign-in at a provider', () => {
    let provider: OAuthServer;
    beforeAll(async () => {
      provider = await startOAuthServer();
    });
    afterAll(() => provider.close());

    // Four tries wait for 300 ms on average, and never for the two seconds after which the adapter gives up.
    it('succeeds, and makes one user, when the database is not ready four times at each of its statements', async () => {
      const errors: Error[] = [];
      const visitor = newVisitor(configureAuth(backend().adapter(), [atProvider(provider.url)], errors));
      const email = uniqueEmail();
      provider.signsIn({ sub: email, name: 'Ada', email });
      const each = ['select .* from `accounts`', 'select .* from `users`', 'insert into `users`'];
      for (const statement of [...each, 'insert into `accounts`', 'insert into `sessions`'])
        for (const refusal of Object.values(notReady).slice(-4))
          backend().refuse(new RegExp(`^${statement}`), refusal);
      const sent = await backend().statementsOf(() => signInAtProvider(visitor));
      expect(errors).toEqual([]);
      expect(sent).toHaveLength(7 + 5 * 4);
      expect(await signedInAs(visitor)).toBe(email);
      expect(await backend().db.$count(users, eq(users.email, email))).toBe(1);
    });
  });
}
