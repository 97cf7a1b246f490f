import { sha256 } from '../adapter/sha256.ts';

/** Bytes for the moment in a token, in milliseconds: enough until the year 10889. */
const MOMENT_BYTES = 6;

/**
 * Makes a token: 32 bytes as base64url, the moment at which it was made and 208 random bits.
 *
 * It ends with a letter or a digit, as any 32 bytes do: some mail programs leave other characters out of a link at its
 * end.
 */
export function newToken(madeAt: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  for (let index = 0; index < MOMENT_BYTES; index++)
    bytes[index] = Math.floor(madeAt / 256 ** (MOMENT_BYTES - 1 - index)) % 256;
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '');
}

/** Says whether anything has the form of a token; a request may send whatever it likes. */
export const isToken = (given: unknown): given is string =>
  typeof given === 'string' && /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(given);

/**
 * Returns what is stored of a token: its moment, and a hash of the whole of it with the purpose and the identifier.
 *
 * The moment comes first, in hexadecimal, so that of two of them, that of the newer token is the greater text.
 */
export async function storedToken(scope: string, token: string): Promise<string> {
  const bytes = atob(token.slice(0, 8).replaceAll('-', '+').replaceAll('_', '/'));
  const moment = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return `${moment}.${await sha256(`${scope}\0${token}`)}`;
}

/** Says whether a row is that of such a token: somebody may ask for a sign-in link to an address with `:` in it. */
export const isStoredToken = (token: string): boolean => /^[\da-f]{12}\.[\da-f]{64}$/.test(token);

/** Returns the moment at which a stored token was made. */
export const madeAt = (stored: string): number => Number.parseInt(stored.slice(0, 2 * MOMENT_BYTES), 16);
