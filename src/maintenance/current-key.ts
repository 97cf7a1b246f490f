import type { Keyring } from '../adapter/keyring.ts';
import type { AccountKey } from '../adapter/methods.ts';
import { parseSealed } from '../adapter/sealed-token.ts';
import type { Values } from '../database/statement.ts';
import { MySqlAdapterError } from '../errors.ts';
import { nameRows } from './row-names.ts';

/** An account, and its tokens as they are stored. */
interface StoredAccount {
  readonly account: AccountKey & { readonly rowId?: string };
  readonly tokens: Values;
}

/**
 * Requires that the current key opens one of the tokens that are stored with its id, if there are any.
 *
 * One is enough, and one that does not open is not: it may be damaged. If none opens, the key is another one than that
 * of the site, which could decrypt nothing of what it encrypts. Rejects with `DECRYPTION_FAILED` then.
 */
export async function requireCurrentKey(
  keyring: Keyring,
  batches: AsyncIterable<readonly StoredAccount[]>,
): Promise<void> {
  // A token as a provider gave it is stale while there is a current key.
  if (!keyring.isStale('token')) return;
  const closed = new Set<string | undefined>();
  let keyId: string | undefined;
  for await (const accounts of batches)
    for (const { account, tokens } of accounts)
      for (const [name, token] of Object.entries(tokens)) {
        const sealed = typeof token === 'string' && !keyring.isStale(token) && parseSealed(token);
        if (!sealed) continue;
        if (await opens(keyring, { [name]: token }, account)) return;
        closed.add(account.rowId);
        keyId = sealed.keyId;
      }
  if (keyId !== undefined) throw otherKey(keyId, [...closed]);
}

async function opens(keyring: Keyring, tokens: Values, account: AccountKey): Promise<boolean> {
  try {
    await keyring.open(tokens, account);
    return true;
  } catch (error) {
    if (isAboutRow(error)) return false;
    throw error;
  }
}

/** Says whether an error is about the tokens of one row, which are left as they are. */
export const isAboutRow = (error: unknown): error is MySqlAdapterError =>
  error instanceof MySqlAdapterError && /^(DECRYPTION_FAILED|VALUE_TOO_LONG)$/.test(error.code);

const otherKey = (id: string, rowIds: readonly (string | undefined)[]) =>
  new MySqlAdapterError(
    'DECRYPTION_FAILED',
    `Expected \`keys['${id}']\` to be the key that the stored tokens with its id were encrypted with, got one that ` +
      `opens none of them${nameRows(rowIds)}. Nothing was changed. Give the key that the site has; if this is it, these ` +
      'tokens are damaged: restore them, or set them to null.',
  );
