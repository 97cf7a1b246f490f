import { expect, it } from 'vitest';
import type { Adapter } from '../backends/backend.ts';
import { inAnHour, newAccount, newUser, unique } from '../support/rows/samples.ts';
import type { TestedDatabase } from './databases.ts';

const NO_TEXT = {
  'a NUL': 'a\0',
  'half of a surrogate pair': 'a\ud800',
  'the other half of a surrogate pair': '\udc00a',
  'a surrogate pair the wrong way round': '\udc00\ud800',
  nothing: '',
};
const TOO_LONG = { 'one letter too many': 'a'.repeat(256), 'one emoji too many': '👩'.repeat(256) };
const TOO_LONG_ID = { 'one letter too many': 'a'.repeat(13), 'one emoji too many': '👩'.repeat(13) };

/** A call that asks or acts by a name. */
type Use = (adapter: Adapter, name: string) => Promise<unknown>;
const key = { provider: 'github', providerAccountId: 'x' };
const link = { identifier: 'x@example.com', token: 'x' };

const lookupsById: Readonly<Record<string, Use>> = {
  getUser: (adapter, id) => adapter.getUser(id),
  deleteUser: (adapter, id) => adapter.deleteUser(id),
  'updateSession of a user': (adapter, userId) =>
    adapter.updateSession({ sessionToken: 'x', userId, expires: inAnHour() }),
};

const lookups: Readonly<Record<string, Use>> = {
  getUserByEmail: (adapter, email) => adapter.getUserByEmail(email),
  'getUserByAccount by provider': (adapter, provider) => adapter.getUserByAccount({ ...key, provider }),
  'getUserByAccount by id': (adapter, providerAccountId) =>
    adapter.getUserByAccount({ ...key, providerAccountId }),
  'getAccount by provider': (adapter, provider) => adapter.getAccount('x', provider),
  'getAccount by id': (adapter, providerAccountId) => adapter.getAccount(providerAccountId, 'github'),
  'unlinkAccount by provider': (adapter, provider) => adapter.unlinkAccount({ ...key, provider }),
  'unlinkAccount by id': (adapter, providerAccountId) => adapter.unlinkAccount({ ...key, providerAccountId }),
  getSessionAndUser: (adapter, sessionToken) => adapter.getSessionAndUser(sessionToken),
  updateSession: (adapter, sessionToken) => adapter.updateSession({ sessionToken, expires: inAnHour() }),
  deleteSession: (adapter, sessionToken) => adapter.deleteSession(sessionToken),
  'useVerificationToken by token': (adapter, token) => adapter.useVerificationToken({ ...link, token }),
  'useVerificationToken by address': (adapter, identifier) =>
    adapter.useVerificationToken({ ...link, identifier }),
};

const writesById: Readonly<Record<string, Use>> = {
  'createSession for a user': (adapter, userId) =>
    adapter.createSession({ sessionToken: unique(), userId, expires: inAnHour() }),
  'linkAccount to a user': (adapter, userId) => adapter.linkAccount(newAccount(userId)),
};

const writes: Readonly<Record<string, Use>> = {
  createSession: (adapter, sessionToken) =>
    adapter.createSession({ sessionToken, userId: 'x', expires: inAnHour() }),
  'linkAccount of a provider': (adapter, provider) => adapter.linkAccount(newAccount('x', { provider })),
  'linkAccount of an id': (adapter, providerAccountId) =>
    adapter.linkAccount(newAccount('x', { providerAccountId })),
  'createVerificationToken for an address': (adapter, identifier) =>
    adapter.createVerificationToken({ ...link, identifier, expires: inAnHour() }),
  'createVerificationToken of a token': (adapter, token) =>
    adapter.createVerificationToken({ ...link, token, expires: inAnHour() }),
};

/** Writes of an address, which may be empty: that means none. */
const addressWrites: Readonly<Record<string, Use>> = {
  'createUser with an address': (adapter, email) => adapter.createUser(newUser({ email })),
  'updateUser with an address': (adapter, email) => adapter.updateUser({ id: 'x', email }),
};

const pairs = (uses: Readonly<Record<string, Use>>, names: Readonly<Record<string, string>>) =>
  Object.entries(uses).flatMap(([call, use]) =>
    Object.entries(names).map(([what, name]) => ({ call: `${call}: ${what}`, use, name })),
  );

/** Text that no column can hold, and empty text. */
export function noNamesSuite(database: TestedDatabase): void {
  it('finds nothing by what no row can be named, and does not ask', async () => {
    const backend = database.open();
    const adapter = backend.adapter();
    const sent = await backend.statementsOf(async () => {
      for (const { call, use, name } of [
        ...pairs(lookupsById, { ...NO_TEXT, ...TOO_LONG_ID }),
        ...pairs(lookups, { ...NO_TEXT, ...TOO_LONG }),
      ])
        expect((await use(adapter, name)) ?? null, call).toBeNull();
      for (const { call, use, name } of pairs(
        { updateUser: (adapter, id) => adapter.updateUser({ id, name: 'Eve' }) },
        { ...NO_TEXT, ...TOO_LONG_ID },
      ))
        await expect(use(adapter, name), call).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    });
    expect(sent).toEqual([]);
  });

  it('refuses to write what no row can be named, and does not try', async () => {
    const backend = database.open();
    const adapter = backend.adapter();
    const { nothing: _, ...noAddress } = NO_TEXT;
    const sent = await backend.statementsOf(async () => {
      for (const { call, use, name } of [
        ...pairs(writesById, NO_TEXT),
        ...pairs(writes, NO_TEXT),
        ...pairs(addressWrites, noAddress),
      ])
        await expect(use(adapter, name), call).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      for (const { call, use, name } of [
        ...pairs(writesById, TOO_LONG_ID),
        ...pairs({ ...writes, ...addressWrites }, TOO_LONG),
      ])
        await expect(use(adapter, name), call).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
    });
    expect(sent).toEqual([]);
  });

  it('refuses ids of its maker that no row can have', async () => {
    const backend = database.open();
    const sent = await backend.statementsOf(async () => {
      for (const [what, id] of Object.entries({ ...NO_TEXT, ...TOO_LONG_ID })) {
        const created = backend.adapter({ generateUserId: () => id }).createUser(newUser());
        await expect(created, what).rejects.toMatchObject({
          code: expect.stringMatching(/^(INVALID_ARGUMENT|VALUE_TOO_LONG)$/),
        });
      }
    });
    expect(sent).toEqual([]);
  });

  it('asks by a name of as many characters as the column holds, however many units they have', async () => {
    const backend = database.open();
    const adapter = backend.adapter();
    const sent = await backend.statementsOf(async () => {
      expect(await adapter.getUser('👩'.repeat(12))).toBeNull();
      expect(await adapter.getSessionAndUser('👩'.repeat(255))).toBeNull();
    });
    expect(sent).toHaveLength(2);
  });
}
