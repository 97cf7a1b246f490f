import type { AdapterSource } from '../adapter/parts.ts';
import type { BatchOptions } from './batches.ts';

/** The options of {@link reencryptTokens}. */
export interface ReencryptOptions extends BatchOptions<Reencrypted> {}

/** What {@link reencryptTokens} has done. */
export interface Reencrypted {
  /** Accounts that were looked at. */
  readonly accounts: number;
  /** Accounts whose tokens were encrypted with the current key. */
  readonly reencrypted: number;
  /** Accounts that were left as they are: see the warnings. */
  readonly skipped: number;
  /** Whether no account is left that has other tokens; false while it is under way, and if it was stopped. */
  readonly done: boolean;
}

/** Encrypts the tokens of all accounts with the current key. */
export async function reencryptTokens(
  _adapter: AdapterSource,
  _options: ReencryptOptions = {},
): Promise<Reencrypted> {
  throw new Error('TODO');
}
