import { eq } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, MySqlAdapter } from '../../../src/index.ts';
import { users } from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { newAccount, newUser, signIn, uniqueEmail } from '../../support/rows/samples.ts';

interface Person {
  readonly id: string;
  readonly email: string;
}

/** Ways to make a method return a new user; `other` is the adapter of another process. */
const reads: Record<string, (adapter: Adapter, person: Person, other: Adapter) => Promise<unknown>> = {
  getUser: (adapter, { id }) => adapter.getUser(id),
  getUserByEmail: (adapter, { email }) => adapter.getUserByEmail(email),
  updateUser: (adapter, { id }) => adapter.updateUser({ id, name: 'Invited' }),
  getUserByAccount: async (adapter, { id }, other) => {
    const account = await other.linkAccount(newAccount(id));
    await adapter.getUserByAccount(account);
    await other.unlinkAccount(account);
  },
  getSessionAndUser: async (adapter, { id }, other) => {
    const { sessionToken } = await signIn(other, id);
    await adapter.getSessionAndUser(sessionToken);
    await other.deleteSession(sessionToken);
  },
  'createUser, which says that the address is taken': (adapter, { email }) =>
    expect(adapter.createUser(newUser({ email }))).rejects.toMatchObject({ code: 'EMAIL_TAKEN' }),
};

/** Users whom the application has seen are its own, and no failing link removes them. */
export function seenUsersContract(backend: () => OpenBackend): void {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  const rowsOf = (email: string) => backend().db.select().from(users).where(eq(users.email, email));
  const tooLong = 't'.repeat(256);

  it.each(Object.entries(reads))('keeps a user whom %s has returned', async (_method, see) => {
    const adapter = backend().adapter();
    const person = await adapter.createUser(newUser());
    await see(adapter, person, backend().adapter());
    const linked = adapter.linkAccount(newAccount(person.id, { access_token: tooLong }));
    await expect(linked).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
    expect(await rowsOf(person.email)).toHaveLength(1);
    expect(await adapter.getUserByEmail(person.email)).toMatchObject({ id: person.id });
  });

  it('keeps a user whom a method returned while the database for the removal was still awaited', async () => {
    const db = backend().source();
    let source = (): Database | Promise<Database> => db;
    const adapter = MySqlAdapter(() => source());
    const { id, email } = await adapter.createUser(newUser());
    // Refused before a database is asked for, so that the removal is the first to ask.
    const link = () => adapter.linkAccount(newAccount(id, { providerAccountId: '' }));
    let linked: Promise<unknown> | undefined;
    const answer = await new Promise<() => void>((asked) => {
      source = () => new Promise((resolve) => asked(() => resolve(db)));
      linked = link().catch((error: unknown) => error);
    });
    source = () => db;
    expect(await adapter.getUser(id)).toMatchObject({ email });
    answer();
    expect(await linked).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await rowsOf(email)).toHaveLength(1);
  });

  it('keeps a user whom a method returned before createUser had its answer', async () => {
    const db = backend().source();
    const email = uniqueEmail();
    // Returns the user in between to somebody else.
    const insert = (table: MySqlTable) => ({
      values: (row: object) => {
        const prepared = db.insert(table).values(row).prepare();
        const execute = async (values: Record<string, unknown>) => {
          const result = await prepared.execute(values);
          await adapter.getUserByEmail(email);
          return result;
        };
        return { prepare: () => ({ execute }) };
      },
    });
    const slowly = {
      get: (target: Database, key: keyof Database) => (key === 'insert' ? insert : target[key]),
    } as ProxyHandler<Database>;
    const adapter: Adapter = MySqlAdapter(new Proxy(db, slowly));
    const { id } = await adapter.createUser(newUser({ email }));
    const linked = adapter.linkAccount(newAccount(id, { providerAccountId: '' }));
    await expect(linked).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await rowsOf(email)).toHaveLength(1);
  });

  it('keeps an invited user whose first link fails, and lets them in on the next try', async () => {
    const adapter = backend().adapter();
    const email = uniqueEmail();
    const invited = await adapter.createUser(newUser({ email, name: 'Invited' }));
    let token = tooLong;
    const account = () => ({ access_token: token });
    const linksByAddress = { ...atProvider(provider.url), account, allowDangerousEmailAccountLinking: true };
    const config = configureAuth(adapter, [linksByAddress]);
    provider.signsIn({ sub: email, name: 'Ada', email });
    await signInAtProvider(newVisitor(config));
    expect(await rowsOf(email)).toMatchObject([{ id: invited.id, name: 'Invited' }]);
    token = 'token';
    const visitor = newVisitor(config);
    await signInAtProvider(visitor);
    expect(await signedInAs(visitor)).toBe(email);
    expect(await rowsOf(email)).toMatchObject([{ id: invited.id }]);
  });

  it('keeps a user who signs up while a second provider’s link fails', async () => {
    const adapter = backend().adapter();
    const email = uniqueEmail();
    provider.signsIn({ sub: email, name: 'Ada', email });
    const second = {
      ...atProvider(provider.url),
      account: () => ({ access_token: tooLong }),
      allowDangerousEmailAccountLinking: true,
    };
    const signInAtSecond = () => signInAtProvider(newVisitor(configureAuth(adapter, [second])));
    // Auth.js awaits what the application does with a new user before it links the first account.
    const events = { createUser: async () => void (await signInAtSecond()) };
    const first = { ...configureAuth(adapter, [atProvider(provider.url)]), events };
    const visitor = newVisitor(first);
    await signInAtProvider(visitor);
    expect(await signedInAs(visitor)).toBe(email);
    expect(await rowsOf(email)).toHaveLength(1);
  });
}
