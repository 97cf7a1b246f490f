'use server';

import { MySqlAdapterError } from 'authjs-drizzle-mysql';
import { RedirectType, redirect } from 'next/navigation';
import { requireAccount } from '@/account';
import { signOut } from '@/auth';

// Anybody can call these with any form: who they act for comes from the session cookie alone.

export async function revokeSession(form: FormData) {
  const me = await requireAccount();
  await me.revokeSession(textIn(form, 'id'));
  backToPage();
}

export async function revokeOtherSessions() {
  const me = await requireAccount();
  await me.revokeOtherSessions();
  backToPage();
}

export async function unlinkAccount(form: FormData) {
  const me = await requireAccount();
  const provider = textIn(form, 'provider');
  const providerAccountId = textIn(form, 'providerAccountId');
  await me.unlinkAccount({ provider, providerAccountId }).catch(explain);
  backToPage();
}

export async function deleteAccount() {
  const me = await requireAccount();
  await me.deleteUser().catch(explain);
  // Of the session, only the cookie is left.
  await signOut({ redirectTo: '/' });
}

/** Ends the session first: Auth.js keeps it, and its age, when somebody signs in again while signed in. */
export async function signInAgain() {
  await signOut({ redirect: false });
  redirect('/api/auth/signin?callbackUrl=%2Faccount');
}

const textIn = (form: FormData, name: string) => String(form.get(name) ?? '');

function backToPage(refused = ''): never {
  redirect(`/account${refused && `?refused=${refused}`}`, RedirectType.replace);
}

/** Has the page explain what can be explained to its visitor. */
function explain(error: unknown): never {
  if (error instanceof MySqlAdapterError && /^(LAST_SIGN_IN_METHOD|SESSION_NOT_FRESH)$/.test(error.code))
    backToPage(error.code);
  throw error;
}
