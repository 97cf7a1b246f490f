import { inspect } from 'node:util';
import { MySqlAdapterError } from '../../../src/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';

/** The ends of calls that were made at the same time. */
export interface Outcome<Result> {
  readonly results: Result[];
  /** The codes of the calls that failed. An error of any other kind fails the test. */
  readonly codes: string[];
}

/**
 * Makes all calls at once and waits for the last.
 *
 * Where lookups have rows on other shards than what they find, crowds meet in so many deadlocks that a call may be told
 * to try again later: nothing was done, and it is made again.
 */
export async function atOnce<Result>(
  { isSharded }: OpenBackend,
  calls: readonly (() => Promise<Result>)[],
): Promise<Outcome<Result>> {
  const settled = await Promise.allSettled(calls.map((call) => (isSharded ? patiently(call) : call())));
  const failures = settled.filter((each) => each.status === 'rejected');
  return {
    results: settled.filter((each) => each.status === 'fulfilled').map(({ value }) => value),
    codes: failures.map(({ reason }) => codeOf(reason)),
  };
}

/** Makes a call again, a few times, as long as conflicts end it. */
async function patiently<Result>(call: () => Promise<Result>, tries = 5): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (tries === 1 || codeOf(error) !== 'RETRIES_EXHAUSTED') throw error;
    return patiently(call, tries - 1);
  }
}

/** Calls a function a number of times, and returns what it returned. */
export const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

function codeOf(error: unknown): string {
  if (error instanceof MySqlAdapterError) return error.code;
  throw new Error(`Expected a MySqlAdapterError, got ${inspect(error)}`);
}
