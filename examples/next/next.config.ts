import type { NextConfig } from 'next';

const config: NextConfig = {
  cacheComponents: true,
  partialPrefetching: true,
  // Auth.js would keep the `callbackUrl` in its cookie first, also for a link that Next.js only prefetches, and lead there
  // after a sign-in that began on another page.
  redirects: async () => [{ source: '/api/auth/signin', destination: '/signin', permanent: false }],
};

export default config;
