import { currentUser } from 'authjs-drizzle-mysql/account';
import { headers } from 'next/headers';
import { connection } from 'next/server';
import { adapter } from './auth';
import { goToSignIn } from './session';

/** Returns who sends the request, and what they can do to their account; sends everybody else to sign in. */
export async function requireAccount() {
  await connection();
  const me = await currentUser(adapter, {
    headers: await headers(),
    secure: process.env.AUTH_URL?.startsWith('https:'),
    emailSignIn: true,
  });
  return me ?? goToSignIn();
}
