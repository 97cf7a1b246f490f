/** How many ids are named. */
const MOST = 20;

/** Names ids of rows, the first few of them; one that could be an address or a secret is not named. */
export function shownIds(ids: readonly string[], count = ids.length): string {
  const plain = ids.filter((id) => /^[\w-]{1,36}$/.test(id)).slice(0, MOST);
  if (plain.length === 0) return '';
  const others = count - plain.length;
  return `${plain.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

/** Writes a number of things. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
