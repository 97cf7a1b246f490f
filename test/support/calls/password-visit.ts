import type { Provider } from '@auth/core/providers';
import credentials from '@auth/core/providers/credentials';
import { expect } from 'vitest';
import { withCredentialSessions } from '../../../src/credentials.ts';
import { oneTimeTokens } from '../../../src/one-time-tokens.ts';
import type { Adapter } from '../../backends/backend.ts';
import { configureAuth } from '../auth/auth-config.ts';
import { newVisitor, signedInAs } from '../auth/visitor.ts';
import { newUser, unique } from '../rows/samples.ts';

/** Has somebody sign in with a password, set another one by a link that works once, and sign in with that. */
export async function visitWithPassword(adapter: Adapter): Promise<void> {
  const { id, email } = await adapter.createUser(newUser());
  let password = unique('password');
  const byPassword: Provider = credentials({
    credentials: { password: {} },
    authorize: (given) => (given.password === password ? { id, email } : null),
  });
  const { session: _, ...config } = configureAuth(adapter, [byPassword]);
  const visitor = newVisitor(withCredentialSessions(config));
  const expectSignedInBy = async (given: string, address: string | undefined) => {
    await visitor.post('/auth/callback/credentials', { password: given });
    expect(await signedInAs(visitor)).toBe(address);
    await visitor.post('/auth/signout');
  };
  await expectSignedInBy('a guess', undefined);
  await expectSignedInBy(password, email);

  const resets = oneTimeTokens(adapter, { purpose: 'password-reset', maxAgeSeconds: 1800 });
  const [older, latest] = [await resets.create(email), await resets.create(email)];
  for (const [token, isGood] of [
    [older, false],
    [latest, true],
    [latest, false],
  ] as const)
    expect(await resets.use(email, token)).toBe(isGood);
  password = unique('password');
  await expectSignedInBy(password, email);
  await adapter.deleteUser(id);
}
