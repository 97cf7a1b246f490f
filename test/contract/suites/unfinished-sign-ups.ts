import { eq, sql } from 'drizzle-orm';
import { int, mysqlTable } from 'drizzle-orm/mysql-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import * as schema from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { newAccount, newUser, signIn, uniqueEmail } from '../../support/rows/samples.ts';
import { readingFromLateReplica } from '../late-replica.ts';

const { accounts, users } = schema;

const insertUser = /^insert into `users`/;
const insertAccount = /^insert into `accounts`/;
const deleteUser = /^delete from `users`/;

/** Reasons to keep the user of an unfinished sign-up. */
const completions: Record<string, (adapter: Adapter, id: string, db: OpenBackend['db']) => Promise<unknown>> =
  {
    'a verified address': (_adapter, id, db) =>
      db.update(users).set({ emailVerified: new Date() }).where(eq(users.id, id)),
    'an account': (adapter, id) => adapter.linkAccount(newAccount(id)),
    'a session': (adapter, id) => signIn(adapter, id),
  };

/** First sign-ins whose statements get no answer: the next try must not meet a user without an account. */
export function unfinishedSignUpsContract(backend: () => OpenBackend): void {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  const quiet = { logger: { warn: () => {} } };
  const rowsOf = (email: string) => backend().db.select().from(users).where(eq(users.email, email));
  const drop = (statement: RegExp, executed: boolean, times = 1) =>
    backend().drop(statement, { executed, times });

  /** Makes a user whose INSERT was executed though no answer came. */
  async function loseUser(adapter: Adapter, email = uniqueEmail()) {
    drop(insertUser, true);
    await expect(adapter.createUser(newUser({ email }))).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    const [row] = await rowsOf(email);
    return { email, id: row?.id ?? '' };
  }

  /** Makes a user whose account could not be linked, and who could not be removed either. */
  async function keepUser(adapter: Adapter, options: { executed?: boolean } = {}) {
    const { id, email } = await adapter.createUser(newUser());
    // Sent three times, since it can be repeated.
    drop(deleteUser, options.executed ?? false, 3);
    const linked = adapter.linkAccount(newAccount(id, { access_token: 't'.repeat(256) }));
    await expect(linked).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
    return { id, email };
  }

  describe.each([
    ['createUser', insertUser],
    ['linkAccount', insertAccount],
  ])('a person whose %s got no answer', (_method, statement) => {
    it.each([
      ['and was done', true],
      ['and was not done', false],
    ])('%s, is let in on the next try', async (_case, executed) => {
      const adapter = backend().adapter(quiet);
      const email = uniqueEmail();
      const config = configureAuth(adapter, [atProvider(provider.url)]);
      provider.signsIn({ sub: email, name: 'Ada', email });
      drop(statement, executed);
      const first = newVisitor(config);
      await signInAtProvider(first);
      expect(await signedInAs(first)).toBeUndefined();
      const next = newVisitor(config);
      await signInAtProvider(next);
      expect(await signedInAs(next)).toBe(email);
      expect(await rowsOf(email)).toHaveLength(1);
    });
  });

  it('keeps a user whose account is there though its INSERT got no answer', async () => {
    const adapter = backend().adapter(quiet);
    const { id, email } = await adapter.createUser(newUser());
    drop(insertAccount, true);
    await expect(adapter.linkAccount(newAccount(id))).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await rowsOf(email)).toHaveLength(1);
    expect(await backend().db.$count(accounts, eq(accounts.userId, id))).toBe(1);
  });

  it('finds nobody where the user of a lost createUser is, and removes them', async () => {
    const adapter = backend().adapter();
    const { email } = await loseUser(adapter);
    const sent = await backend().statementsOf(async () => {
      expect(await adapter.getUserByEmail(email.toUpperCase())).toBeNull();
    });
    expect(sent.map((text) => text.split(' ')[0])).toEqual(['select', 'delete']);
    expect(await rowsOf(email)).toEqual([]);
    expect(await adapter.createUser(newUser({ email }))).toMatchObject({ email });
  });

  it('removes a user who could not be removed when the link failed', async () => {
    const adapter = backend().adapter(quiet);
    const { email } = await keepUser(adapter);
    expect(await rowsOf(email)).toHaveLength(1);
    expect(await adapter.getUserByEmail(email)).toBeNull();
    expect(await rowsOf(email)).toEqual([]);
  });

  it('removes a user whom a replica did not show to createUser yet', async () => {
    const { db } = backend();
    await db.execute(sql`create table if not exists shown_later like users`);
    await db.execute(sql`alter table shown_later add column points int default 7`);
    onTestFinished(() => db.execute(sql`drop table shown_later`).then(() => {}));
    const points = int('points').default(sql`7`);
    const tables = { ...schema, users: mysqlTable('shown_later', { ...schema.userColumns(), points }) };
    const email = uniqueEmail();
    const adapter = MySqlAdapter(readingFromLateReplica(backend().source()), { tables });
    const created = adapter.createUser(newUser({ email }));
    await expect(created).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    expect(await db.$count(tables.users)).toBe(1);
    expect(await backend().adapter({ tables }).getUserByEmail(email)).toBeNull();
    expect(await db.$count(tables.users)).toBe(0);
  });

  it('finds nobody where a removal was done whose answer was lost', async () => {
    const adapter = backend().adapter(quiet);
    const { email } = await keepUser(adapter, { executed: true });
    expect(await adapter.getUserByEmail(email)).toBeNull();
  });

  it.each(Object.entries(completions))('keeps a user who has %s meanwhile', async (_what, complete) => {
    for (const make of [loseUser, keepUser]) {
      const adapter = backend().adapter(quiet);
      const { id, email } = await make(adapter);
      await complete(backend().adapter(), id, backend().db);
      expect(await adapter.getUserByEmail(email)).toMatchObject({ id });
      // Forgotten: they are the application's own from now on.
      const sent = await backend().statementsOf(() => adapter.getUserByEmail(email));
      expect(sent).toHaveLength(1);
    }
  });

  it('is remembered in the process, by every adapter on the same table of users', async () => {
    const { email } = await loseUser(backend().adapter());
    expect(await backend().adapter().getUserByEmail(email)).toBeNull();
    for (const options of [{}, { undoFailedSignUp: false }]) {
      const { id, email: other } = await keepUser(backend().adapter(quiet));
      await backend().adapter(options).getUser(id);
      expect(await backend().adapter().getUserByEmail(other)).toMatchObject({ id });
    }
  });

  it('is not somebody with the same id and another address, as in another database', async () => {
    const adapter = backend().adapter();
    const { id, email } = await loseUser(adapter);
    await backend().db.delete(users).where(eq(users.email, email));
    const other = await backend()
      .adapter({ generateUserId: () => id })
      .createUser(newUser());
    expect(await adapter.getUserByEmail(other.email)).toMatchObject({ id });
  });

  it('passes the error on where the removal fails once more, and removes the user the next time', async () => {
    const adapter = backend().adapter(quiet);
    const { email } = await loseUser(adapter);
    drop(deleteUser, false, 3);
    await expect(adapter.getUserByEmail(email)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await adapter.getUserByEmail(email)).toBeNull();
    expect(await rowsOf(email)).toEqual([]);
  });

  it('is forgotten once createUser has said that the address is taken', async () => {
    const adapter = backend().adapter();
    const { id, email } = await loseUser(adapter);
    const again = adapter.createUser(newUser({ email }));
    await expect(again).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
    expect(await adapter.getUserByEmail(email)).toMatchObject({ id });
  });

  it.each([
    ['a lost createUser count for ten minutes', loseUser, 600_000],
    ['a user who could not be removed count for a day', keepUser, 86_400_000],
  ])('lets %s', async (_what, make, milliseconds) => {
    let now = new Date('2026-01-31T12:00:00Z');
    const adapter = backend().adapter({ ...quiet, now: () => now });
    const [early, late] = [await make(adapter), await make(adapter)];
    now = new Date(Number(now) + milliseconds - 1);
    expect(await adapter.getUserByEmail(early.email)).toBeNull();
    now = new Date(Number(now) + 1);
    expect(await adapter.getUserByEmail(late.email)).toMatchObject({ id: late.id });
  });

  it('undoes nothing at once where the clock was set back meanwhile', async () => {
    let now = new Date('2026-01-31T12:00:00Z');
    const adapter = backend().adapter({ now: () => now });
    const { id, email } = await adapter.createUser(newUser());
    now = new Date(Number(now) - 3_600_000);
    const linked = adapter.linkAccount(newAccount(id, { access_token: 't'.repeat(256) }));
    await expect(linked).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
    expect(await rowsOf(email)).toHaveLength(1);
  });

  it('judges how new a user is when linkAccount begins, and not after its tries', async () => {
    let calls = 0;
    let isLinking = false;
    const start = Date.now();
    // Every reading of the clock but the first is two minutes later, as after tries that waited for a lock.
    const now = () => new Date(start + (isLinking && calls++ > 0 ? 120_000 : 0));
    const adapter = backend().adapter({ ...quiet, now });
    const { id, email } = await adapter.createUser(newUser());
    isLinking = true;
    drop(insertAccount, false);
    await expect(adapter.linkAccount(newAccount(id))).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(calls).toBeGreaterThan(1);
    expect(await rowsOf(email)).toEqual([]);
  });

  it('removes a user who was no longer new when linkAccount failed, when they come again', async () => {
    let now = new Date('2026-01-31T12:00:00Z');
    const adapter = backend().adapter({ now: () => now });
    const { id, email } = await adapter.createUser(newUser());
    now = new Date(Number(now) + 60_001);
    const linked = adapter.linkAccount(newAccount(id, { access_token: 't'.repeat(256) }));
    await expect(linked).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
    expect(await rowsOf(email)).toHaveLength(1);
    expect(await adapter.getUserByEmail(email)).toBeNull();
    expect(await rowsOf(email)).toEqual([]);
  });

  it('removes nobody where undoFailedSignUp is false', async () => {
    const adapter = backend().adapter({ undoFailedSignUp: false });
    const { id, email } = await loseUser(adapter);
    expect(await adapter.getUserByEmail(email)).toMatchObject({ id });
    const lost = await loseUser(backend().adapter());
    expect(await adapter.getUserByEmail(lost.email)).toMatchObject({ id: lost.id });
  });
}
