// Signs people in for a test, on a site that next-auth serves: on http, and as if it were on https.
import { signInForTest } from 'authjs-drizzle-mysql/testing';
import { adapterOfNextAuth, pool } from './auth.js';
import { serve } from './site.js';

async function run() {
  const { url, close } = await serve();
  const signInAt = (baseUrl: string, email: string) =>
    signInForTest(adapterOfNextAuth, { baseUrl, nextAuth: 4, user: { email } });
  const sessionAt = async (baseUrl: string, headers: { readonly cookie: string }) => {
    process.env.NEXTAUTH_URL = baseUrl;
    return (await fetch(`${url}/api/auth/session`, { headers })).json();
  };
  const secureUrl = 'https://app.example';

  const ada = await signInAt(url, 'ada@example.com');
  const http = await sessionAt(url, ada.headers);
  await ada.cleanUp();
  const afterwards = await sessionAt(url, ada.headers);
  await using secure = await signInAt(secureUrl, 'ada@example.com');
  const https = await sessionAt(secureUrl, secure.headers);
  console.log(JSON.stringify({ http, https, afterwards }));
  close();
}

run().finally(() => pool.end());
