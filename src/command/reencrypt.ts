import { keyring } from '../adapter/keyring.ts';
import { type Reencrypted, reencryptTokens } from '../maintenance/reencrypt-tokens.ts';
import type { Prepared, Values } from './commands.ts';
import { countRows } from './count-rows.ts';
import { counted, figure } from './figures.ts';
import { requireKeys } from './keys-in.ts';
import { runInBatches } from './run-in-batches.ts';
import { batchSizeIn } from './whole-number.ts';
import type { Terminal } from './work.ts';

/** Checks the options of `reencrypt`, and the keys. */
export function prepareReencrypt(values: Values, env: Terminal['env']): Prepared {
  const batchSize = batchSizeIn(values);
  const keys = requireKeys(env);
  return {
    encryptOAuthTokens: keyring(keys),
    isReadOnly: false,
    run: (work, progress) =>
      runInBatches<Reencrypted>(work, progress, {
        total: () => countRows(work.db, work.tables.accounts),
        nothing: { accounts: 0, reencrypted: 0, skipped: 0, done: false },
        start: (options) => reencryptTokens(work.adapter, { ...options, batchSize }),
        count: ({ accounts }) => accounts,
        describe: (result) => describe(result, keys.current),
      }),
  };
}

function describe({ accounts, reencrypted, skipped, done }: Reencrypted, key: string): string {
  const skips = skipped > 0 ? ` Left ${figure(skipped)} as they are.` : '';
  const encrypted = `Encrypted the tokens of ${figure(reencrypted)} of ${counted(accounts, 'account')} with the key ${key}.`;
  return `${encrypted}${skips}${done ? '' : ' Run it again to go on.'}`;
}
