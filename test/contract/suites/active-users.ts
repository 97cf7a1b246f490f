import { and, eq, isNull, ne, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import type { AdapterTables, MySqlAdapterOptions } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newAccount, newUser, signIn, unique } from '../../support/rows/samples.ts';
import { untilBlocked } from '../gate.ts';
import { verbAndTable } from '../verb-and-table.ts';

type Users = AdapterTables['users'];
type Condition = NonNullable<MySqlAdapterOptions['isActive']>;

/** Everybody but those who are called Banned. */
const byName: Condition = (users) => ne(users.name, 'Banned');

/** Conditions for which Ada is active and Banned is not. */
const conditions: readonly (readonly [string, Condition])[] = [
  ['a comparison', byName],
  [
    'several, with values',
    (users) => and(ne(users.name, 'Banned'), notInArray(users.name, ['Eve', 'Mallory'])),
  ],
  ['Drizzle’s or', (users) => or(eq(users.name, 'Ada'), eq(users.name, 'Other'))],
  ['an or in raw SQL, without parentheses', ({ name }) => sql`${name} = ${'Ada'} or ${name} = ${'Other'}`],
  ['a column', (users) => sql`${users.name} = 'Ada'`.mapWith(Boolean)],
  ['a subquery about the user', (users) => isNotBanned(users)],
  ['the time of the database', (users) => sql`if(${users.name} = 'Banned', now(), null) is null`],
];

const isNotBanned = ({ id }: Users): SQL =>
  sql`not exists (select 1 from bans where bans.user_id = ${id} and bans.reason = ${'spam'})`;

/** A condition that users must meet to be signed in. */
export function activeUsersContract(backend: () => OpenBackend, tables: AdapterTables = basic): void {
  const { users, sessions } = tables;
  const newAdapter = (isActive = byName) => backend().adapter({ tables, isActive });
  beforeAll(async () => {
    await backend().db.execute(
      sql`create table bans (user_id varchar(12) not null primary key, reason varchar(32) not null)`,
    );
  });

  /** Makes a user, with their ban if they are called Banned. */
  async function makeUser(name: string | null = 'Ada'): Promise<string> {
    const { id } = await newAdapter().createUser(newUser({ name }));
    if (name === 'Banned')
      await backend().db.execute(sql`insert into bans (user_id, reason) values (${id}, 'spam')`);
    return id;
  }
  const rename = (id: string, name: string) => newAdapter().updateUser({ id, name });
  const sessionsOf = (userId: string) => backend().db.$count(sessions, eq(sessions.userId, userId));

  it('have no session from the next request on, told by one statement', async () => {
    const adapter = newAdapter();
    const id = await makeUser();
    const { sessionToken } = await signIn(adapter, id);
    expect(await adapter.getSessionAndUser(sessionToken)).toMatchObject({ user: { id } });
    await rename(id, 'Banned');
    const sent = await backend().statementsOf(async () => {
      expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
    });
    expect(sent.map(verbAndTable)).toEqual(['select sessions']);
  });

  it('have their sessions again once they are active again, unless those were deleted', async () => {
    const adapter = newAdapter();
    const id = await makeUser();
    const [kept, deleted] = [await signIn(adapter, id), await signIn(adapter, id)];
    await rename(id, 'Banned');
    const expires = new Date('2038-01-01T00:00:00Z');
    await adapter.updateSession({ sessionToken: kept.sessionToken, expires });
    await adapter.deleteSession(deleted.sessionToken);
    expect(await sessionsOf(id)).toBe(1);
    await rename(id, 'Ada');
    expect(await adapter.getSessionAndUser(kept.sessionToken)).toMatchObject({ session: { expires } });
    expect(await adapter.getSessionAndUser(deleted.sessionToken)).toBeNull();
  });

  it('get no new session, and nothing is written; a user who is gone is told apart', async () => {
    const adapter = newAdapter();
    const id = await makeUser('Banned');
    const sent = await backend().statementsOf(async () => {
      const error: unknown = await signIn(adapter, id).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'USER_INACTIVE', table: 'users' });
      expect(String(error)).not.toContain(id);
    });
    // The last one only where there are passkeys, whose account must not stay alone.
    const looks = 'authenticators' in tables ? ['select users', 'select accounts'] : ['select users'];
    expect(sent.map(verbAndTable)).toEqual(['insert sessions', ...looks]);
    expect(await sessionsOf(id)).toBe(0);
    const gone = unique('u').slice(0, 12);
    await expect(signIn(adapter, gone)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    await expect(signIn(backend().adapter({ tables }), id)).resolves.toMatchObject({ userId: id });
  });

  it('need one statement to be signed in, as without the option', async () => {
    const adapter = newAdapter();
    const id = await makeUser();
    const sent = await backend().statementsOf(() => signIn(adapter, id));
    expect(sent.map(verbAndTable)).toEqual(['insert sessions']);
  });

  it('are found by every lookup, changed, linked and deleted while they are not active', async () => {
    const adapter = newAdapter();
    const id = await makeUser('Banned');
    const account = newAccount(id);
    await adapter.linkAccount(account);
    const user = await adapter.getUser(id);
    expect(user).toMatchObject({ name: 'Banned' });
    expect(await adapter.getUserByEmail(user?.email ?? '')).toEqual(user);
    expect(await adapter.getUserByAccount(account)).toEqual(user);
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toMatchObject(account);
    await expect(adapter.createUser(newUser({ email: user?.email ?? '' }))).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
    });
    expect(await adapter.updateUser({ id, image: null })).toMatchObject({ name: 'Banned' });
    await adapter.deleteUser(id);
    expect(await adapter.getUser(id)).toBeNull();
  });

  it.each(conditions)('are told by %s', async (_what, condition) => {
    const adapter = newAdapter(condition);
    const [ada, other, banned] = [await makeUser(), await makeUser('Other'), await makeUser('Banned')];
    const { sessionToken } = await signIn(adapter, ada);
    expect(await adapter.getSessionAndUser(sessionToken)).toMatchObject({ user: { id: ada } });
    await expect(signIn(adapter, banned)).rejects.toMatchObject({ code: 'USER_INACTIVE' });
    const before = await signIn(backend().adapter({ tables }), banned);
    expect(await adapter.getSessionAndUser(before.sessionToken)).toBeNull();
    // Nobody else's row lets a session through, or gets one.
    expect(await Promise.all([ada, other, banned].map(sessionsOf))).toEqual([1, 0, 1]);
  });

  it('are not active where the condition is NULL', async () => {
    const id = await makeUser(null);
    await expect(signIn(newAdapter(), id)).rejects.toMatchObject({ code: 'USER_INACTIVE' });
    const { sessionToken } = await signIn(backend().adapter({ tables }), id);
    expect(await newAdapter().getSessionAndUser(sessionToken)).toBeNull();
    const orNull = newAdapter((users) => or(isNull(users.name), ne(users.name, 'Banned')));
    expect(await orNull.getSessionAndUser(sessionToken)).toMatchObject({ user: { id } });
  });

  it('get no session if they stop being active while one is written', async () => {
    const adapter = newAdapter();
    const id = await makeUser();
    expect(await adapter.getUser(id)).toMatchObject({ name: 'Ada' });
    let created: Promise<unknown> = Promise.resolve();
    await backend().db.transaction(async (other) => {
      await other.update(users).set({ name: 'Banned' }).where(eq(users.id, id));
      created = adapter.createSession({ sessionToken: unique(), userId: id, expires: inAnHour() });
      await untilBlocked(backend().db, created, id);
    });
    await expect(created).rejects.toMatchObject({ code: 'USER_INACTIVE' });
    expect(await sessionsOf(id)).toBe(0);
  });
}
