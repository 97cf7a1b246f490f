import type { GetServerSideProps } from 'next';
import { getServerSession } from 'next-auth';
import { authOptions } from '../auth';

type Props = { email: string | null };

export const getServerSideProps: GetServerSideProps<Props> = async ({ req, res }) => {
  const session = await getServerSession(req, res, authOptions());
  return { props: { email: session?.user.email ?? null } };
};

export default function Home({ email }: Props) {
  if (!email)
    return (
      <p>
        Nobody is signed in. <a href="/api/auth/signin">Sign in</a>
      </p>
    );
  return (
    <p>
      {`Signed in as ${email}. `}
      <a href="/api/auth/signout">Sign out</a>
    </p>
  );
}
