import type { DriverError } from './driver-error.ts';
import { isMysql2Error, readMysql2Error } from './mysql2-error.ts';
import { readNetworkError } from './network-error.ts';
import { isPlanetScaleError, readPlanetScaleError } from './planetscale-error.ts';

/** Is a driver's own error, with what it says. */
export interface ReadError extends DriverError {
  /** May quote statements and values: for the stack alone. */
  readonly error: Error;
}

/** Finds the driver's own error in whatever Drizzle or its driver threw, and reads it. */
export function readDriverError(thrown: unknown): ReadError {
  const chain = chainOf(thrown);
  const answer = chain.find(isPlanetScaleError);
  if (answer) return { ...readPlanetScaleError(answer), error: answer };
  const error = chain.at(-1) ?? new Error('not an Error object');
  const said = isMysql2Error(error)
    ? readMysql2Error(error)
    : readNetworkError(error, chain.some(isFailedQuery));
  return { ...said, error };
}

/** Follows `cause`: Drizzle wraps a driver's error, and `fetch` the one of its socket. */
function chainOf(thrown: unknown): Error[] {
  const chain: Error[] = [];
  // Bounded, because an error may name itself as its cause.
  for (let error = thrown; error instanceof Error && chain.length < 8; error = error.cause) chain.push(error);
  return chain;
}

/** Drizzle's wrapper around what a driver threw when it was to send a statement, told by its shape. */
const isFailedQuery = (error: Error) => 'query' in error && 'params' in error;
