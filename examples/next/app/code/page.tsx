import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { normalizeAddress, rememberedAddress } from '@/address';
import { requestCode } from '../signin/actions';

// The code in the address of the page is for no other site.
export const metadata: Metadata = { title: 'Type your code', referrer: 'same-origin' };

export default function CodePage({ searchParams }: PageProps<'/code'>) {
  return (
    <Suspense fallback={<p>…</p>}>
      <Code searchParams={searchParams} />
    </Suspense>
  );
}

async function Code({ searchParams }: Pick<PageProps<'/code'>, 'searchParams'>) {
  const { email, token, callbackUrl, error, again } = await searchParams;
  const address = normalizeAddress(String(email ?? '')) ?? (await rememberedAddress());
  if (error && error !== 'Verification') return <Failure />;
  if (!address) return <AddressForm />;
  // Without one, Auth.js leads to where its own cookie says.
  const back = callbackUrl && <input type="hidden" name="callbackUrl" value={String(callbackUrl)} />;
  const alert = error
    ? 'This code is wrong, or no longer good. After five wrong ones, you need a new code.'
    : again !== undefined && 'A code was sent less than a minute ago. Please use that one, or wait a minute.';
  return (
    <>
      <h2>Type your code</h2>
      {alert && (
        <p role={error ? 'alert' : 'status'} id="alert">
          {alert}
        </p>
      )}
      <p>{`It is in an email to ${address}, and good for ten minutes.`}</p>
      <form className="stack" action="/api/auth/callback/nodemailer" method="get">
        {back}
        <input type="hidden" name="email" value={address} />
        <label>
          Code of six digits
          <input
            name="token"
            className="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            title="Six digits"
            required
            defaultValue={token && String(token)}
            aria-invalid={error !== undefined || undefined}
            aria-describedby={alert ? 'alert' : undefined}
          />
        </label>
        <button type="submit" className="button">
          Sign in
        </button>
      </form>
      <form className="stack" action={requestCode}>
        {back}
        <input type="hidden" name="email" value={address} />
        <button type="submit">Send me a new code</button>
        <Link href="/signin">Use another address</Link>
      </form>
    </>
  );
}

/** Asks for the address first, so that this page, and no visitor, writes it as Auth.js does. */
function AddressForm() {
  return (
    <>
      <h2>Type your code</h2>
      <form className="stack" action="/code" method="get">
        <label>
          Email address that the code was sent to
          <input name="email" type="email" autoComplete="email" required />
        </label>
        <button type="submit" className="button">
          Continue
        </button>
      </form>
    </>
  );
}

function Failure() {
  return (
    <>
      <p role="alert">That did not work. Please try again.</p>
      <Link className="button" href="/signin">
        Sign in again
      </Link>
    </>
  );
}
