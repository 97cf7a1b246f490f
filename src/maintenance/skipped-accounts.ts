import type { MySqlAdapterError } from '../errors.ts';
import { nameRows } from './row-names.ts';

/** An account whose tokens were left as they are. */
export interface SkippedAccount {
  /** The numeric id of the row in digits; undefined for a table without one. */
  readonly rowId: string | undefined;
  /** Why; its message names no person. */
  readonly error: MySqlAdapterError;
}

/** Counts accounts whose tokens were left as they are, and says which and why, by the ids of their rows. */
export function tallySkipped() {
  const reasons = new Map<string, SkippedAccount[]>();
  const count = () => [...reasons.values()].reduce((sum, { length }) => sum + length, 0);
  return {
    count,
    add(skipped: SkippedAccount): void {
      const { code } = skipped.error;
      reasons.set(code, [...(reasons.get(code) ?? []), skipped]);
    },
    /** Returns one warning about all of them, and about some that were in use; undefined if there are none. */
    warning(inUse: number): string | undefined {
      const all = [...reasons].map(([code, each]) => describe(code, each));
      if (inUse > 0) all.push(`${inUse} in use: run it again.`);
      if (all.length === 0) return undefined;
      const total = count() + inUse;
      return `reencryptTokens left ${total} ${total === 1 ? 'account as it was' : 'accounts as they were'}. ${all.join(' ')}`;
    },
  };
}

function describe(code: string, skipped: readonly SkippedAccount[]): string {
  const rows = nameRows(skipped.map(({ rowId }) => rowId));
  return `${skipped.length} ${code}${rows}, such as: ${skipped[0] ? adviceOn(skipped[0].error) : ''}`;
}

/** Returns what to do: nobody can shorten a token, which is what the adapter says of other values. */
const adviceOn = ({ code, message, table, column }: MySqlAdapterError) =>
  code === 'VALUE_TOO_LONG'
    ? `Expected the column ${column} of ${table} to have room for the token once it is encrypted, which makes it longer: widen it.`
    : message;
