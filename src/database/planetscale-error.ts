import type { DriverError } from './driver-error.ts';
import { readVitessError } from './vitess-error.ts';

/** Is what PlanetScale's driver throws for every answer that is no result. */
interface PlanetScaleError extends Error {
  /** The status of HTTP, and 400 for an error of SQL, which came with 200. */
  readonly status: number;
  readonly body: { readonly code?: unknown };
}

const SQL_ERROR = 400;

/** Says whether an error is one of PlanetScale's driver; told by its shape, since the package may not be installed. */
export const isPlanetScaleError = (error: Error): error is PlanetScaleError =>
  'status' in error &&
  typeof error.status === 'number' &&
  'body' in error &&
  typeof error.body === 'object' &&
  error.body !== null;

/** Reads an error of PlanetScale's driver. */
export function readPlanetScaleError({ status, body, message }: PlanetScaleError): DriverError {
  if (status === SQL_ERROR) return readVitessError(message) ?? { outcome: 'refused', code: codeIn(body) };
  return { outcome: isTurnedAway(status) ? 'not sent' : 'no answer', code: `HTTP_${status}` };
}

/** Returns the code of an error that Vitess's gateway found by itself; it may quote nothing of a statement. */
const codeIn = ({ code }: PlanetScaleError['body']) =>
  typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : 'UNKNOWN';

/** A request that timed out (408) or met a failing server (5xx) may have been done, the others of 4xx were not. */
const isTurnedAway = (status: number) => status >= 400 && status < 500 && status !== 408;
