import { expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { reportOf } from './programs.ts';
import { newDatabase } from './projects.ts';

const ADA = { email: 'ada@example.com' };
const VERIFY = expect.stringMatching(/\/verify-request\?provider=email&type=email$/);
const ending = (text: string) => new RegExp(`/${text.replace('?', '\\?')}$`);

/** What somebody gets who is not signed in, and how often the database was asked for it. */
const refused = (asked: number, led = 'code?error=Verification') => ({
  status: 302,
  location: expect.stringMatching(ending(led)),
  isSignedIn: false,
  asked,
});

it.each([
  ['next-auth 5', 'next-auth-5', [refused(0), refused(0)]],
  // The last one names two addresses, of which next-auth makes an array.
  ['next-auth 4', 'next-auth-4', [refused(0), refused(0), refused(0, 'signin?error=Callback')]],
  // It asks the adapter for no code without an address.
  [
    'the oldest @auth/core',
    'drizzle-kit-0.31',
    [refused(0, 'code?error=Configuration'), refused(0, 'code?error=Configuration')],
  ],
] as const)(
  '%s signs in by codes that people type, and nobody without an address',
  async (_what, name, nobody) => {
    const url = await newDatabase();
    await migrate(name, url);
    expect(await reportOf(name, 'codes', url)).toEqual({
      sent: ['ada@example.com 012345'],
      requests: [VERIFY, '/code?again'],
      wrong: refused(2),
      nobody,
      head: { status: 400, isSignedIn: false, asked: 0 },
      capitals: refused(1),
      right: expect.objectContaining({ status: 302, isSignedIn: true }),
      session: expect.objectContaining({ user: expect.objectContaining(ADA) }),
      again: refused(1),
    });
  },
);
