import type { DriverError } from './driver-error.ts';
import { isMysql2Error, readMysql2Error } from './mysql2-error.ts';
import { readNetworkError } from './network-error.ts';
import { isPlanetScaleError, readPlanetScaleError } from './planetscale-error.ts';

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
  const error = chain.find(isPlanetScaleError) ?? chain.at(-1) ?? new Error('not an Error object');
  const said = read(error, chain.some(isFailedQuery));
  return {
    ...said,
    code: isWord(said.code) ? said.code : undefined,
    sqlState: isWord(said.sqlState) ? said.sqlState : undefined,
    name: isWord(error.name) ? error.name : 'Error',
    error,
  };
}

function read(error: Error, isOfStatement: boolean): DriverError {
  if (isPlanetScaleError(error)) return readPlanetScaleError(error);
  return isMysql2Error(error) ? readMysql2Error(error) : readNetworkError(error, isOfStatement);
}

/**
 * Says whether a name can be shown: whoever wrote a `fetch` or a database function may have put anything there, and a
 * DOMException has a number.
 */
const isWord = (name: unknown): name is string => typeof name === 'string' && /^\w{1,40}$/.test(name);

/** Follows `cause`: Drizzle wraps a driver's error, and `fetch` the one of its socket. */
function chainOf(thrown: unknown): Error[] {
  const chain: Error[] = [];
  // Bounded, because an error may name itself as its cause.
  for (let error = thrown; error instanceof Error && chain.length < 8; error = error.cause) chain.push(error);
  return chain;
}

/** Drizzle's wrapper around what a driver threw when it was to send a statement, told by its shape. */
const isFailedQuery = (error: Error) => 'query' in error && 'params' in error;
