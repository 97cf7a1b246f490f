import { toBase64Url } from './base64url.ts';

/** Returns the SHA-256 of text in UTF-8, as 64 hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  return Array.from(await digestOf(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Returns a function that makes the SHA-256 of text in UTF-8, in base64url, at once where Node's crypto is there.
 *
 * That of the Web, which every runtime has, takes as much time as the rest of a session read. Node's is asked for by
 * name, so that no bundler looks for it.
 */
export function sha256Function(): (text: string) => string | Promise<string> {
  try {
    const { hash } = (globalThis as unknown as NodeGlobals).process.getBuiltinModule('node:crypto');
    const inBase64Url = (text: string) => hash('sha256', text, 'base64url');
    // Tried, because some runtimes have functions of Node that throw when they are called, as Next.js's for the edge.
    inBase64Url('');
    return inBase64Url;
  } catch {
    return async (text) => toBase64Url(await digestOf(text));
  }
}

/** What is there on Node; the types of Node are none of this package. */
interface NodeGlobals {
  readonly process: { getBuiltinModule(name: string): NodeCrypto };
}

interface NodeCrypto {
  hash(algorithm: string, text: string, encoding: string): string;
}

const digestOf = async (text: string) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
