import { sha256 } from '../adapter/sha256.ts';

/** Characters of the moment in a token: milliseconds in base 36, enough until the year 5188 (36 ** 9 ms). */
const MOMENT_LENGTH = 9;

/**
 * Makes a token: 32 random bytes as base64url, and the moment at which it was made.
 *
 * The moment comes last, so that the token ends with a letter or a digit: some mail programs leave other characters out
 * of a link at its end.
 */
export function newToken(madeAt: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const random = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
  return random + madeAt.toString(36).padStart(MOMENT_LENGTH, '0');
}

/** Says whether anything has the form of a token; a request may send whatever it likes. */
export const isToken = (given: unknown): given is string =>
  typeof given === 'string' && /^[\w-]{43}[\da-z]{9}$/.test(given);

/**
 * Returns what is stored of a token: its moment, and a hash of the whole of it with the purpose and the identifier.
 *
 * The moment comes first, so that of two of them, that of the newer token is the greater text.
 */
export async function storedToken(scope: string, token: string): Promise<string> {
  return `${token.slice(-MOMENT_LENGTH)}.${await sha256(`${scope}\0${token}`)}`;
}

/** Says whether a row is that of such a token: somebody may ask for a sign-in link to an address with `:` in it. */
export const isStoredToken = (token: string): boolean => /^[\da-z]{9}\.[\da-f]{64}$/.test(token);

/** Returns the moment at which a stored token was made. */
export const madeAt = (stored: string): number => Number.parseInt(stored.slice(0, MOMENT_LENGTH), 36);
