import type { Metadata } from 'next';
import { Suspense } from 'react';
import { requestReset, resetPassword } from './actions';
import { NewPassword } from './new-password';

// The token in the address of the page is for no other site.
export const metadata: Metadata = { title: 'Set a password', referrer: 'same-origin' };

const ERRORS = new Map([
  ['Address', 'This is not an email address.'],
  ['Link', 'This link was used before, or is no longer good. Ask for a new one.'],
  ['Short', 'This password is too short.'],
]);

export default function PasswordPage({ searchParams }: PageProps<'/password'>) {
  return (
    <Suspense fallback={<p>…</p>}>
      <Password searchParams={searchParams} />
    </Suspense>
  );
}

async function Password({ searchParams }: Pick<PageProps<'/password'>, 'searchParams'>) {
  const { email, token, error, sent } = await searchParams;
  const alert = ERRORS.get(String(error));
  return (
    <>
      <h2>Choose your password</h2>
      {alert && (
        <p role="alert" id="alert">
          {alert}
        </p>
      )}
      {email && token ? (
        <form className="stack" action={resetPassword}>
          <p>{`For ${email}. Every device that is signed in will be signed out.`}</p>
          <input type="hidden" name="token" value={String(token)} />
          <NewPassword email={String(email)} error={alert && 'alert'} />
          <button type="submit" className="button">
            Set the password
          </button>
        </form>
      ) : sent !== undefined ? (
        <p role="status">If there is an account with this address, a link is on its way to it.</p>
      ) : (
        <form className="stack" action={requestReset}>
          <p>Whether you forgot it or never had one: you get a link by which you choose a new one.</p>
          <label>
            Email address
            <input
              name="email"
              type="email"
              autoComplete="username"
              required
              aria-invalid={error === 'Address' || undefined}
              aria-describedby={alert && 'alert'}
            />
          </label>
          <button type="submit" className="button">
            Send me the link
          </button>
        </form>
      )}
    </>
  );
}
