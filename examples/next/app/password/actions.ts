'use server';

import { userById } from 'authjs-drizzle-mysql/account';
import { oneTimeTokens } from 'authjs-drizzle-mysql/one-time-tokens';
import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { requireAccount } from '@/account';
import { normalizeAddress } from '@/address';
import { adapter } from '@/auth';
import { pageUrl, sendMail } from '@/mail';
import { MIN_LENGTH, setPassword } from '@/passwords';

// For an address and not for a user: the link is void for whoever has given the address up.
const resets = oneTimeTokens(adapter, { purpose: 'password-reset', maxAgeSeconds: 1800 });

export async function requestReset(form: FormData) {
  const email = normalizeAddress(textIn(form, 'email'));
  if (!email) redirect('/password?error=Address');
  // After the answer, which therefore takes the same time for every address.
  after(() => mailReset(email));
  redirect('/password?sent');
}

async function mailReset(email: string): Promise<void> {
  if (!(await adapter.getUserByEmail(email))) return;
  const page = pageUrl('/password', { email, token: await resets.create(email) });
  await sendMail({
    to: email,
    subject: 'Choose your password',
    text: `Choose your password on this page, within half an hour:
${page}

If you did not ask for it, ignore this email: nothing has changed.`,
  });
}

/** Takes a password from whoever has the link, and signs out everybody. */
export async function resetPassword(form: FormData) {
  const email = normalizeAddress(textIn(form, 'email')) ?? '';
  const [token, password] = [textIn(form, 'token'), textIn(form, 'password')];
  if (password.length < MIN_LENGTH)
    redirect(`/password?${new URLSearchParams({ email, token, error: 'Short' })}`);
  const user = (await resets.use(email, token)) && (await adapter.getUserByEmail(email));
  if (!user) redirect('/password?error=Link');
  await setPassword(adapter, user.id, password);
  await (await userById(adapter, user.id))?.revokeSessions();
  redirect('/signin?changed');
}

/** Takes a password from whoever is signed in, and signs out all other devices. */
export async function changePassword(form: FormData) {
  const me = await requireAccount();
  if (!me.session.isFresh) redirect('/account?refused=SESSION_NOT_FRESH');
  const password = textIn(form, 'password');
  if (password.length < MIN_LENGTH) redirect('/account?refused=PASSWORD_TOO_SHORT');
  await setPassword(adapter, me.user.id, password);
  await me.revokeOtherSessions();
  redirect('/account?changed');
}

const textIn = (form: FormData, name: string) => String(form.get(name) ?? '');
