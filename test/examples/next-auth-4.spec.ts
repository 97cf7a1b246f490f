import { expect, it } from 'vitest';
import { askWithHeaders } from './ask-with-headers.ts';
import { describeSignIn } from './describe-sign-in.ts';

describeSignIn('next-auth-4', undefined, 'next-auth-4', (running) => {
  it('sends links to its own address, whatever a header says', async () => {
    const forged = { host: 'mallory.example', 'x-forwarded-host': 'mallory.example' };
    const link = await askWithHeaders(running(), '/api/auth/signin/email', forged);
    expect(new URL(link).origin).toBe(running().site);
  });
});
