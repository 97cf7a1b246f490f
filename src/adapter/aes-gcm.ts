/** A key for AES-GCM, which the runtime does not give out again. */
export type AesKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Bytes that are encrypted or decrypted, with those that are only authenticated and those that are never used twice. */
interface Message {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly additionalData: Uint8Array<ArrayBuffer>;
}

/** Makes a key from its bytes. */
export const importKey = (bytes: Uint8Array<ArrayBuffer>): Promise<AesKey> =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);

/** Encrypts bytes; the tag of 16 bytes comes last. */
export const encrypt = async (key: AesKey, { iv, data, additionalData }: Message) =>
  new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, data));

/** Decrypts bytes with their tag; rejects unless all of them are what was encrypted with the same key. */
export const decrypt = async (key: AesKey, { iv, data, additionalData }: Message) =>
  new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, data));
