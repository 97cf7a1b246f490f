import type { DriverError } from './driver-error.ts';
import { isConflict, isRefusalCode, readVitessError } from './vitess-error.ts';

/** What PlanetScale's driver throws for every answer that is no result. */
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
  if (status === SQL_ERROR) return readVitessError(message) ?? readGatewayCode(message, body.code);
  return { outcome: TURNED_AWAY.has(status) ? 'turned away' : 'no answer', code: `HTTP_${status}` };
}

/** Statuses of requests that were not looked into; others, as of servers that fail, leave open what was done. */
const TURNED_AWAY = new Set([401, 403, 404, 405, 413, 415, 421, 429]);

/** Reads the code of an error whose text nobody knows; most often it is UNKNOWN, which says nothing. */
function readGatewayCode(message: string, given: unknown): DriverError {
  const code = typeof given === 'string' ? given : 'UNKNOWN';
  if (isConflict(code, message)) return { outcome: 'conflict', code };
  if (isRefusalCode(code)) return { outcome: 'refused', code };
  const isUnknown = code.toUpperCase() === 'UNKNOWN' && !message.startsWith('unavailable: ');
  return { outcome: isUnknown ? 'unclear' : 'no answer', code };
}
