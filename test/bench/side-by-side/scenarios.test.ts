import { type AuthConfig, skipCSRFCheck } from '@auth/core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { MeasuredAdapter } from '../../../bench/side-by-side/contenders/contender.ts';
import { addPerson, scenarioOf } from '../../../bench/side-by-side/scenarios.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { wantedBackends } from '../../backends/index.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, type Visitor } from '../../support/auth/visitor.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';

const servers = inject('servers');
const backend = wantedBackends().find(({ server }) => servers[server]);
if (!backend) throw new Error('Expected a backend to test on.');

/** Notes each call: the method, and the type or property names of each argument. */
function noting(adapter: Adapter, calls: string[]): MeasuredAdapter {
  const noted = Object.entries(adapter).map(([method, call]) => [
    method,
    (...args: unknown[]) => {
      calls.push(`${method}(${args.map(shapeOf).join(', ')})`);
      return call(...args);
    },
  ]);
  return Object.fromEntries(noted);
}

const shapeOf = (value: unknown) =>
  typeof value === 'object' && value !== null ? `{${Object.keys(value).sort()}}` : typeof value;

describe('the calls of a scenario are those of Auth.js', () => {
  let open: OpenBackend;
  let provider: OAuthServer;
  let config: AuthConfig;
  const calls: string[] = [];
  const links = new Map<string, string>();

  beforeAll(async () => {
    open = await backend.open(servers[backend.server] ?? '');
    provider = await startOAuthServer();
    await addPerson(open.adapter(), 0);
    const profile = ({ sub, name, email }: { sub: string; name: string; email: string }) => {
      return { id: sub, name, email, image: 'https://example.com/ada.png' };
    };
    config = {
      adapter: noting(open.adapter(), calls),
      providers: [byLink(links), { ...atProvider(provider.url), profile }],
      secret: 'a secret of the test',
      trustHost: true,
      basePath: '/auth',
      skipCSRFCheck,
      logger: { error: (error) => expect.fail(String(error)) },
    };
  });
  afterAll(() => Promise.all([open.close(), provider.close()]));

  const callsOf = async (work: () => Promise<unknown>) => {
    calls.length = 0;
    await work();
    return [...calls];
  };
  const byLinkTo = async (visitor: Visitor, email: string) => {
    await visitor.post('/auth/signin/email', { email });
    await followLink(visitor, links, email);
  };
  const signedIn = async (updateAge: number) => {
    const visitor = newVisitor({ ...config, session: { strategy: 'database', updateAge } });
    await byLinkTo(visitor, uniqueEmail());
    return visitor;
  };
  const person = () => ({ sub: uniqueEmail(), name: 'Ada', email: uniqueEmail() });

  /** What a person does in each scenario. */
  const real: Record<string, () => Promise<() => Promise<unknown>>> = {
    'session read': async () => {
      const visitor = await signedIn(3600);
      return () => visitor.get('/auth/session');
    },
    'session read and refresh': async () => {
      const visitor = await signedIn(0);
      return () => visitor.get('/auth/session');
    },
    'OAuth, first time': async () => {
      provider.signsIn(person());
      return () => signInAtProvider(newVisitor(config));
    },
    'OAuth, returning': async () => {
      provider.signsIn(person());
      await signInAtProvider(newVisitor(config));
      return () => signInAtProvider(newVisitor(config));
    },
    'e-mail link, first time': async () => () => byLinkTo(newVisitor(config), uniqueEmail()),
    'e-mail link, returning': async () => {
      const email = uniqueEmail();
      await byLinkTo(newVisitor(config), email);
      return () => byLinkTo(newVisitor(config), email);
    },
    'sign-out': async () => {
      const visitor = await signedIn(3600);
      return () => visitor.post('/auth/signout');
    },
  };

  // Only applications call deleteUser.
  it.each(Object.keys(real))('%s', async (name) => {
    const expected = await callsOf(await (real[name]?.() ?? expect.fail()));
    const measured = await callsOf(await scenarioOf(name).prepare(noting(open.adapter(), calls), 1));
    expect(expected).not.toEqual([]);
    expect(measured).toEqual(expected);
  });

  it('has a test here for every scenario but deleteUser', async () => {
    const { scenarios } = await import('../../../bench/side-by-side/scenarios.ts');
    expect([...Object.keys(real), 'deleteUser']).toEqual(scenarios.map(({ name }) => name));
  });
});
