/** Returns bytes in base64url, without padding (RFC 4648, section 5). */
export const toBase64Url = (bytes: Uint8Array): string =>
  // Not all at once: a call takes only so many arguments.
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/**
 * Returns the bytes of text in base64 or base64url, with padding or without; undefined for anything else.
 *
 * Each text has bytes of its own: `atob` ignores spaces, and the bits of the last letter that are beyond the last byte.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const url = text
      .replace(/={1,2}$/, '')
      .replaceAll('+', '-')
      .replaceAll('/', '_');
    const binary = atob(url.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (byte) => byte.charCodeAt(0));
    return toBase64Url(bytes) === url ? bytes : undefined;
  } catch {
    return undefined;
  }
}
