import { type AuthConfig, skipCSRFCheck } from '@auth/core';
import type { Adapter } from '@auth/core/adapters';
import { DrizzleAdapter } from '@auth/drizzle-adapter';
import { generateMySQLDrizzleJson, generateMySQLMigration } from 'drizzle-kit/api';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MySqlAdapter } from '../../src/index.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor } from '../support/auth/visitor.ts';
import * as tables from '../support/databases/drizzle-adapter-tables.ts';
import { newPasskey } from '../support/rows/passkey-samples.ts';
import { newAccount, newUser, unique, uniqueEmail } from '../support/rows/samples.ts';

const servers = inject('servers');

const named = {
  usersTable: tables.users,
  accountsTable: tables.accounts,
  sessionsTable: tables.sessions,
  verificationTokensTable: tables.verificationTokens,
  authenticatorsTable: tables.authenticators,
};

/** The methods of both adapters, for a project with all five tables. */
type Whole = Required<Adapter>;

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  let open: OpenBackend;
  let provider: OAuthServer;
  let [theirs, ours] = [{} as Whole, {} as Whole];
  const links = new Map<string, string>();

  beforeAll(async () => {
    const [nothing, all] = await Promise.all([
      generateMySQLDrizzleJson({}),
      generateMySQLDrizzleJson(tables),
    ]);
    const additions = (await generateMySQLMigration(nothing, all)).join('\n');
    open = await backend.open(servers[backend.server] ?? '', { additions });
    provider = await startOAuthServer();
    theirs = DrizzleAdapter(open.db, named) as Whole;
    ours = MySqlAdapter(open.source(), named) as Whole;
  });
  afterAll(() => Promise.all([open.close(), provider.close()]));

  const everyRow = () => Promise.all(Object.values(tables).map((table) => open.db.select().from(table)));
  const configOf = (adapter: Adapter): AuthConfig => ({
    adapter,
    providers: [byLink(links), atProvider(provider.url)],
    secret: 'a secret of the test',
    trustHost: true,
    basePath: '/auth',
    skipCSRFCheck,
    session: { strategy: 'database' },
    logger: { error: (error) => expect.fail(String(error)) },
  });
  /** Returns whole seconds, as the project's tables keep them. */
  const inAnHour = () => new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);

  /** Stores a person with all that belongs to them. */
  async function store(adapter: Whole) {
    const user = await adapter.createUser(newUser({ emailVerified: new Date() }));
    const account = newAccount(user.id, {
      refresh_token: 'a refresh token',
      access_token: 'an access token',
      expires_at: 1_893_456_000,
      token_type: 'bearer',
      scope: 'user',
      id_token: 'i'.repeat(2048),
      session_state: 'a state',
    });
    await adapter.linkAccount(account);
    const session = await adapter.createSession({
      sessionToken: unique('session'),
      userId: user.id,
      expires: inAnHour(),
    });
    const token = { identifier: user.email, token: unique('token'), expires: inAnHour() };
    await adapter.createVerificationToken(token);
    const passkey = await adapter.createAuthenticator(newPasskey(user.id));
    return { user, account, session, token, passkey };
  }

  /** Reads a person with all that belongs to them. */
  async function find(
    adapter: Whole,
    { user, account, session, passkey }: Awaited<ReturnType<typeof store>>,
  ) {
    return {
      user: await adapter.getUser(user.id),
      byEmail: await adapter.getUserByEmail(user.email),
      byAccount: await adapter.getUserByAccount(account),
      account: await adapter.getAccount(account.providerAccountId, account.provider),
      session: await adapter.getSessionAndUser(session.sessionToken),
      passkey: await adapter.getAuthenticator(passkey.credentialID),
      passkeys: await adapter.listAuthenticatorsByUserId(user.id),
    };
  }

  it('finds whatever Auth.js’s own Drizzle adapter has stored, and changes no row by it', async () => {
    const stored = await store(theirs);
    const rows = await everyRow();
    const { user, account, session, token, passkey } = stored;
    expect(user.id).toHaveLength(36);
    expect(await find(ours, stored)).toEqual({
      user,
      byEmail: user,
      byAccount: user,
      account,
      session: { session, user },
      passkey,
      passkeys: [passkey],
    });
    expect(await everyRow()).toEqual(rows);
    expect(await ours.useVerificationToken(token)).toEqual(token);
    expect(await theirs.useVerificationToken(token)).toBeNull();
  });

  it('stores what Auth.js’s own Drizzle adapter finds, so that there is a way back', async () => {
    const stored = await store(ours);
    expect(await find(theirs, stored)).toEqual(await find(ours, stored));
    expect(await theirs.useVerificationToken(stored.token)).toEqual(stored.token);
  });

  it('makes ids as the project’s own table does', async () => {
    const user = await ours.createUser(newUser());
    expect(user.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('signs people in again who signed up before, and keeps them signed in', async () => {
    const [byMail, byProvider] = [newVisitor(configOf(theirs)), newVisitor(configOf(theirs))];
    const email = uniqueEmail();
    await byMail.post('/auth/signin/email', { email });
    await followLink(byMail, links, email);
    const person = { sub: unique('sub'), name: 'Ada', email: uniqueEmail() };
    provider.signsIn(person);
    await signInAtProvider(byProvider);
    const users = await open.db.select().from(tables.users);

    // The same browsers, after the deployment.
    for (const [visitor, address] of [
      [newVisitor(configOf(ours), byMail), email],
      [newVisitor(configOf(ours), byProvider), person.email],
    ] as const)
      expect(await (await visitor.get('/auth/session')).json()).toMatchObject({ user: { email: address } });
    const [mailAgain, providerAgain] = [newVisitor(configOf(ours)), newVisitor(configOf(ours))];
    await mailAgain.post('/auth/signin/email', { email });
    await followLink(mailAgain, links, email);
    await signInAtProvider(providerAgain);
    expect(await (await mailAgain.get('/auth/session')).json()).toMatchObject({ user: { email } });
    expect(await (await providerAgain.get('/auth/session')).json()).toMatchObject({
      user: { email: person.email },
    });
    const verified = (rows: typeof users) => rows.map(({ emailVerified: _, ...rest }) => rest);
    expect(verified(await open.db.select().from(tables.users))).toEqual(verified(users));
  });

  it('updates, and ends at one time, what is in such tables', async () => {
    const { user, account, session, passkey } = await store(theirs);
    expect(await ours.updateUser({ id: user.id, name: 'Ada King' })).toEqual({ ...user, name: 'Ada King' });
    const expires = new Date(inAnHour().getTime() + 60_000);
    await ours.updateSession({ sessionToken: session.sessionToken, expires });
    expect((await theirs.getSessionAndUser(session.sessionToken))?.session).toEqual({ ...session, expires });
    const used = await ours.updateAuthenticatorCounter(passkey.credentialID, 7);
    expect(used).toEqual({ ...passkey, counter: 7 });
    await ours.deleteSession(session.sessionToken);
    expect(await theirs.getSessionAndUser(session.sessionToken)).toBeNull();
    await ours.unlinkAccount(account);
    expect(await theirs.getUserByAccount(account)).toBeNull();
  });

  it('deletes a user with everything of theirs, and writes nothing for who is gone', async () => {
    const stored = await store(theirs);
    const others = await everyRow();
    const another = await store(theirs);
    await ours.deleteUser(another.user.id);
    expect(await everyRow()).toEqual(others);

    await ours.deleteUser(stored.user.id);
    const gone = expect.objectContaining({ code: 'USER_NOT_FOUND' });
    await expect(ours.linkAccount(stored.account)).rejects.toEqual(gone);
    await expect(ours.createSession(stored.session)).rejects.toEqual(gone);
    await expect(ours.createAuthenticator(stored.passkey)).rejects.toEqual(gone);
  });

  it('says of writes that race with a deletion that the user is gone, and never that a foreign key is in the way', async () => {
    const { user } = await store(theirs);
    const write = (number: number) =>
      number % 2
        ? ours.linkAccount(newAccount(user.id))
        : ours.createSession({ sessionToken: unique('session'), userId: user.id, expires: inAnHour() });
    const writes = Array.from({ length: 5 }, (_, number) => Promise.resolve(write(number)));
    let isOver = false;
    const deletion = Promise.resolve(ours.deleteUser(user.id)).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const next = Promise.resolve(write(writes.length));
      writes.push(next);
      await Promise.race([next.catch(() => {}), deletion]);
    }
    await deletion;
    writes.push(Promise.resolve(write(0)));
    const outcomes = await Promise.allSettled(writes);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'USER_NOT_FOUND' });
    expect(refused).not.toHaveLength(0);
    expect(await theirs.getUser(user.id)).toBeNull();
  });

  it('links an account once, and says whose it is, by the primary key of the table', async () => {
    const [{ account }, other] = [await store(theirs), await ours.createUser(newUser())];
    const linked = await open.statementsOf(() => Promise.resolve(ours.linkAccount(newAccount(other.id))));
    expect(linked).toHaveLength(1);
    expect(await ours.linkAccount(account)).toEqual(account);
    await expect(ours.linkAccount({ ...account, userId: other.id })).rejects.toEqual(
      expect.objectContaining({ code: 'ACCOUNT_ALREADY_LINKED' }),
    );
  });

  it('finds a token by the primary key of the table', async () => {
    const { token } = await store(theirs);
    const [select] = await open.statementsOf(() => Promise.resolve(ours.useVerificationToken(token)));
    const [plan] = await open.db.execute(sql.raw(`explain format = traditional ${select}`));
    expect(plan).toEqual([expect.objectContaining({ Extra: expect.stringMatching(/const table/) })]);
    await store(theirs);
    const one = await store(theirs);
    const statement = `${select}`
      .replaceAll(token.token, one.token.token)
      .replaceAll(token.identifier, one.user.email);
    const [of] = await open.db.execute(sql.raw(`explain format = traditional ${statement}`));
    expect(of).toEqual([expect.objectContaining({ type: 'const', key: 'PRIMARY' })]);
  });

  describe('without a table of sessions and one of tokens, as with JWT sessions', () => {
    const { sessionsTable: _sessions, verificationTokensTable: _tokens, ...others } = named;

    it('has no methods for them', () => {
      const adapter = MySqlAdapter(open.source(), others);
      const missing = Object.keys(ours).filter((method) => !(method in adapter));
      expect(missing.sort()).toEqual([
        'createSession',
        'createVerificationToken',
        'deleteSession',
        'getSessionAndUser',
        'updateSession',
        'useVerificationToken',
      ]);
    });

    it('deletes a user, and undoes a sign-up, without asking for them', async () => {
      const adapter = MySqlAdapter(open.source(), others) as Whole;
      const { account } = await store(theirs);
      const sent = await open.statementsOf(async () => {
        const user = await adapter.createUser(newUser());
        const refused = adapter.linkAccount({ ...account, userId: user.id });
        await expect(Promise.resolve(refused)).rejects.toThrow('belongs to another user');
        expect(await adapter.getUser(user.id)).toBeNull();
        await adapter.deleteUser(account.userId);
      });
      expect(sent.join('\n')).not.toMatch(/`(session|verificationToken)`/);
      expect(await adapter.getUser(account.userId)).toBeNull();
    });
  });
});
