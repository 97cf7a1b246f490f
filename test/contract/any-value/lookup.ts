import type { Adapter } from '../../backends/backend.ts';
import type { Outcome } from '../outcome.ts';
import { type Tables, visible } from './stored-people.ts';

/** A method that takes the name of somebody or something. */
export interface Lookup {
  call(adapter: Adapter, value: never): Promise<unknown>;
  /** Returns the names of the rows. */
  names(tables: Tables): readonly unknown[];
  /** Returns the name that a value stands for, undefined if it cannot be one. By default, text stands for itself. */
  nameOf?(value: unknown): string | undefined;
  /** Returns what the call returns for a name, and the tables that it changes. */
  expected(tables: Tables, name: string): Outcome & { readonly left?: Partial<Tables> };
}

export const userIds = ({ users }: Tables) => users.map(({ id }) => id);

/** Returns a user as a method does. */
export function userOf({ users }: Tables, id: string | null | undefined) {
  const user = users.find((user) => user.id === id);
  return user ? visible(user) : null;
}
