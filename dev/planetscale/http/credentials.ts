import { Refusal } from '../errors/refusal.ts';

/** Returns the 401 for wrong credentials. */
export const unauthenticated = () => new Refusal(401, 'unauthenticated', 'invalid auth credentials');

/** Returns the URL with the credentials, percent-encoded where they need it. */
export function urlFor(port: number, user: string, password: string): URL {
  const url = new URL(`http://127.0.0.1:${port}`);
  url.username = user;
  url.password = password;
  return url;
}

/** Returns a check of the Authorization header. The driver sends the credentials percent-encoded, as in the URL. */
export function credentialsCheck({ username, password }: URL) {
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return (authorization: string | undefined): void => {
    if (authorization?.replace(/^basic /i, 'Basic ') !== expected) throw unauthenticated();
  };
}
