import type { Adapter } from '../../backends/backend.ts';
import type { Outcome } from '../outcome.ts';
import { type Tables, visible } from './stored-people.ts';

/** Is a method that is given what names somebody or something. */
export interface Lookup {
  call(adapter: Adapter, value: never): Promise<unknown>;
  /** Lists what names a row. */
  names(tables: Tables): readonly unknown[];
  /** Returns what the value names, undefined where it is none that could; text as it is, by default. */
  nameOf?(value: unknown): string | undefined;
  /** Says what the call returns for a name, and which tables it changes to what. */
  expected(tables: Tables, name: string): Outcome & { readonly left?: Partial<Tables> };
}

export const userIds = ({ users }: Tables) => users.map(({ id }) => id);

/** Returns a user as a method does. */
export function userOf({ users }: Tables, id: string | null | undefined) {
  const user = users.find((user) => user.id === id);
  return user ? visible(user) : null;
}
