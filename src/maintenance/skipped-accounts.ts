import type { MySqlAdapterError } from '../errors.ts';

/** Counts accounts whose tokens were left as they are, and says why; no message of these errors names a person. */
export function tallySkipped() {
  const reasons = new Map<string, { count: number; readonly example: string }>();
  const count = () => [...reasons.values()].reduce((sum, reason) => sum + reason.count, 0);
  return {
    count,
    add({ code, message }: MySqlAdapterError): void {
      const reason = reasons.get(code) ?? { count: 0, example: message };
      reason.count++;
      reasons.set(code, reason);
    },
    /** Returns one warning about all of them, and about some that were in use; undefined if there are none. */
    warning(inUse: number): string | undefined {
      const all = [...reasons].map(([code, reason]) => `${reason.count} ${code}, such as: ${reason.example}`);
      if (inUse > 0) all.push(`${inUse} in use: run it again.`);
      if (all.length === 0) return undefined;
      return `reencryptTokens left the tokens of ${count() + inUse} accounts as they are. ${all.join(' ')}`;
    },
  };
}
