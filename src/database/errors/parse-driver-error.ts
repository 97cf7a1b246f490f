import { propertiesOf } from '../properties-of.ts';
import type { DriverError } from './driver-error.ts';
import { isHttpError, parseHttpError } from './http-error.ts';
import { parseNetworkError } from './network-error.ts';
import { isServerError, parseServerError } from './server-error.ts';

/** A driver's own error, parsed. */
export interface ParsedError extends DriverError {
  /** The name of the error's class. */
  readonly name: string;
  /** The error itself, for its stack only: it may quote statements and values. */
  readonly error: Error;
}

/**
 * Finds the driver's own error in whatever Drizzle or its driver threw, and parses it.
 *
 * Throws on as it is what a `fetch` in a prerender ends with: Next.js knows it by this property, handles it quietly, and
 * would refuse another try. Nothing was sent. No text decides this, since a server's may quote what somebody stored.
 */
export function parseDriverError(thrown: unknown): ParsedError {
  const chain = chainOf(thrown);
  const error = chain.find(isHttpError) ?? chain.at(-1) ?? new Error('not an Error object');
  if (propertiesOf(error).digest === 'HANGING_PROMISE_REJECTION') throw error;
  const said = parse(error, chain.some(isFailedQuery));
  return {
    ...said,
    code: shownOf(said.code),
    sqlState: shownOf(said.sqlState),
    name: shownOf(error.name) ?? 'Error',
    error,
  };
}

function parse(error: Error, isOfStatement: boolean): DriverError {
  if (isHttpError(error)) return parseHttpError(error);
  return isServerError(error) ? parseServerError(error) : parseNetworkError(error, isOfStatement);
}

/**
 * Returns a name if it is safe to show: a custom `fetch` or database function may have put anything there, and a
 * DOMException has a number.
 */
const shownOf = (name: unknown) => (typeof name === 'string' && /^\w{1,50}$/.test(name) ? name : undefined);

/** Returns an error and its causes: Drizzle wraps a driver's error, and `fetch` that of its socket. */
function chainOf(thrown: unknown): Error[] {
  const chain: Error[] = [];
  // Limited, because an error may name itself as its cause.
  for (let error = thrown; error instanceof Error && chain.length < 8; error = error.cause) chain.push(error);
  return chain;
}

/** Says whether an error is Drizzle's wrapper around a statement that failed, by its shape. */
const isFailedQuery = (error: Error) => 'query' in error && 'params' in error;
