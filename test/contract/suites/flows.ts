import { type AuthConfig, skipCSRFCheck } from '@auth/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, type Visitor } from '../../support/auth/visitor.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';

/** Whole sign-ins through Auth.js: the statements that reach the database, in order, as few as possible. */
export function flowsContract(backend: () => OpenBackend): void {
  let provider: OAuthServer;
  let config: AuthConfig;
  const links = new Map<string, string>();

  beforeAll(async () => {
    provider = await startOAuthServer();
    config = {
      adapter: backend().adapter(),
      providers: [byLink(links), atProvider(provider.url)],
      secret: 'a secret of the test',
      trustHost: true,
      basePath: '/auth',
      skipCSRFCheck,
      session: { strategy: 'database', updateAge: 0 },
      logger: { error: (error) => expect.fail(String(error)) },
    };
  });
  afterAll(() => provider.close());

  const verbs = async (work: () => Promise<unknown>) =>
    (await backend().statementsOf(work)).map((statement) => statement.split(' ')[0]);
  const signedInAs = async (visitor: Visitor) =>
    (await (await visitor.get('/auth/session')).json())?.user?.email;

  it('signs a new person in by e-mail link with 8 statements', async () => {
    const visitor = newVisitor(config);
    const email = uniqueEmail();
    const requested = await verbs(() => visitor.post('/auth/signin/email', { email }));
    const followed = await verbs(() => followLink(visitor, links, email));
    expect([...requested, ...followed]).toEqual([
      ...['select', 'insert'],
      ...['select', 'delete', 'select', 'select', 'insert', 'insert'],
    ]);
    expect(await signedInAs(visitor)).toBe(email);
    expect(
      await newVisitor(config)
        .get('/auth/session')
        .then((response) => response.json()),
    ).toBeNull();
  });

  it.each([
    { expires_in: 3599.97 },
    { expires_in: '3599.97' },
    { expires_in: 1e12 },
    { scope: 'x'.repeat(300) },
    { session_state: ['a', 'b'] },
  ])('signs a new person in whatever a provider says beside the access token: case %#', async (tokens) => {
    const email = uniqueEmail();
    provider.signsIn({ sub: email, name: `Ada ${'x'.repeat(300)}`, email }, tokens);
    const visitor = newVisitor({ ...config, adapter: backend().adapter({ logger: { warn: () => {} } }) });
    await signInAtProvider(visitor);
    expect(await signedInAs(visitor)).toBe(email);
    expect(await backend().adapter().getAccount(email, 'local')).toMatchObject({ access_token: 'access' });
  });

  it('refuses a link that was followed before', async () => {
    const email = uniqueEmail();
    await newVisitor(config).post('/auth/signin/email', { email });
    const [first, second] = [newVisitor(config), newVisitor({ ...config, logger: { error: () => {} } })];
    await followLink(first, links, email);
    const refused = await followLink(second, links, email);
    expect(refused.headers.get('location')).toContain('error=Verification');
    expect(await signedInAs(first)).toBe(email);
    expect(await signedInAs(second)).toBeUndefined();
  });

  it('signs a new person in at a provider with 7 statements, and again with 3', async () => {
    const person = { sub: uniqueEmail(), name: 'Ada', email: uniqueEmail() };
    provider.signsIn(person);
    const visitor = newVisitor(config);
    const first = await verbs(() => signInAtProvider(visitor));
    // One more than on a schema whose unique key tells by itself whether an account is linked.
    expect(first).toEqual(['select', 'select', 'select', 'insert', 'select', 'insert', 'insert']);
    expect(await signedInAs(visitor)).toBe(person.email);

    const again = newVisitor(config);
    expect(await verbs(() => signInAtProvider(again))).toEqual(['select', 'select', 'insert']);
    expect(await signedInAs(again)).toBe(person.email);
  });

  it('reads a session with 1 statement, refreshes it with 2 and signs out', async () => {
    const email = uniqueEmail();
    const visitor = newVisitor(config);
    await visitor.post('/auth/signin/email', { email });
    await followLink(visitor, links, email);
    const fresh = { ...config, session: { ...config.session, updateAge: 3600 } } as AuthConfig;
    expect(await verbs(() => visitor.get('/auth/session'))).toEqual(['select', 'update']);
    const reader = newVisitor(fresh);
    await reader.post('/auth/signin/email', { email });
    await followLink(reader, links, email);
    expect(await verbs(() => reader.get('/auth/session'))).toEqual(['select']);
    expect(await verbs(() => reader.post('/auth/signout'))).toEqual(['delete']);
    expect(await signedInAs(reader)).toBeUndefined();
    expect(await signedInAs(visitor)).toBe(email);
  });
}
