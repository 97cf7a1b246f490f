import { fromBase64, toBase64Url } from './base64url.ts';

/** What the text of an encrypted token says. */
export interface SealedToken {
  readonly keyId: string;
  /** The 12 bytes that no other token of the same key has. */
  readonly iv: Uint8Array<ArrayBuffer>;
  /** The ciphertext and its tag. */
  readonly data: Uint8Array<ArrayBuffer>;
}

/**
 * What the id of a key looks like. At most 32 characters, so that a key that is given in the place of its id is none: in
 * base64 it has 43, in hexadecimal digits 64.
 */
export const KEY_ID = /^[\w-]{1,32}$/;

/** An encrypted token: the version, the id of its key, 12 bytes, and at least the 16 of the tag. */
const SEALED = /^v1\.([\w-]{1,32})\.([\w-]{16})\.([\w-]{22,})$/;

/** The beginning of one, whatever its key: one that was cut, or has a letter too many. */
const BEGINNING = /^v1\.[\w-]{1,32}\.[\w-]{16}\./;

/** What follows the id of the key. */
const REST = /^[\w-]{16}\.[\w-]{22,}$/;

/** Returns the text that is stored for an encrypted token. */
export const formatSealed = ({ keyId, iv, data }: SealedToken): string =>
  `${startOf(keyId)}${toBase64Url(iv)}.${toBase64Url(data)}`;

/** Returns what every token begins with that is encrypted with a key. */
export const startOf = (keyId: string): string => `v1.${keyId}.`;

/** Returns what the text of an encrypted token says; undefined if it is damaged. */
export function parseSealed(stored: string): SealedToken | undefined {
  const [, keyId, iv, data] = SEALED.exec(stored) ?? [];
  if (keyId === undefined || iv === undefined || data === undefined) return undefined;
  const bytes = { iv: fromBase64(iv), data: fromBase64(data) };
  return bytes.iv && bytes.data && { keyId, iv: bytes.iv, data: bytes.data };
}

/**
 * Says whether a stored text is an encrypted token, or what is left of one.
 *
 * Anything else is a token as a provider gave it; some of those begin with `v1.` as well.
 */
export const looksSealed = (stored: string, keyIds: readonly string[]): boolean =>
  BEGINNING.test(stored) || keyIds.some((id) => beginsLike(startOf(id), stored));

/** Says whether a text begins with a start, or with a piece of it, or differs in just one of its characters. */
function beginsLike(start: string, stored: string): boolean {
  if (stored.length < start.length) return start.startsWith(stored);
  const different = Array.from(start).filter((character, index) => character !== stored[index]).length;
  return different === 0 || (different === 1 && REST.test(stored.slice(start.length)));
}
