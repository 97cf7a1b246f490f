import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { cache } from 'react';
import { auth } from './auth';

/** Reads the session, once per page view: `cache` answers every further component from memory. */
export const readSession = cache(async () => {
  // A session belongs to a visit: nothing is read while Next.js prerenders or prefetches a page.
  await connection();
  return auth();
});

type SearchParams = Record<string, string | string[] | undefined>;

/** Returns the address of who is signed in; sends everybody else to the sign-in page, and back here afterwards. */
export async function requireEmail(path: string, searchParams: Promise<SearchParams>): Promise<string> {
  const session = await readSession();
  if (session?.user?.email) return session.user.email;
  const query = Object.entries(await searchParams).flatMap(([name, value = []]) =>
    [value].flat().map((each) => [name, each]),
  );
  const callbackUrl = query.length ? `${path}?${new URLSearchParams(query)}` : path;
  redirect(`/api/auth/signin?${new URLSearchParams({ callbackUrl })}`);
}
