'use server';

import { redirect } from 'next/navigation';
import { AuthError } from 'next-auth';
import { normalizeAddress, rememberAddress } from '@/address';
import { signIn } from '@/auth';

// Auth.js leads to a `callbackUrl` only if it is on this site.

export async function signInAtProvider(form: FormData) {
  await signIn('oidc', { redirectTo: textIn(form, 'callbackUrl') });
}

export async function signInByPassword(form: FormData) {
  const email = await addressIn(form);
  const password = textIn(form, 'password');
  await signIn('password', { email, password, redirectTo: textIn(form, 'callbackUrl') }).catch(
    backToPage(form),
  );
}

/** Sends a code, and the visitor to the page that asks for it. */
export async function requestCode(form: FormData) {
  const email = await addressIn(form);
  const options = { email, redirectTo: textIn(form, 'callbackUrl'), redirect: false };
  const next: string = await signIn('nodemailer', options).catch(backToPage(form));
  redirect(next.includes('/verify-request') ? '/code' : next);
}

const textIn = (form: FormData, name: string) => String(form.get(name) ?? '');

/** Returns the address in a form, and remembers it for the next page. */
async function addressIn(form: FormData): Promise<string> {
  const address = normalizeAddress(textIn(form, 'email'));
  if (!address) return showError(form, 'Address');
  await rememberAddress(address);
  return address;
}

const backToPage = (form: FormData) => (error: unknown) => {
  if (error instanceof AuthError) return showError(form, error.type);
  throw error;
};

function showError(form: FormData, error: string): never {
  redirect(`/signin?${new URLSearchParams({ callbackUrl: textIn(form, 'callbackUrl'), error })}`);
}
