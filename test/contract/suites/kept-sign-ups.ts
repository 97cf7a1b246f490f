import { eq, sql } from 'drizzle-orm';
import { expect, it, onTestFinished } from 'vitest';
import { type Database, MySqlAdapter } from '../../../src/index.ts';
import { users } from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { deferred } from '../../support/calls/deferred.ts';
import { newAccount, newUser, signIn, unique } from '../../support/rows/samples.ts';

/** What happens to a new user before an account cannot be linked, so that the user is kept. */
const reasons: Record<string, (adapter: Adapter, id: string) => Promise<unknown>> = {
  'whose address is verified': (adapter, id) => adapter.updateUser({ id, emailVerified: new Date() }),
  'who has an account': (adapter, id) => adapter.linkAccount(newAccount(id)),
  'who is signed in': (adapter, id) => signIn(adapter, id),
};

/** Who is removed when an account cannot be linked, and who never is. */
export function keptSignUpsContract(backend: () => OpenBackend): void {
  const isThere = async (id: string) => (await backend().db.$count(users, eq(users.id, id))) === 1;
  /** Tries to link an account that no column can hold, and returns whether the user is still there. */
  async function isKept(adapter: Adapter, id: string): Promise<boolean> {
    const linked = adapter.linkAccount(newAccount(id, { access_token: 't'.repeat(256) }));
    await expect(linked).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
    return isThere(id);
  }

  it('removes a user whom it has made when the account that is linked next fails, and nobody else', async () => {
    const adapter = backend().adapter();
    const [{ id }, other] = [await adapter.createUser(newUser()), await adapter.createUser(newUser())];
    expect(await isKept(adapter, id)).toBe(false);
    expect(await isThere(other.id)).toBe(true);
  });

  it('removes a user for whom no account can be named', async () => {
    const adapter = backend().adapter();
    const { id } = await adapter.createUser(newUser());
    const linked = adapter.linkAccount(newAccount(id, { providerAccountId: undefined as never }));
    await expect(linked).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await isThere(id)).toBe(false);
  });

  it.each(Object.entries(reasons))('keeps a user %s', async (_case, happen) => {
    for (const other of [true, false]) {
      const adapter = backend().adapter();
      const { id } = await adapter.createUser(newUser());
      await happen(other ? backend().adapter() : adapter, id);
      expect(await isKept(adapter, id)).toBe(true);
    }
  });

  it('keeps a user for good who was kept once', async () => {
    const adapter = backend().adapter();
    const { id } = await adapter.createUser(newUser());
    const { sessionToken } = await signIn(adapter, id);
    expect(await isKept(adapter, id)).toBe(true);
    await adapter.deleteSession(sessionToken);
    expect(await isKept(adapter, id)).toBe(true);
  });

  it('keeps a user who came with a verified address', async () => {
    const adapter = backend().adapter();
    const { id } = await adapter.createUser(newUser({ emailVerified: new Date() }));
    expect(await isKept(adapter, id)).toBe(true);
  });

  it('keeps a user whom another adapter has made', async () => {
    const { id } = await backend().adapter().createUser(newUser());
    expect(await isKept(backend().adapter(), id)).toBe(true);
  });

  it('keeps a user who was made while a link for the same id was under way, and failed', async () => {
    const id = unique().slice(0, 12);
    const handle = deferred<Database>();
    const handles = [handle.promise];
    const source = () => handles.shift() ?? backend().db;
    const adapter = MySqlAdapter(source, { generateUserId: () => id });
    const linked = adapter.linkAccount(newAccount(id, { access_token: 't'.repeat(256) }));
    const { email } = await adapter.createUser(newUser());
    handle.resolve(backend().db);
    await expect(linked).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
    expect(await adapter.getUserByEmail(email)).toMatchObject({ id });
  });

  it('keeps every user when undoFailedSignUp is false', async () => {
    const adapter = backend().adapter({ undoFailedSignUp: false });
    const { id } = await adapter.createUser(newUser());
    expect(await isKept(adapter, id)).toBe(true);
  });

  it('keeps a user who was made more than a minute before', async () => {
    let now = new Date('2026-01-31T12:00:00Z');
    const adapter = backend().adapter({ now: () => now });
    const later = (milliseconds: number) => {
      now = new Date(Number(now) + milliseconds);
    };
    const old = await adapter.createUser(newUser());
    later(1);
    const young = await adapter.createUser(newUser());
    later(60_000);
    expect(await isKept(adapter, old.id)).toBe(true);
    expect(await isKept(adapter, young.id)).toBe(false);
  });

  it('counts the minute from the end of createUser', async () => {
    let now = new Date('2026-01-31T12:00:00Z');
    const later = () => {
      now = new Date(Number(now) + 40_000);
    };
    // The warning comes while the user is being created.
    const adapter = backend().adapter({ now: () => now, logger: { warn: later } });
    const { id } = await adapter.createUser(newUser({ name: 'x'.repeat(256) }));
    later();
    expect(await isKept(adapter, id)).toBe(false);
  });

  it('remembers the last 1,000 users, and keeps whom it has forgotten', async () => {
    const adapter = backend().adapter();
    const first = await adapter.createUser(newUser());
    const second = await adapter.createUser(newUser());
    for (let batch = 0; batch < 999; batch += 37)
      await Promise.all(Array.from({ length: 37 }, () => adapter.createUser(newUser())));
    expect(await isKept(adapter, first.id)).toBe(true);
    expect(await isKept(adapter, second.id)).toBe(false);
  });

  it('throws the first error when the removal fails too, and says in the log that a user stays', async () => {
    const warnings: string[] = [];
    const adapter = backend().adapter({ logger: { warn: (message) => void warnings.push(message) } });
    const { id, email } = await adapter.createUser(newUser());
    await backend().db.execute(sql`create trigger stays before delete on users for each row begin
      if old.id = ${sql.raw(`'${id}'`)} then signal sqlstate '45000'; end if; end`);
    onTestFinished(() =>
      backend()
        .db.execute(sql`drop trigger stays`)
        .then(() => {}),
    );
    expect(await isKept(adapter, id)).toBe(true);
    expect(warnings).toEqual([expect.stringMatching(/may have left a new user in table users: DATABASE/)]);
    expect(warnings.join()).not.toMatch(new RegExp(`${id}|${email}`));
    // The error comes once; from then on the user is the application's own.
    await expect(adapter.getUserByEmail(email)).rejects.toMatchObject({ code: 'DATABASE' });
    expect(await adapter.getUserByEmail(email)).toMatchObject({ id });
  });
}
