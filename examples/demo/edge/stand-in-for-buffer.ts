/**
 * Stands in for Node's Buffer where it is missing: Auth.js's code for passkeys takes it for granted.
 *
 * It does only what that code uses: base64 of both alphabets to bytes, and bytes to base64. On Cloudflare a worker
 * gets the real one with the flag `nodejs_compat`.
 */
export function standInForBuffer(): void {
  Object.assign(globalThis, { Buffer: globalThis.Buffer ?? { from } });
}

function from(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? bytesOf(value) : new Base64Writer(value);
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

class Base64Writer extends Uint8Array {
  override toString(): string {
    return btoa(String.fromCharCode(...this));
  }
}
