import type { EmailConfig } from '@auth/core/providers';
import { expect } from 'vitest';
import { limitCodeRequests } from '../../../src/codes.ts';
import type { Adapter } from '../../backends/backend.ts';
import { configureAuth } from '../auth/auth-config.ts';
import { newVisitor, signedInAs } from '../auth/visitor.ts';
import { uniqueEmail } from '../rows/samples.ts';

/** Has somebody ask for a code twice, which mails one, type a wrong one and then that one. */
export async function visitWithCode(adapter: Adapter): Promise<void> {
  const mails: string[] = [];
  const email = uniqueEmail();
  const byCode: EmailConfig = {
    id: 'email',
    type: 'email',
    name: 'E-mail',
    from: 'app@example.com',
    maxAge: 600,
    generateVerificationToken: () => String(mails.length + 123_456),
    sendVerificationRequest: ({ token }) => void mails.push(token),
  };
  const signIn = limitCodeRequests(adapter);
  const errors: Error[] = [];
  const visitor = newVisitor({ ...configureAuth(adapter, [byCode], errors), callbacks: { signIn } });
  for (const _ of ['at once', 'too soon']) await visitor.post('/auth/signin/email', { email });
  expect(mails).toEqual(['123456']);
  for (const [token, address] of [
    ['123457', undefined],
    ['123456', email],
  ] as const) {
    await visitor.get(`/auth/callback/email?${new URLSearchParams({ email, token })}`);
    expect(await signedInAs(visitor)).toBe(address);
  }
  // The second request and the wrong code are noted, and nothing else.
  expect(errors.map(({ name }) => name)).toEqual(['AccessDenied', 'Verification']);
}
