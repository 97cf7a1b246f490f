import { type AesKey, importKey } from './aes-gcm.ts';
import { invalidArgument } from './arguments.ts';
import { fromBase64 } from './base64url.ts';

/** Keys by their ids, each 32 bytes in base64. */
export type KeyTexts = Readonly<Record<string, string | undefined>>;

/**
 * Returns a function that imports keys when it is first called, all of them: of a mistake in one of them, nobody should
 * hear only when it is needed. It rejects with `INVALID_ARGUMENT`, which quotes no key.
 */
export function lazyKeys(texts: KeyTexts): () => Promise<ReadonlyMap<string, AesKey>> {
  let imported: ReadonlyMap<string, AesKey> | undefined;
  return async () => {
    // No promise is kept: in some runtimes, a request that waits for another's hangs.
    if (imported) return imported;
    const read = Object.entries(texts).map(([id, text]) => [id, requireKey(id, text)] as const);
    const pairs = read.map(async ([id, bytes]) => [id, await importKey(bytes)] as const);
    imported = new Map(await Promise.all(pairs));
    return imported;
  };
}

function requireKey(id: string, text: unknown): Uint8Array<ArrayBuffer> {
  // A file or a shell may have left a line end.
  const bytes = typeof text === 'string' ? fromBase64(text.trim()) : undefined;
  if (bytes?.length === 32) return bytes;
  const got = typeof text === 'string' ? (bytes ? `${bytes.length} bytes` : 'other text') : undefined;
  const expected = 'be 32 bytes in base64, as `openssl rand -base64 32` prints them';
  throw invalidArgument(`keys['${id}']`, expected, text, got);
}
