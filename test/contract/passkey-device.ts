import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** The answer of a passkey, as a browser sends it to a site. */
export interface PasskeyAnswer {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: Readonly<Record<string, string | readonly string[]>>;
  readonly clientExtensionResults: object;
}

const PRESENT_AND_VERIFIED = 0x05;
const SHARED = 0x18;
const WITH_KEY = 0x40;

/**
 * A device with one passkey for one site, with real signatures and a counter.
 *
 * With Ed25519, because @simplewebauthn/server 9 refuses about one in eighty signatures of the usual ES256: those with
 * a number that begins with a zero byte.
 *
 * @see https://github.com/MasterKale/SimpleWebAuthn/pull/594
 */
export class Device {
  readonly id: Buffer;
  readonly #origin: string;
  readonly #flags: number;
  readonly #keys = generateKeyPairSync('ed25519');
  #uses = 0;

  constructor(origin: string, { idBytes = 32, isShared = false } = {}) {
    this.#origin = origin;
    this.id = randomBytes(idBytes);
    this.#flags = PRESENT_AND_VERIFIED | (isShared ? SHARED : 0);
  }

  /** Answers with the passkey's public key, for a site that does not know it yet. */
  create(challenge: string): PasskeyAnswer {
    const idLength = Buffer.from([this.id.length >> 8, this.id.length & 0xff]);
    const data = this.#data(WITH_KEY, Buffer.alloc(16), idLength, this.id, coseKey(this.#keys.publicKey));
    return this.#answer({
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestation(data).toString('base64url'),
      transports: ['internal', 'hybrid'],
    });
  }

  /** Answers with a signature, for a site that knows the passkey. */
  get(challenge: string): PasskeyAnswer {
    this.#uses++;
    const [data, clientData] = [this.#data(0), this.#clientData('webauthn.get', challenge)];
    const signature = sign(null, Buffer.concat([data, hash(clientData)]), this.#keys.privateKey);
    return this.#answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }

  #answer(response: PasskeyAnswer['response']): PasskeyAnswer {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }

  #data(flags: number, ...rest: Buffer[]): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#uses);
    const site = hash(Buffer.from(new URL(this.#origin).hostname));
    return Buffer.concat([site, Buffer.from([this.#flags | flags]), counter, ...rest]);
  }
}

const hash = (data: Buffer) => createHash('sha256').update(data).digest();

/** Writes a public key as CBOR: {1: 1, 3: -8, -1: 6, -2: x}. */
function coseKey(key: KeyObject): Buffer {
  const { x = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.from('a4010103272006215820', 'hex'), Buffer.from(x, 'base64url')]);
}

/** Writes an attestation that says nothing of the device's maker, as CBOR: {fmt: 'none', attStmt: {}, authData}. */
function attestation(data: Buffer): Buffer {
  const head = Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex');
  return Buffer.concat([head, Buffer.from([data.length >> 8, data.length & 0xff]), data]);
}
