import { expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import type { Name } from './names.ts';
import { reportOf } from './programs.ts';
import { newDatabase } from './projects.ts';

const ADA = { email: 'ada@example.com' };

async function visit(name: Name, program = 'visit') {
  const url = await newDatabase();
  await migrate(name, url);
  return reportOf(name, program, url);
}

it('next-auth 5 reads sessions in its route handlers and in auth()', async () => {
  expect(await visit('next-auth-5')).toEqual({
    session: { user: expect.objectContaining(ADA), expires: expect.any(String) },
    page: expect.objectContaining(ADA),
    stranger: null,
  });
});

it('next-auth 5 makes an adapter for each request, of whose copies the methods that are replaced serve it alone', async () => {
  expect(await visit('next-auth-5', 'lazy')).toEqual({
    route: { user: expect.objectContaining(ADA), expires: expect.any(String) },
    shown: expect.objectContaining(ADA),
    afterwards: null,
    called: Array(3).fill('getSessionAndUser'),
    // Three requests, and the sign-in for the test.
    made: 3 + 1,
  });
});

it('next-auth 4 signs in by a link that works once, reads sessions, also in getServerSession(), and signs out', async () => {
  expect(await visit('next-auth-4')).toEqual({
    session: { user: expect.objectContaining(ADA), expires: expect.any(String) },
    user: expect.objectContaining(ADA),
    again: expect.stringContaining('error=Verification'),
    afterwards: null,
  });
});

it.each(['next-auth-5', 'next-auth-4'] as const)(
  '%s reads sessions that are made for tests',
  async (name) => {
    const nobody = name === 'next-auth-4' ? {} : null;
    expect(await visit(name, 'testing')).toEqual({
      http: { user: expect.objectContaining(ADA), expires: expect.any(String) },
      https: { user: expect.objectContaining(ADA), expires: expect.any(String) },
      afterwards: nobody,
    });
  },
);

it.each(['next-auth-5', 'next-auth-4'] as const)(
  '%s reads sessions of which the table has hashes, and opens none by what is stored',
  async (name) => {
    expect(await visit(name, 'hashed')).toEqual({
      stored: expect.stringMatching(/^sha256\$[\w-]{43}$/),
      thief: [null, null],
      owner: ADA.email,
      afterwards: null,
    });
  },
);

it('next-auth 4 signs in, reads, prolongs and ends sessions whose token is private, and sends no private column', async () => {
  const signedIn = { isSignedIn: true, token: 36, isKept: true, afterwards: null };
  expect(await visit('next-auth-4', 'private')).toEqual({
    closed: { ...signedIn, isPrivate: true },
    open: { ...signedIn, isPrivate: false },
  });
});

it('next-auth 5 reads and prolongs sessions whose token is private, and sends neither it nor a private column', async () => {
  const closed = { isSignedIn: true, isPrivate: true, hasAll: false };
  const open = { isSignedIn: true, isPrivate: false, hasAll: true };
  expect(await visit('next-auth-5', 'private')).toEqual({
    closed: { session: closed, page: closed, isKept: true },
    open: { session: open, page: open, isKept: true },
  });
});

it('the oldest @auth/core signs in by a link, reads, prolongs and ends sessions whose token is private', async () => {
  expect(await visit('drizzle-kit-0.31', 'session')).toEqual({
    session: { user: expect.objectContaining(ADA), userId: expect.any(String), expires: expect.any(String) },
    isKept: true,
    afterwards: null,
  });
});
