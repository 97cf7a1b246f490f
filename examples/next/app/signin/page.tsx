import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { rememberedAddress } from '@/address';
import { requestCode, signInAtProvider, signInByPassword } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

/** What went wrong, by Auth.js's names and those of the actions. */
const ERRORS = new Map([
  ['Address', 'This is not an email address.'],
  ['CredentialsSignin', 'The address or the password is wrong.'],
  ['OAuthAccountNotLinked', 'There is an account with this address. Sign in to it as you did before.'],
]);

export default function SignInPage({ searchParams }: PageProps<'/signin'>) {
  return (
    <Suspense fallback={<p>…</p>}>
      <SignIn searchParams={searchParams} />
    </Suspense>
  );
}

async function SignIn({ searchParams }: Pick<PageProps<'/signin'>, 'searchParams'>) {
  const { callbackUrl = '/', error, changed } = await searchParams;
  const address = await rememberedAddress();
  const invalid = error ? { 'aria-invalid': true, 'aria-describedby': 'alert' } : {};
  const back = <input type="hidden" name="callbackUrl" value={String(callbackUrl)} />;
  return (
    <>
      <h2>Sign in</h2>
      {error && (
        <p role="alert" id="alert">
          {ERRORS.get(String(error)) ?? 'That did not work. Please try again.'}
        </p>
      )}
      {changed !== undefined && <p role="status">Your password is set. Sign in with it.</p>}
      <form className="stack" action={signInByPassword}>
        {back}
        <label>
          Email address
          <input
            name="email"
            type="email"
            autoComplete="username"
            required
            defaultValue={address}
            {...invalid}
          />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" {...invalid} />
        </label>
        <button type="submit" className="button">
          Sign in
        </button>
        <Link href="/password">Forgot the password, or none yet?</Link>
        <button type="submit" formAction={requestCode}>
          Send me a code instead
        </button>
      </form>
      <form className="stack" action={signInAtProvider}>
        {back}
        <button type="submit">Sign in with Local ID</button>
      </form>
    </>
  );
}
