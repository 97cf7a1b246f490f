import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decrypt, encrypt, importKey } from '../../src/adapter/aes-gcm.ts';
import { decrypted, encrypted, specified, type Vector } from './aes-gcm-vectors.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (of: Uint8Array) => Buffer.from(of).toString('hex');

const encryptVector = async ({ key, iv, additionalData, plaintext = '' }: Vector) => {
  const message = { iv: bytes(iv), data: bytes(plaintext), additionalData: bytes(additionalData) };
  return hex(await encrypt(await importKey(bytes(key)), message));
};

const decryptVector = async ({ key, iv, additionalData, ciphertext, tag }: Vector) => {
  const message = { iv: bytes(iv), data: bytes(ciphertext + tag), additionalData: bytes(additionalData) };
  return hex(await decrypt(await importKey(bytes(key)), message));
};

/** Changes one bit of bytes in hexadecimal digits. */
function flipped(text: string, bit: number): string {
  const changed = bytes(text);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return hex(changed);
}

describe('AES-256-GCM', () => {
  it.each(specified)(
    'has the results of test case %i of the specification of GCM',
    async (_number, vector) => {
      expect(await encryptVector(vector)).toBe(vector.ciphertext + vector.tag);
      expect(await decryptVector(vector)).toBe(vector.plaintext);
    },
  );

  it('has the results of NIST’s vectors for encryption', async () => {
    for (const vector of encrypted) {
      expect(await encryptVector(vector)).toBe(vector.ciphertext + vector.tag);
      expect(await decryptVector(vector)).toBe(vector.plaintext);
    }
  });

  it('has the results of NIST’s vectors for decryption, and fails where they do', async () => {
    let failed = 0;
    for (const vector of decrypted)
      if (vector.plaintext === undefined) {
        await expect(decryptVector(vector)).rejects.toThrow();
        failed++;
      } else expect(await decryptVector(vector)).toBe(vector.plaintext);
    expect(failed).toBe(decrypted.length / 2);
  });

  it('fails for every changed bit of what has ever been authenticated, and of the key', async () => {
    const [, vector] = specified.at(-1) ?? [];
    if (!vector) throw new Error('Expected a vector.');
    for (const part of ['key', 'iv', 'additionalData', 'ciphertext', 'tag'] as const)
      for (let bit = 0; bit < vector[part].length * 4; bit++)
        await expect(decryptVector({ ...vector, [part]: flipped(vector[part], bit) })).rejects.toThrow();
  });

  it('is understood by Node’s own implementation, and understands it', async () => {
    for (const length of [0, 1, 15, 16, 17, 70_000]) {
      const random = (size: number) => Uint8Array.from(randomBytes(size));
      const [raw, iv, data, additionalData] = [random(32), random(12), random(length), random(40)];
      const key = await importKey(raw);
      const ours = await encrypt(key, { iv, data, additionalData });
      const decipher = createDecipheriv('aes-256-gcm', raw, iv).setAAD(additionalData);
      decipher.setAuthTag(ours.subarray(-16));
      expect(hex(Buffer.concat([decipher.update(ours.subarray(0, -16)), decipher.final()]))).toBe(hex(data));
      const cipher = createCipheriv('aes-256-gcm', raw, iv).setAAD(additionalData);
      const theirs = Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]);
      expect(hex(theirs)).toBe(hex(ours));
      expect(hex(await decrypt(key, { iv, data: Uint8Array.from(theirs), additionalData }))).toBe(hex(data));
    }
  });
});
