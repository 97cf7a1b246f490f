/**
 * Stands in for Node's Buffer where it is missing, which Auth.js takes for granted in its code for passkeys.
 *
 * It does as much as is used there: base64 of both alphabets to bytes, and bytes to base64. A worker on Cloudflare
 * has the real one by its flag `nodejs_compat`.
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
