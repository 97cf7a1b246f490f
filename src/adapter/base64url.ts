/** Returns bytes in base64url, without padding (RFC 4648, section 5). */
export const toBase64Url = (bytes: Uint8Array): string =>
  // Not all at once: a call takes only so many arguments.
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Returns the bytes of text in base64 or base64url, with padding or without; undefined for anything else. */
export function fromBase64(text: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  if (text === undefined) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (byte) =>
      byte.charCodeAt(0),
    );
  } catch {
    return undefined;
  }
}
