import { MySqlAdapterError } from '../errors.ts';

/** Says what was under way: after a broken connection a read has changed nothing, a write may have. */
export type Operation = 'read' | 'write';

/** Turns whatever Drizzle or its driver threw into the adapter's own error, without the statement or its values. */
export function toAdapterError(error: unknown, table: string, operation: Operation): MySqlAdapterError {
  if (error instanceof MySqlAdapterError) return error;
  const driverError = innermost(error);
  const details = { table, cause: withoutSecrets(driverError) };
  if (driverError.errno === ER_DUP_ENTRY) {
    return new MySqlAdapterError('DUPLICATE', `Table ${table} has such a row already.`, details);
  }
  if (driverError.errno === ER_DATA_TOO_LONG) {
    return new MySqlAdapterError(
      'VALUE_TOO_LONG',
      `A value is too long for its column in table ${table}.`,
      details,
    );
  }
  if (isNeverSent(driverError)) {
    return new MySqlAdapterError(
      'CONNECTION_LOST',
      `The database could not be reached: ${driverError.code}.`,
      details,
    );
  }
  if (BROKEN_OFF.has(driverError.code ?? '')) {
    return operation === 'read'
      ? new MySqlAdapterError(
          'CONNECTION_LOST',
          `The connection broke while reading table ${table}.`,
          details,
        )
      : new MySqlAdapterError(
          'OUTCOME_UNKNOWN',
          `The connection broke while writing table ${table}.`,
          details,
        );
  }
  const said = driverError.code ?? driverError.errno ?? driverError.name;
  return new MySqlAdapterError(
    'DATABASE',
    `The database refused a ${operation} of table ${table}: ${said}.`,
    details,
  );
}

/** Makes the error for a function that was to return a database and failed. */
export function sourceFailed(error: unknown): MySqlAdapterError {
  if (error instanceof MySqlAdapterError) return error;
  const driverError = innermost(error);
  const cause = withoutSecrets(driverError);
  const isLost = isNeverSent(driverError) || BROKEN_OFF.has(driverError.code ?? '');
  const message = `Expected the function given to MySqlAdapter to return a database, but it failed: ${cause.message}.`;
  return new MySqlAdapterError(isLost ? 'CONNECTION_LOST' : 'UNSUPPORTED_CLIENT', message, { cause });
}

/** Says whether an error is the one of a unique key, known by its number alone: the key's name is not portable. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MySqlAdapterError && error.code === 'DUPLICATE';
}

interface DriverError extends Error {
  readonly code?: string | undefined;
  readonly errno?: number | undefined;
  readonly sqlState?: string | undefined;
  readonly syscall?: string | undefined;
}

const ER_DUP_ENTRY = 1062;
const ER_DATA_TOO_LONG = 1406;

/** Codes of Node and mysql2 for a connection that never came about, so that no statement was sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ER_CON_COUNT_ERROR',
  'ER_ACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
]);

const isNeverSent = ({ code, syscall }: DriverError) => NEVER_SENT.has(code ?? '') || syscall === 'connect';

/** Codes for a connection that ended while a statement was under way. */
const BROKEN_OFF = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_SERVER_SHUTDOWN',
]);

/** Follows `cause` to the driver's own error: Drizzle wraps it in one whose message holds every value. */
function innermost(error: unknown): DriverError {
  let current = error;
  // Bounded, because an error may name itself as its cause.
  for (let depth = 0; depth < 8; depth++) {
    if (!(current instanceof Error && current.cause instanceof Error)) break;
    current = current.cause;
  }
  return current instanceof Error ? current : new Error('not an Error object');
}

/** Copies the codes and where it was, but not the message, which quotes values in a driver's error. */
function withoutSecrets({ name, message, code, errno, sqlState, stack = '' }: DriverError): Error {
  const copy = new Error(`${code ?? name}${errno === undefined ? '' : ` (${errno})`}`);
  // A value in the message may have lines that look like frames, so the message goes first.
  const trace =
    message && stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  const frames = trace.split('\n').filter((line) => /^\s+at /.test(line));
  copy.stack = [`Error: ${copy.message}`, ...frames].join('\n');
  for (const [key, value] of Object.entries({ code, errno, sqlState })) {
    if (value !== undefined) Object.defineProperty(copy, key, { value, enumerable: false });
  }
  return copy;
}
