import { type SQL, sql } from 'drizzle-orm';
import type { RowKey } from './row-keys.ts';
import { onAllShards } from './scatter.ts';

/** A row with its key, as `selectedKey` selects it. */
export interface SelectedKey {
  readonly key0: string;
  readonly key1?: string;
}

/** Returns what to select for a key, as text, since JavaScript's numbers do not hold every id; from all shards. */
export function selectedKey([first, second]: RowKey): { key0: SQL<string>; key1?: SQL<string> } {
  const key0 = onAllShards<string>(sql`cast(${first} as char)`).mapWith(String);
  return second ? { key0, key1: sql<string>`cast(${second} as char)`.mapWith(String) } : { key0 };
}

/** Returns the key of a row that was read. */
export const keyOf = ({ key0, key1 }: SelectedKey): readonly string[] =>
  key1 === undefined ? [key0] : [key0, key1];
