import { Suspense } from 'react';
import { requireUser } from '@/session';

export default function Private() {
  return (
    <Suspense fallback={<p>…</p>}>
      <Secret />
    </Suspense>
  );
}

async function Secret() {
  const user = await requireUser();
  return <p>{`Only for ${user.email}`}</p>;
}
