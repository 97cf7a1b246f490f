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
        start: (options) => reencryptTokens(work.adapter, { ...options, batchSize }),
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

function describe({ accounts, reencrypted, skipped, done }: Reencrypted, key: string | null): string {
  const changed = key === null ? 'Decrypted' : 'Encrypted';
  const withKey = key === null ? '' : ` with the key ${key}`;
  const skips = skipped > 0 ? ` Left ${figure(skipped)} as they are: see the warning.` : '';
  const rest = done ? '' : ' The others are still as they were. Run it again to go on.';
  return `${changed} the tokens of ${figure(reencrypted)} of ${counted(accounts, 'account')}${withKey}.${skips}${rest}`;
}
