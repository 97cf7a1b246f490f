import { type Keyring, type KeyringOptions, keyring } from '../adapter/keyring.ts';
import { MySqlAdapterError } from '../errors.ts';
import { type Reencrypted, reencryptTokens } from '../maintenance/reencrypt-tokens.ts';
import type { Prepared, Values } from './commands.ts';
import { countRows } from './count-rows.ts';
import { wrongUsage } from './failure.ts';
import { counted, figure } from './figures.ts';
import { requireKeys } from './keys-in.ts';
import { runInBatches } from './run-in-batches.ts';
import { batchSizeIn } from './whole-number.ts';
import type { Terminal } from './work.ts';

/** Checks the options of `reencrypt`, and the keys. */
export function prepareReencrypt(values: Values, env: Terminal['env']): Prepared {
  const batchSize = batchSizeIn(values);
  const given = requireKeys(env);
  const keys = values.decrypt ? { ...given, current: null } : given;
  return {
    encryptOAuthTokens: keyringOf(keys),
    isReadOnly: false,
    run: (work, progress) =>
      runInBatches<Reencrypted>(work, progress, {
        total: () => countRows(work.db, work.tables.accounts),
        nothing: { accounts: 0, reencrypted: 0, skipped: 0, done: false },
        start: (options) => reencryptTokens(work.adapter, { ...options, batchSize }).catch(nameVariable),
        count: ({ accounts }) => accounts,
        isFine: ({ skipped }) => skipped === 0,
        describe: (result) => describe(result, keys.current),
      }),
  };
}

function keyringOf(keys: KeyringOptions): Keyring {
  try {
    return keyring(keys);
  } catch (error) {
    throw error instanceof MySqlAdapterError ? wrongUsage(`${error.message} (OAUTH_TOKENS_KEYS)`) : error;
  }
}

/** Throws an error again, and says of one about a key in which variable it is. */
function nameVariable(error: unknown): never {
  if (!(error instanceof MySqlAdapterError)) throw error;
  const { code, table, column, cause } = error;
  const message = error.message.replace(/`keys\['([\w-]+)'\]`/, 'the key $1 of OAUTH_TOKENS_KEYS');
  throw new MySqlAdapterError(code, message, {
    table,
    column,
    cause: cause instanceof Error ? cause : undefined,
  });
}

function describe({ accounts, reencrypted, skipped, done }: Reencrypted, key: string | null): string {
  if (done && reencrypted === 0 && skipped === 0) return nothingToDo(accounts, key);
  const changed = key === null ? 'Decrypted' : 'Encrypted';
  const withKey = key === null ? '' : ` with the key ${key}`;
  const asItIs = skipped === 1 ? 'as it is' : 'as they are';
  const skips = skipped > 0 ? ` Left ${counted(skipped, 'account')} ${asItIs}: see the warning.` : '';
  const rest = done ? '' : ' The others are still as they were. Run it again to go on.';
  return `${changed} the tokens of ${figure(reencrypted)} of ${counted(accounts, 'account')}${withKey}.${skips}${rest}`;
}

/** Names the key: whoever has given the keys in the wrong order is about to remove the one that is in use. */
const nothingToDo = (accounts: number, key: string | null): string =>
  key === null
    ? `Nothing to decrypt: no token of ${counted(accounts, 'account')} is encrypted.`
    : `Nothing to encrypt: all tokens of ${counted(accounts, 'account')} have the key ${key} already.`;
