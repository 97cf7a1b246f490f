import type { GetServerSidePropsContext } from 'next';
import { sessionOf } from '../auth';

export const getServerSideProps = async (context: GetServerSidePropsContext) => ({
  props: { email: (await sessionOf(context))?.user?.email ?? null },
});

export default function Home({ email }: { email: string | null }) {
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
