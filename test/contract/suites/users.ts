import { eq, sql } from 'drizzle-orm';
import { expect, it, onTestFinished } from 'vitest';
import * as schema from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import {
  inAnHour,
  lowerCaseId,
  newAccount,
  newUser,
  signIn,
  unique,
  uniqueEmail,
} from '../../support/rows/samples.ts';

const { createTables, users } = schema;

export function usersContract(backend: () => OpenBackend): void {
  it('creates a user with an id of 12 characters and ignores the id that Auth.js made', async () => {
    const given = newUser({ emailVerified: new Date('2026-01-31T12:34:56.789Z') });
    const created = await backend().adapter().createUser(given);
    expect(created).toEqual({ ...given, id: created.id });
    expect(created.id).toMatch(/^[0-9a-z]{12}$/);
  });

  it('does not take a user’s own address for taken where another unique key is in the way', async () => {
    const { db } = backend();
    await db.execute(sql`create table named_users like users`);
    onTestFinished(() => db.execute(sql`drop table named_users`).then(() => {}));
    await db.execute(sql`alter table named_users add unique (name)`);
    const named = createTables({ prefix: 'named_' });
    const adapter = backend().adapter({ tables: { ...schema, users: named.users } });
    const [name, email] = [unique('name'), uniqueEmail()];
    await adapter.createUser(newUser({ name }));
    const { id } = await adapter.createUser(newUser({ name: unique('name'), email }));
    const refused = adapter.updateUser({ id, name, email });
    await expect(refused).rejects.toMatchObject({ code: 'DUPLICATE', table: 'named_users' });
  });

  it('returns from every write what a read returns a moment later', async () => {
    const adapter = backend().adapter();
    const created = await adapter.createUser(newUser());
    expect(await adapter.getUser(created.id)).toEqual(created);
    const updated = await adapter.updateUser({ id: created.id, emailVerified: new Date(), name: 'Ada 👩‍💻' });
    expect(await adapter.getUser(created.id)).toEqual(updated);
  });

  it('treats undefined as null in a new user', async () => {
    const adapter = backend().adapter();
    const created = await adapter.createUser({ email: uniqueEmail() } as never);
    expect(created).toMatchObject({ name: null, image: null, emailVerified: null });
  });

  it('creates several users without an e-mail address', async () => {
    const adapter = backend().adapter();
    for (const email of [null, undefined, '']) {
      expect(await adapter.createUser(newUser({ email: email as never }))).toMatchObject({ email: null });
    }
  });

  it('fills created_at and updated_at from its clock, in whole seconds, never in the future', async () => {
    const adapter = backend().adapter({ now: () => new Date('2026-01-31T12:34:56.999Z') });
    const { id } = await adapter.createUser(newUser());
    const [row] = await backend().db.select().from(users).where(eq(users.id, id));
    expect(row?.createdAt).toEqual(new Date('2026-01-31T12:34:56Z'));
    const later = backend().adapter({ now: () => new Date('2026-02-01T00:00:00.500Z') });
    await later.updateUser({ id, name: 'Ada King' });
    const [changed] = await backend().db.select().from(users).where(eq(users.id, id));
    expect(changed?.createdAt).toEqual(new Date('2026-01-31T12:34:56Z'));
    expect(changed?.updatedAt).toEqual(new Date('2026-02-01T00:00:00Z'));
  });

  it('makes ids with generateUserId, and another one when an id is taken', async () => {
    const taken = await backend().adapter().createUser(newUser());
    const ids = [taken.id, taken.id, 'fresh0000001'];
    const adapter = backend().adapter({ generateUserId: () => ids.shift() ?? 'none' });
    expect(await adapter.createUser(newUser())).toMatchObject({ id: 'fresh0000001' });
    expect(ids).toEqual([]);
  });

  it('gives up after three more ids that are all taken', async () => {
    const taken = await backend().adapter().createUser(newUser());
    let made = 0;
    const takenId = () => {
      made++;
      return taken.id;
    };
    const adapter = backend().adapter({ generateUserId: takenId });
    await expect(adapter.createUser(newUser())).rejects.toMatchObject({ code: 'DUPLICATE', table: 'users' });
    expect(made).toBe(4);
  });

  it('refuses ids from generateUserId that are not strings', async () => {
    for (const generateUserId of [async () => 'id', () => 7, () => undefined]) {
      const adapter = backend().adapter({ generateUserId: generateUserId as never });
      await expect(adapter.createUser(newUser())).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });

  it('refuses an address that another user has, also in another letter case', async () => {
    const adapter = backend().adapter();
    const { email } = await adapter.createUser(newUser());
    for (const same of [email, email.toUpperCase()]) {
      await expect(adapter.createUser(newUser({ email: same }))).rejects.toMatchObject({
        code: 'EMAIL_TAKEN',
      });
    }
    const other = await adapter.createUser(newUser());
    await expect(adapter.updateUser({ id: other.id, email })).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
    expect(await adapter.getUser(other.id)).toEqual(other);
  });

  it('says that an address only looks like another one to the database', async () => {
    const adapter = backend().adapter();
    const name = unique('rene').toLowerCase();
    await adapter.createUser(newUser({ email: `${name}e@example.com` }));
    const lookalike = adapter.createUser(newUser({ email: `${name}é@example.com` }));
    await expect(lookalike).rejects.toMatchObject({
      code: 'EMAIL_LOOKALIKE',
      table: 'users',
      column: 'email',
    });
    expect(await adapter.getUserByEmail(`${name}é@example.com`)).toBeNull();
  });

  it('finds nobody by an unknown id, another case of an id, or an unknown address', async () => {
    const adapter = backend().adapter({ generateUserId: lowerCaseId });
    const { id } = await adapter.createUser(newUser());
    expect(await adapter.getUser(id)).not.toBeNull();
    expect(await adapter.getUser(id.toUpperCase())).toBeNull();
    expect(await adapter.getUser('000000000000')).toBeNull();
    expect(await adapter.getUserByEmail(uniqueEmail())).toBeNull();
    expect(await adapter.getUserByEmail('')).toBeNull();
  });

  it('finds a user by address in any letter case', async () => {
    const adapter = backend().adapter();
    const created = await adapter.createUser(newUser());
    expect(await adapter.getUserByEmail(created.email)).toEqual(created);
    expect(await adapter.getUserByEmail(created.email.toUpperCase())).toEqual(created);
  });

  it('changes only what is given: undefined leaves a column alone, null clears it', async () => {
    const adapter = backend().adapter();
    const created = await adapter.createUser(newUser());
    const updated = await adapter.updateUser({ id: created.id, name: null, image: undefined } as never);
    expect(updated).toEqual({ ...created, name: null });
    expect(await adapter.updateUser({ id: created.id })).toEqual(updated);
  });

  it('refuses to update a user who does not exist, or whose id differs in case', async () => {
    const adapter = backend().adapter({ generateUserId: lowerCaseId });
    const created = await adapter.createUser(newUser());
    for (const id of ['000000000000', created.id.toUpperCase()]) {
      await expect(adapter.updateUser({ id, name: 'Eve' })).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    }
    expect(await adapter.getUser(created.id)).toEqual(created);
  });

  it('deletes a user with sessions, accounts and the tokens of the address, and nobody else', async () => {
    const adapter = backend().adapter();
    const other = await adapter.createUser(newUser());
    const user = await adapter.createUser(newUser());
    const account = await adapter.linkAccount(newAccount(user.id));
    const session = await signIn(adapter, user.id);
    const othersSession = await signIn(adapter, other.id);
    const othersAccount = await adapter.linkAccount(newAccount(other.id));
    const token = { identifier: user.email, token: unique('token'), expires: inAnHour() };
    await adapter.createVerificationToken(token);

    expect(await adapter.deleteUser(user.id)).toBeUndefined();
    expect(await adapter.getUser(user.id)).toBeNull();
    expect(await adapter.getSessionAndUser(session.sessionToken)).toBeNull();
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toBeNull();
    expect(await adapter.useVerificationToken(token)).toBeNull();
    expect(await adapter.getSessionAndUser(othersSession.sessionToken)).toEqual({
      session: othersSession,
      user: other,
    });
    expect(await adapter.getUserByAccount(othersAccount)).toEqual(other);
    await adapter.deleteUser(user.id);
  });

  it('deletes the tokens of an address that is stored with capital letters, as Auth.js asks for it', async () => {
    const adapter = backend().adapter();
    const user = await adapter.createUser(newUser({ email: uniqueEmail().replace('ada', 'Ada') }));
    const tokens = [user.email, user.email.toLowerCase()].map((identifier) => ({
      identifier,
      token: unique('token'),
      expires: inAnHour(),
    }));
    for (const token of tokens) await adapter.createVerificationToken(token);
    await adapter.deleteUser(user.id);
    for (const token of tokens) expect(await adapter.useVerificationToken(token)).toBeNull();
  });

  it('refuses ids and addresses that are not strings before anything is sent', async () => {
    const adapter = backend().adapter();
    const statements = await backend().statementsOf(async () => {
      for (const value of [undefined, null, 0, {}, ['x'], { toString: () => 'x' }]) {
        const refused = { code: 'INVALID_ARGUMENT' };
        await expect(adapter.getUser(value as never)).rejects.toMatchObject(refused);
        await expect(adapter.getUserByEmail(value as never)).rejects.toMatchObject(refused);
        await expect(adapter.updateUser({ id: value as never, name: 'Eve' })).rejects.toMatchObject(refused);
        await expect(adapter.deleteUser(value as never)).rejects.toMatchObject(refused);
        if (value === undefined || value === null) continue;
        const email = value as never;
        await expect(adapter.createUser(newUser({ email }))).rejects.toMatchObject(refused);
        await expect(adapter.updateUser({ id: 'x', email })).rejects.toMatchObject(refused);
      }
    });
    expect(statements).toEqual([]);
  });
}
