import { inspect } from 'node:util';
import { MySqlAdapterError } from '../../../src/index.ts';

/** The ends of calls that were made at the same time. */
export interface Outcome<Result> {
  readonly results: Result[];
  /** The codes of the calls that failed. An error of any other kind fails the test. */
  readonly codes: string[];
}

/** Makes all calls at once and waits for the last. */
export async function atOnce<Result>(calls: readonly (() => Promise<Result>)[]): Promise<Outcome<Result>> {
  const settled = await Promise.allSettled(calls.map((call) => call()));
  const failures = settled.filter((each) => each.status === 'rejected');
  return {
    results: settled.filter((each) => each.status === 'fulfilled').map(({ value }) => value),
    codes: failures.map(({ reason }) => codeOf(reason)),
  };
}

/** Calls a function a number of times, and returns what it returned. */
export const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

function codeOf(error: unknown): string {
  if (error instanceof MySqlAdapterError) return error.code;
  throw new Error(`Expected a MySqlAdapterError, got ${inspect(error)}`);
}
