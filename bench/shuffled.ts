import { randomInt } from 'node:crypto';

/** Returns the items in a random order, so that none always follows the same other one. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(randomInt(left.length), 1));
}
