import { expect, it } from 'vitest';
import { describeAddress } from './describe-address.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { signInAt } from './sign-in-at.ts';

describeSignIn('next-auth-4', undefined, 'next-auth-4', (running) => {
  describeAddress(running, '/api/auth/signin/email');

  it('tells scripts the id of a user, and not the token of a session', async () => {
    const { headers, user } = await signInAt(running(), { nextAuth: 4 });
    const session = await fetch(`${running().site}/api/auth/session`, { headers });
    const { id, name, email, image } = user;
    expect(await session.json()).toEqual({ user: { id, name, email, image }, expires: expect.any(String) });
  });
});
