import { type AuthConfig, skipCSRFCheck } from '@auth/core';
import Passkey from '@auth/core/providers/passkey';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { users } from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newVisitor, type Visitor } from '../../support/auth/visitor.ts';
import { passkeyAdapter } from '../../support/calls/passkey-adapter.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';
import { Device } from '../passkey-device.ts';
import { ask, authenticate, idOf, type PasskeyOptions, register, SITE } from '../passkey-visits.ts';

/** Whole sign-ins with passkeys through Auth.js, which checks real signatures with what the database holds. */
export function passkeyFlowsContract(backend: () => OpenBackend): void {
  let config: AuthConfig;

  beforeAll(() => {
    config = {
      adapter: passkeyAdapter(backend()),
      providers: [Passkey],
      experimental: { enableWebAuthn: true },
      secret: 'a secret of the test',
      trustHost: true,
      basePath: '/auth',
      skipCSRFCheck,
      session: { strategy: 'database', updateAge: 3600 },
      logger: { error: (error) => expect.fail(String(error)), warn: () => {} },
    };
  });
  const careless = (): AuthConfig => ({ ...config, logger: { error: () => {}, warn: () => {} } });

  // The first statement of a new connection is not part of the flow.
  const verbs = async (work: () => Promise<unknown>) =>
    (await backend().statementsOf(work)).map((text) => text.split(' ')[0]).filter((verb) => verb !== 'set');
  const signedInAs = async (visitor: Visitor) =>
    (await (await visitor.get('/auth/session')).json())?.user?.email;

  it('signs a new person up with 7 statements, and in again with 7', async () => {
    const [email, device, visitor] = [uniqueEmail(), new Device(SITE), newVisitor(config)];
    expect(await verbs(() => register(visitor, device, email))).toEqual([
      'select', // whether somebody has the address
      ...['select', 'select', 'insert', 'insert', 'insert', 'insert'],
    ]);
    expect(await signedInAs(visitor)).toBe(email);

    const again = newVisitor(config);
    expect(await verbs(() => authenticate(again, device))).toEqual([
      ...['select', 'update', 'select', 'select', 'select', 'select', 'insert'],
    ]);
    expect(await signedInAs(again)).toBe(email);
    const id = device.id.toString('base64');
    expect(await passkeyAdapter(backend()).getAuthenticator(id)).toMatchObject({
      counter: 1,
      credentialDeviceType: 'singleDevice',
      credentialBackedUp: false,
      transports: 'internal,hybrid',
    });
  });

  it('adds passkeys to somebody who is signed in, each with 6 statements, and tells browsers of those there are', async () => {
    const [email, first] = [uniqueEmail(), new Device(SITE)];
    const visitor = newVisitor(config);
    await register(visitor, first, email);
    // The longest id that the table holds.
    const second = new Device(SITE, { idBytes: 384, isShared: true });
    let options: PasskeyOptions | undefined;
    const sent = await verbs(async () => {
      options = await register(visitor, second);
    });
    expect(sent).toEqual(['select', 'select', 'select', 'select', 'insert', 'insert']);
    expect(options?.excludeCredentials).toMatchObject([{ id: idOf(first) }]);

    const { allowCredentials } = await ask(newVisitor(config), { action: 'authenticate', email });
    expect(allowCredentials).toMatchObject([{ id: idOf(second) }, { id: idOf(first) }]);
    for (const device of [first, second]) {
      const again = newVisitor(config);
      await authenticate(again, device);
      expect(await signedInAs(again)).toBe(email);
    }
  });

  it('signs nobody in whose counter goes back, as that of a copy does', async () => {
    const device = new Device(SITE);
    await register(newVisitor(config), device, uniqueEmail());
    await authenticate(newVisitor(config), device);
    await passkeyAdapter(backend()).updateAuthenticatorCounter(device.id.toString('base64'), 2 ** 32 - 1);
    const copy = newVisitor(careless());
    await authenticate(copy, device);
    expect(await signedInAs(copy)).toBeUndefined();
  });

  it('signs nobody in with a passkey whose user is deleted', async () => {
    const [email, device, visitor] = [uniqueEmail(), new Device(SITE), newVisitor(careless())];
    await register(visitor, device, email);
    const adapter = passkeyAdapter(backend());
    await adapter.deleteUser((await adapter.getUserByEmail(email))?.id ?? '');
    await authenticate(visitor, device);
    expect(await signedInAs(visitor)).toBeUndefined();
  });

  it('leaves no user behind when the id of their first passkey is too long', async () => {
    const email = uniqueEmail();
    const visitor = newVisitor(careless());
    await register(visitor, new Device(SITE, { idBytes: 385 }), email);
    expect(await signedInAs(visitor)).toBeUndefined();
    expect(await backend().db.$count(users, eq(users.email, email))).toBe(0);
    await register(visitor, new Device(SITE), email);
    expect(await signedInAs(visitor)).toBe(email);
  });
}
