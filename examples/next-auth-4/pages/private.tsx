import type { GetServerSidePropsContext } from 'next';
import { sessionOf } from '../auth';

export async function getServerSideProps(context: GetServerSidePropsContext) {
  const session = await sessionOf(context);
  if (!session) {
    return { redirect: { destination: '/api/auth/signin?callbackUrl=/private', permanent: false } };
  }
  return { props: { email: session.user?.email ?? null } };
}

export default function Private({ email }: { email: string | null }) {
  return <p>{`Only for ${email}`}</p>;
}
