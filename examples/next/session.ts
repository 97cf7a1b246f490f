import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { cache } from 'react';
import { auth } from './auth';

/** Reads the session: once per page view, however many components ask, and never to prefetch a page. */
export const readSession = cache(async () => {
  await connection();
  return auth();
});

/** Returns who is signed in; sends everybody else to the sign-in page, and from there back to the page. */
export async function requireUser() {
  const session = await readSession();
  return session?.user ?? goToSignIn();
}

/** Sends a visitor to the sign-in page, and from there back to the page. */
export async function goToSignIn(): Promise<never> {
  const callbackUrl = (await headers()).get('x-callback-url') ?? '/';
  redirect(`/api/auth/signin?${new URLSearchParams({ callbackUrl })}`);
}
