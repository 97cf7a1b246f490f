/** The most rows that a message names. */
const SHOWN = 10;

/** Names rows of accounts by their ids, at most ten, and by nothing else; empty for rows of a table without ids. */
export function nameRows(ids: readonly (string | undefined)[]): string {
  const known = ids.filter((id) => id !== undefined);
  if (known.length === 0) return '';
  const more = known.length - SHOWN;
  return ` (id ${known.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}
