import { propertiesOf } from '../database/properties-of.ts';
import { MySqlAdapterError } from '../errors.ts';
import { type AesKey, decrypt, encrypt, importKey } from './aes-gcm.ts';
import { invalidArgument, ownProperties, requireRow, requireText } from './arguments.ts';
import { fromBase64, toBase64Url } from './base64url.ts';
import { isBroken } from './columns/size.ts';
import type { AccountKey } from './methods.ts';

/** The keys that encrypt the tokens of providers. */
export interface KeyringOptions {
  /** The id of the key that encrypts. To change it, first give every process the new key, and then make it current. */
  readonly current: string;
  /**
   * The keys that decrypt, by id: letters, digits, `-` and `_`. Each is 32 random bytes in base64, as
   * `openssl rand -base64 32` prints them. They are read when the first token is, so that a build can do without.
   */
  readonly keys: Readonly<Record<string, string | undefined>>;
}

/** The keys of an adapter's option `encryptOAuthTokens`, made by {@link keyring}. */
export interface Keyring {
  /** Returns a copy of what is to be stored of an account, with its tokens encrypted. */
  seal<Row extends object>(row: Row, account: AccountKey): Promise<Row>;
  /** Returns a copy of what was stored of an account, with its tokens decrypted; those that are plain stay as they are. */
  open<Row extends object>(row: Row, account: AccountKey): Promise<Row>;
  /** Says whether a stored value is not encrypted with the current key. */
  isStale(stored: unknown): boolean;
}

/** The columns of tokens, by property name. */
const TOKENS = ['access_token', 'refresh_token', 'id_token', 'oauth_token', 'oauth_token_secret'] as const;

const KEY_ID = /^[\w-]{1,64}$/;

/** An encrypted token: the version, the id of its key, 12 bytes, and at least the 16 of the tag. */
const SEALED = /^v1\.([\w-]{1,64})\.([\w-]{16})\.([\w-]{22,})$/;

/**
 * Makes the keys that encrypt the tokens of providers, by AES-256-GCM.
 *
 * Stored is `v1.<key id>.<iv>.<ciphertext and tag>`, the last two in base64url. The JSON array of the provider, its
 * account id and the column's property name is authenticated along with it, so that a value that was moved to another row or
 * column does not open. Throws `INVALID_ARGUMENT` for ids that cannot be used; a key that is not 32 bytes is reported
 * with the same code by the first method that needs one, and never quoted.
 *
 * @see https://csrc.nist.gov/pubs/sp/800/38/d/final
 * @example
 * MySqlAdapter(pool, {
 *   tables,
 *   encryptOAuthTokens: keyring({ current: '2026-11', keys: { '2026-11': process.env.OAUTH_TOKENS_KEY } }),
 * });
 */
export function keyring(options: KeyringOptions): Keyring {
  const { current, keys } = requireRow(options, 'options');
  const texts = ownProperties(requireRow(keys, 'keys'));
  for (const id of Object.keys(texts))
    if (!KEY_ID.test(id))
      throw invalidArgument('keys', 'have ids of 1 to 64 letters, digits, - and _', keys, JSON.stringify(id));
  requireText(current, 'current');
  if (!Object.hasOwn(texts, current))
    throw invalidArgument('current', 'be the id of one of the keys', current, JSON.stringify(current));

  let imported: ReadonlyMap<string, AesKey> | undefined;

  /** Returns all keys: of a mistake in one of them, nobody should hear only when it is needed. */
  async function importKeys(): Promise<ReadonlyMap<string, AesKey>> {
    // No promise is kept: in some runtimes, a request that waits for another's hangs.
    if (imported) return imported;
    const read = Object.entries(texts).map(([id, text]) => [id, requireKey(id, text)] as const);
    const pairs = read.map(async ([id, bytes]) => [id, await importKey(bytes)] as const);
    imported = new Map(await Promise.all(pairs));
    return imported;
  }

  async function seal(token: string, place: Place): Promise<string> {
    // Not what the column refuses, nor an empty one, which is none.
    if (token === '' || isBroken(token)) return token;
    const key = (await importKeys()).get(current);
    if (!key) throw keyMissing(current, place);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = new TextEncoder().encode(token);
    const sealed = await encrypt(key, { iv, data, additionalData: authenticated(place) });
    return `v1.${current}.${toBase64Url(iv)}.${toBase64Url(sealed)}`;
  }

  async function open(stored: string, place: Place): Promise<string> {
    if (!looksSealed(stored, Object.keys(texts))) return stored;
    const [, id, iv, data] = SEALED.exec(stored) ?? [];
    const bytes = { iv: fromBase64(iv), data: fromBase64(data) };
    if (id === undefined || !bytes.iv || !bytes.data) throw damaged(place);
    const key = (await importKeys()).get(id);
    if (!key) throw keyMissing(id, place);
    try {
      const opened = await decrypt(key, {
        iv: bytes.iv,
        data: bytes.data,
        additionalData: authenticated(place),
      });
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(opened);
    } catch {
      throw damaged(place);
    }
  }

  return {
    seal: (row, account) => replaceTokens(row, account, seal),
    open: (row, account) => replaceTokens(row, account, open),
    isStale: (stored) => typeof stored === 'string' && stored !== '' && !stored.startsWith(`v1.${current}.`),
  };
}

/** Where a token is: it opens nowhere else. */
interface Place extends AccountKey {
  readonly column: string;
}

/** Returns a copy of a row with other texts in place of its tokens; numbers, which some providers send, are texts too. */
async function replaceTokens<Row extends object>(
  row: Row,
  { provider, providerAccountId }: AccountKey,
  replace: (text: string, place: Place) => Promise<string>,
): Promise<Row> {
  const replaced: Record<string, string> = {};
  for (const column of TOKENS) {
    const value = propertiesOf(row)[column];
    if (typeof value === 'string' || Number.isFinite(value) || typeof value === 'bigint')
      replaced[column] = await replace(String(value), { provider, providerAccountId, column });
  }
  return { ...row, ...replaced };
}

/** Returns the bytes that are authenticated with a token, in which no two places are alike. */
const authenticated = ({ provider, providerAccountId, column }: Place) =>
  new TextEncoder().encode(JSON.stringify([provider, providerAccountId, column]));

/** Says whether a stored value is an encrypted one, or what is left of one: some providers' own tokens begin with `v1.`. */
const looksSealed = (stored: string, ids: readonly string[]) =>
  SEALED.test(stored) ||
  (stored.startsWith('v1.') &&
    ids.map((id) => `v1.${id}.`).some((start) => start.startsWith(stored) || stored.startsWith(start)));

function requireKey(id: string, text: string | undefined): Uint8Array<ArrayBuffer> {
  const bytes = typeof text === 'string' ? fromBase64(text.trim()) : undefined;
  if (bytes?.length === 32) return bytes;
  const got = bytes ? `${bytes.length} bytes` : text === undefined ? undefined : 'something else';
  throw invalidArgument(
    `keys['${id}']`,
    'be 32 bytes in base64, as `openssl rand -base64 32` prints them',
    text,
    got,
  );
}

const keyMissing = (id: string, { provider, column }: Place) =>
  new MySqlAdapterError(
    'DECRYPTION_FAILED',
    `Expected \`keys\` to have "${id}", with which the ${column} of an account at ${provider} is encrypted, got none: ` +
      'give back the key, or have the person sign in again.',
  );

const damaged = ({ provider, column }: Place) =>
  new MySqlAdapterError(
    'DECRYPTION_FAILED',
    `Expected the ${column} of an account at ${provider} to be as it was encrypted, got one that was changed, cut, moved ` +
      'from another row or column, or encrypted with another key of the same id: restore it, or have the person sign in again.',
  );
