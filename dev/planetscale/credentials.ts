import { Refusal } from './refusal.ts';

/** Returns the 401 that wrong credentials get. */
export const unauthenticated = () => new Refusal(401, 'unauthenticated', 'invalid auth credentials');

/** Makes the URL that holds the credentials, percent-encoded where they need it. */
export function urlFor(port: number, user: string, password: string): URL {
  const url = new URL(`http://127.0.0.1:${port}`);
  url.username = user;
  url.password = password;
  return url;
}

/** Returns a check of the Authorization header; its scheme may have any case, and the driver sends what the URL says, still percent-encoded. */
export function credentialsCheck({ username, password }: URL) {
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return (authorization: string | undefined): void => {
    if (authorization?.replace(/^basic /i, 'Basic ') !== expected) throw unauthenticated();
  };
}
