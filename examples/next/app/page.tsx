import Link from 'next/link';
import { Suspense } from 'react';
import { readSession } from '@/session';

export default function Home() {
  return (
    <>
      <h1>Auth.js on Next.js and MySQL</h1>
      <Suspense fallback={<p>…</p>}>
        <Visitor />
      </Suspense>
      <p>
        <Link href="/private">A page for members</Link>
      </p>
    </>
  );
}

async function Visitor() {
  const session = await readSession();
  if (!session?.user) {
    return (
      <>
        <p>Nobody is signed in</p>
        <a className="button" href="/api/auth/signin?callbackUrl=/">
          Sign in
        </a>
      </>
    );
  }
  return (
    <>
      <p>{`Signed in as ${session.user.email}`}</p>
      <a className="button" href="/api/auth/signout?callbackUrl=/">
        Sign out
      </a>
    </>
  );
}
