import type { DriverError } from './driver-error.ts';
import { isHttpError, readHttpError } from './http-error.ts';
import { readNetworkError } from './network-error.ts';
import { isServerError, readServerError } from './server-error.ts';

/** A driver's own error, with what it says. */
export interface ReadError extends DriverError {
  /** Names the class of the error. */
  readonly name: string;
  /** May quote statements and values: for the stack alone. */
  readonly error: Error;
}

/** Finds the driver's own error in whatever Drizzle or its driver threw, and reads it. */
export function readDriverError(thrown: unknown): ReadError {
  const chain = chainOf(thrown);
  const error = chain.find(isHttpError) ?? chain.at(-1) ?? new Error('not an Error object');
  const said = read(error, chain.some(isFailedQuery));
  return {
    ...said,
    code: shownOf(said.code),
    sqlState: shownOf(said.sqlState),
    name: shownOf(error.name) ?? 'Error',
    error,
  };
}

function read(error: Error, isOfStatement: boolean): DriverError {
  if (isHttpError(error)) return readHttpError(error);
  return isServerError(error) ? readServerError(error) : readNetworkError(error, isOfStatement);
}

/**
 * Returns a name that can be shown: whoever wrote a `fetch` or a database function may have put anything there, and a
 * DOMException has a number.
 */
const shownOf = (name: unknown) => (typeof name === 'string' && /^\w{1,50}$/.test(name) ? name : undefined);

/** Follows `cause`: Drizzle wraps a driver's error, and `fetch` the one of its socket. */
function chainOf(thrown: unknown): Error[] {
  const chain: Error[] = [];
  // Bounded, because an error may name itself as its cause.
  for (let error = thrown; error instanceof Error && chain.length < 8; error = error.cause) chain.push(error);
  return chain;
}

/** Drizzle's wrapper around what a driver threw when it was to send a statement, told by its shape. */
const isFailedQuery = (error: Error) => 'query' in error && 'params' in error;
