import { getTableName } from 'drizzle-orm';
import { invalidArgument } from '../adapter/arguments.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { MySqlAdapterError } from '../errors.ts';

const ONE_DAY = 24 * 60 * 60;

/** Requires an age in seconds. */
export function requireAge(value: unknown = ONE_DAY): number {
  if (typeof value === 'number' && value >= 0) return value;
  const got = typeof value === 'number' ? String(value) : undefined;
  throw invalidArgument('freshAgeSeconds', 'be a number of seconds, 0 or more', value, got);
}

/**
 * Makes the function that says whether a session that began at a moment is fresh: not older than an age.
 *
 * Nor may it begin in the future, by more than clocks differ, so that a wrong date does not make it fresh for longer.
 */
export const makeIsFresh =
  ({ now }: AdapterContext, createdAt: Date | null, ageSeconds: number) =>
  (): boolean => {
    const age = Number(now()) - Number(createdAt);
    return createdAt !== null && age >= -CLOCKS_DIFFER_MS && age <= ageSeconds * 1000;
  };

const CLOCKS_DIFFER_MS = 60_000;

/** Returns functions that reject with `SESSION_NOT_FRESH` before they do anything, unless the session is fresh. */
export function onlyWhenFresh<Functions extends Record<string, (...given: never[]) => Promise<unknown>>>(
  functions: Functions,
  isFresh: () => boolean,
  { tables: { sessions } }: AdapterContext,
): Functions {
  const guarded = Object.entries(functions).map(([name, work]) => [
    name,
    async (...given: never[]) => {
      if (isFresh()) return work(...given);
      throw new MySqlAdapterError('SESSION_NOT_FRESH', MESSAGE, {
        table: sessions && getTableName(sessions),
      });
    },
  ]);
  return Object.fromEntries(guarded);
}

const MESSAGE =
  'Expected a session that began within `freshAgeSeconds`, got an older one or one of unknown age: sign the person out ' +
  'and send them to the sign-in page.';
