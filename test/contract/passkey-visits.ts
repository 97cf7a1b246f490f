import { expect } from 'vitest';
import type { Visitor } from '../support/auth/visitor.ts';
import type { Device } from './passkey-device.ts';

/** The address of the site that visitors visit. */
export const SITE = 'http://app.test';

/** What Auth.js tells a browser before it uses a passkey. */
export interface PasskeyOptions {
  readonly challenge: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
  readonly excludeCredentials?: readonly { readonly id: string }[];
}

/** Returns the id of a passkey as browsers write it. */
export const idOf = ({ id }: Device) => id.toString('base64url');

/** Asks what a browser needs to know before it uses a passkey. */
export async function ask(visitor: Visitor, query: Record<string, string>): Promise<PasskeyOptions> {
  const answer = await visitor.get(`/auth/webauthn-options/passkey?${new URLSearchParams(query)}`);
  expect(answer.status).toBe(200);
  return (await answer.json()).options;
}

/** Registers a passkey: for the person who is signed in, or for a new one with an address. */
export async function register(visitor: Visitor, device: Device, email?: string): Promise<PasskeyOptions> {
  const options = await ask(visitor, { action: 'register', ...(email && { email }) });
  const data = JSON.stringify(device.create(options.challenge));
  await visitor.post('/auth/callback/passkey', { action: 'register', data });
  return options;
}

/** Signs in with a passkey. */
export async function authenticate(visitor: Visitor, device: Device): Promise<void> {
  const { challenge } = await ask(visitor, { action: 'authenticate' });
  const data = JSON.stringify(device.get(challenge));
  await visitor.post('/auth/callback/passkey', { action: 'authenticate', data });
}
