import { propertiesOf } from '../database/properties-of.ts';
import { MySqlAdapterError } from '../errors.ts';
import { requireKey } from './account-key.ts';
import { decrypt, encrypt } from './aes-gcm.ts';
import { invalidArgument, requireRow, requireText } from './arguments.ts';
import { isBroken } from './columns/size.ts';
import { type KeyTexts, lazyKeys } from './encryption-keys.ts';
import type { AccountKey } from './methods.ts';
import { formatSealed, KEY_ID, looksSealed, parseSealed, startOf } from './sealed-token.ts';

/** The keys that encrypt the tokens of providers. */
export interface KeyringOptions {
  /**
   * The id of the key that encrypts; null while none does, so that tokens are stored as they are. To change it, first
   * give every process the new key, and then make it current.
   */
  readonly current: string | null;
  /**
   * The keys that decrypt, by id: 1 to 32 letters, digits, `-` and `_`. Each is 32 random bytes in base64, as
   * `openssl rand -base64 32` prints them. All are read when the first token is read or stored, also while none is
   * current, so that a build can do without.
   */
  readonly keys: KeyTexts;
}

/** The keys of an adapter's option `encryptOAuthTokens`, made by {@link keyring}. */
export interface Keyring {
  /**
   * Returns a copy of what is to be stored of an account, with its tokens encrypted. `account` says whose they are: a
   * row has both properties itself.
   */
  seal<Row extends object>(row: Row, account: AccountKey): Promise<Row>;
  /**
   * Returns a copy of what was stored of an account, with its tokens decrypted; those that are plain stay as they are.
   * Rejects with `DECRYPTION_FAILED` for a token that no key opens, or that belongs to another account or column.
   * @example
   * const [row] = await db.select().from(accounts).where(eq(accounts.userId, userId));
   * const { access_token } = await keys.open(row, row);
   */
  open<Row extends object>(row: Row, account: AccountKey): Promise<Row>;
  /** Says whether a stored token is not encrypted with the current key; while there is none, whether it is encrypted. */
  isStale(stored: unknown): boolean;
}

/** The columns of tokens, by property name. */
const TOKENS: readonly string[] = [
  'access_token',
  'refresh_token',
  'id_token',
  'oauth_token',
  'oauth_token_secret',
];

/** Says whether a column holds tokens that are encrypted, by its property name. */
export const isTokenColumn = (name: string): boolean => TOKENS.includes(name);

/**
 * Makes the keys that encrypt the tokens of providers, by AES-256-GCM.
 *
 * Stored is `v1.<key id>.<iv>.<ciphertext and tag>`, the last two in base64url. The JSON array of the provider, its
 * account id and the column's property name is authenticated along with it, so that a value that was moved to another
 * account or column does not open. Throws `INVALID_ARGUMENT` for ids that cannot be used; a key that is not 32 bytes is
 * reported with the same code by the first method that needs one, and never quoted.
 *
 * @see https://csrc.nist.gov/pubs/sp/800/38/d/final
 * @example
 * MySqlAdapter(pool, {
 *   tables,
 *   encryptOAuthTokens: keyring({ current: '2026-11', keys: { '2026-11': process.env.TOKENS_KEY } }),
 * });
 */
export function keyring(options: KeyringOptions): Keyring {
  const { current, keys } = requireRow(options, 'options');
  const texts = requireRow(keys, 'keys');
  const ids = requireIds(texts);
  requireCurrent(current, ids);
  const keysOnce = lazyKeys(texts);

  async function seal(token: string, place: Place): Promise<string> {
    // Not what the column refuses, nor an empty one, which is none.
    if (token === '' || isBroken(token)) return token;
    const imported = await keysOnce();
    if (current === null) return token;
    const key = imported.get(current);
    if (!key) throw keyMissing(ids, place);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = new TextEncoder().encode(token);
    const sealed = await encrypt(key, { iv, data, additionalData: authenticated(place) });
    return formatSealed({ keyId: current, iv, data: sealed });
  }

  async function open(stored: string, place: Place): Promise<string> {
    if (stored === '') return stored;
    // Also for one that is plain: a key that is unset should not be found out by the first that is encrypted.
    const imported = await keysOnce();
    if (!looksSealed(stored, ids)) return stored;
    const sealed = parseSealed(stored);
    if (!sealed) throw damaged(place);
    const key = imported.get(sealed.keyId);
    if (!key) throw keyMissing(ids, place);
    try {
      const opened = await decrypt(key, { ...sealed, additionalData: authenticated(place) });
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(opened);
    } catch {
      throw damaged(place);
    }
  }

  const isCurrent = (stored: string) =>
    current === null ? !looksSealed(stored, ids) : stored.startsWith(startOf(current));

  return {
    async seal(row, account) {
      requireNoBytes(row);
      return replaceTokens(row, account, seal);
    },
    open: (row, account) => replaceTokens(row, account, open),
    isStale: (stored) => typeof stored === 'string' && stored !== '' && !isCurrent(stored),
  };
}

/** Returns the ids of keys. What is refused is not quoted: somebody may have taken the key for its id. */
function requireIds(texts: KeyTexts): readonly string[] {
  const ids = Object.keys(texts);
  if (ids.every((id) => KEY_ID.test(id))) return ids;
  throw invalidArgument('keys', 'have ids of 1 to 32 letters, digits, - and _', texts, 'another id');
}

function requireCurrent(current: unknown, ids: readonly string[]): void {
  if (current === null || ids.includes(requireText(current, 'current'))) return;
  const known = ids.map((id) => JSON.stringify(id)).join(' or ') || 'which there is none';
  throw invalidArgument('current', `be the id of a key, ${known}, or null`, current, 'another text');
}

/** Where a token is: it opens nowhere else. */
interface Place extends AccountKey {
  readonly column: string;
}

/** Returns a copy of a row with other texts in place of its tokens; numbers, which some providers send, are texts too. */
async function replaceTokens<Row extends object>(
  row: Row,
  account: AccountKey,
  replace: (text: string, place: Place) => Promise<string>,
): Promise<Row> {
  const key = requireKey(account);
  const values = propertiesOf(row);
  const replaced: Record<string, string> = {};
  for (const column of TOKENS) {
    const value = Object.hasOwn(values, column) && values[column];
    if (typeof value === 'string' || Number.isFinite(value) || typeof value === 'bigint')
      replaced[column] = await replace(String(value), { ...key, column });
  }
  return { ...row, ...replaced };
}

/** Refuses tokens of bytes: a column of bytes would take them, and nobody would see that they are not encrypted. */
function requireNoBytes(row: object): void {
  for (const column of TOKENS) {
    const value = propertiesOf(row)[column];
    if (ArrayBuffer.isView(value)) throw invalidArgument(column, 'be text', value);
  }
}

/** Returns the bytes that are authenticated with a token, in which no two places are alike. */
const authenticated = ({ provider, providerAccountId, column }: Place) =>
  new TextEncoder().encode(JSON.stringify([provider, providerAccountId, column]));

// The id is not quoted: a provider's own token may look like an encrypted one.
const keyMissing = (ids: readonly string[], { provider, column }: Place) =>
  new MySqlAdapterError(
    'DECRYPTION_FAILED',
    `Expected \`keys\` to have the key with which the ${column} of an account at ${provider} is encrypted, got ` +
      `${ids.map((id) => JSON.stringify(id)).join(', ') || 'none'}: add the one that the stored value names after "v1.", or have the person sign in again.`,
  );

const damaged = ({ provider, column }: Place) =>
  new MySqlAdapterError(
    'DECRYPTION_FAILED',
    `Expected the ${column} of an account at ${provider} to be as it was encrypted, got one that was changed, cut, moved ` +
      'from another account or column, or encrypted with another key of the same id: restore it, or have the person sign in again.',
  );
