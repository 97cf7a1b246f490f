import { Suspense } from 'react';
import { readSession } from '@/session';

export default function Home() {
  return (
    <Suspense fallback={<p>…</p>}>
      <Visitor />
    </Suspense>
  );
}

async function Visitor() {
  const session = await readSession();
  return (
    <>
      <p>{session?.user ? `Signed in as ${session.user.email}` : 'Nobody is signed in'}</p>
      <a className="button" href={`/api/auth/${session?.user ? 'signout' : 'signin'}?callbackUrl=/`}>
        {session?.user ? 'Sign out' : 'Sign in'}
      </a>
    </>
  );
}
