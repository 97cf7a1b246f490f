import type { GetServerSideProps } from 'next';
import { getServerSession } from 'next-auth';
import { authOptions } from '../auth';

type Props = { email: string | null };

export const getServerSideProps: GetServerSideProps<Props> = async ({ req, res }) => {
  const session = await getServerSession(req, res, authOptions());
  if (session) return { props: { email: session.user.email ?? null } };
  return { redirect: { destination: '/api/auth/signin?callbackUrl=/private', permanent: false } };
};

export default function Private({ email }: Props) {
  return <p>{`Only for ${email}`}</p>;
}
