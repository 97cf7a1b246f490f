import { propertiesOf } from '../properties-of.ts';
import type { DriverError } from './driver-error.ts';
import { oneOf } from './errno.ts';
import { parseServerError } from './server-error.ts';
import { isConflict, isRefusalCode, parseVitessError } from './vitess-error.ts';

/** What the HTTP drivers of PlanetScale and TiDB throw for every answer that is not a result. */
interface HttpError extends Error {
  /** The HTTP status; PlanetScale's driver also sets 400 for an SQL error, which came with 200. */
  readonly status: number;
  /** What PlanetScale answered. */
  readonly body?: { readonly code?: unknown };
  /** What TiDB's gateway answered; null if it was not JSON. */
  readonly details?: unknown;
}

const SQL_ERROR = 400;

/** Says whether an error came from such a driver, by its shape, since the packages may not be installed. */
export function isHttpError(error: Error): error is HttpError {
  const { status, body, details } = propertiesOf(error);
  return typeof status === 'number' && (details !== undefined || (typeof body === 'object' && body !== null));
}

/** Parses an error from such a driver. */
export function parseHttpError({ status, body, message }: HttpError): DriverError {
  if (!body) {
    const [words, errno, sqlState = ''] = NUMBERED.exec(message) ?? [];
    if (words)
      return parseServerError({ errno: Number(errno), sqlState, message: message.slice(words.length) });
  } else if (status === SQL_ERROR) return parseVitessError(message) ?? parseGatewayCode(message, body.code);
  return { outcome: isTurnedAway(status) ? 'turned away' : 'no answer', code: `HTTP_${status}` };
}

/** What TiDB's gateway begins an SQL error with, in the form of Go's driver: `Error 1062 (23000): Duplicate ...`. */
const NUMBERED = /^[^'"`]*?\berror (\d{4,})(?: \((\w{5})\))?: /i;

/** Says whether a request was rejected unread; other statuses, such as a failing server's, leave that unknown. */
const isTurnedAway = oneOf(401, 403, 404, 405, 413, 415, 421, 429);

/** Parses the code of an error with an unknown text; it is mostly UNKNOWN, which says nothing. */
function parseGatewayCode(message: string, given: unknown): DriverError {
  const code = typeof given === 'string' ? given : 'UNKNOWN';
  if (isConflict(code, message)) return { outcome: 'conflict', code };
  if (isRefusalCode(code)) return { outcome: 'refused', code };
  const isUnknown = code.toUpperCase() === 'UNKNOWN' && !message.startsWith('unavailable: ');
  return { outcome: isUnknown ? 'unclear' : 'no answer', code };
}
