import Link from 'next/link';
import { Suspense } from 'react';
import { requireEmail } from '@/session';

export default function Private({ searchParams }: PageProps<'/private'>) {
  return (
    <>
      <h1>For members</h1>
      <Suspense fallback={<p>…</p>}>
        <Secret searchParams={searchParams} />
      </Suspense>
      <p>
        <Link href="/">Back to the start</Link>
      </p>
    </>
  );
}

async function Secret({ searchParams }: Pick<PageProps<'/private'>, 'searchParams'>) {
  const email = await requireEmail('/private', searchParams);
  return <p>{`Only for ${email}`}</p>;
}
