import { randomInt } from 'node:crypto';

/** Returns the same items in another order, any of which is as likely: nobody always comes after the same one. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(randomInt(left.length), 1));
}
