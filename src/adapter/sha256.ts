import { propertiesOf } from '../database/properties-of.ts';
import { toBase64Url } from './base64url.ts';

/** Returns the SHA-256 of text in UTF-8, as 64 hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  return Array.from(await digestOf(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Returns a function that makes the SHA-256 of text in UTF-8, in base64url, at once where Node's crypto is there.
 *
 * That of the Web, which every runtime has, takes as much time as the rest of a session read. It is asked for by name,
 * so that no bundler looks for it.
 */
export function sha256Function(): (text: string) => string | Promise<string> {
  const { process } = propertiesOf(globalThis);
  const { getBuiltinModule } = propertiesOf(process);
  const node =
    typeof getBuiltinModule === 'function' ? (getBuiltinModule('node:crypto') as NodeCrypto) : null;
  return node
    ? (text) => node.createHash('sha256').update(text).digest('base64url')
    : async (text) => toBase64Url(await digestOf(text));
}

interface NodeCrypto {
  createHash(name: string): { update(text: string): { digest(encoding: string): string } };
}

const digestOf = async (text: string) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
