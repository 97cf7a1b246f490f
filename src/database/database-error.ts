import { MySqlAdapterError, type MySqlAdapterErrorCode } from '../errors.ts';
import { adviceOn } from './advice.ts';
import type { DriverError } from './driver-error.ts';
import {
  ER_DATA_TOO_LONG,
  ER_DUP_ENTRY,
  ER_TRUNCATED_WRONG_VALUE_FOR_FIELD,
  isUnsupportedErrno,
  SIGNALLED_STATE,
} from './errno.ts';
import { type ReadError, readDriverError } from './read-driver-error.ts';
import { refusedColumn } from './refused-column.ts';
import { UNSUPPORTED } from './vitess-error.ts';

/**
 * What was under way, which tells what a failure leaves behind.
 *
 * - `read`: nothing has changed.
 * - `write`: it may have happened when no answer came.
 * - `unconfirmed write`: it may have happened whatever the error says, which is not about the write: what failed is
 *   reading it back.
 */
export type Operation = 'read' | 'write' | 'unconfirmed write';

/** Turns whatever Drizzle or its driver threw into the adapter's own error, without the statement or its values. */
export function toAdapterError(thrown: unknown, table: string, operation: Operation): MySqlAdapterError {
  if (thrown instanceof MySqlAdapterError && operation !== 'unconfirmed write') return thrown;
  const said = readDriverError(thrown);
  const code = codeOf(said, operation);
  const message = messageOf(code, said, table, operation);
  return new MySqlAdapterError(code, message, {
    table,
    column: refusedColumn(said),
    cause: withoutSecrets(said),
  });
}

/** Makes the error for a function that was to return a database and failed. */
export function sourceFailed(thrown: unknown): MySqlAdapterError {
  if (thrown instanceof MySqlAdapterError) return thrown;
  const said = readDriverError(thrown);
  const cause = withoutSecrets(said);
  const message = `Expected the function given to MySqlAdapter to return a database, but it failed: ${cause.message}.${adviceOn(nameOf(said))}`;
  const code = said.outcome === 'refused' || said.outcome === 'conflict' ? 'DATABASE' : 'CONNECTION_LOST';
  return new MySqlAdapterError(said.outcome === 'unclear' ? 'UNSUPPORTED_CLIENT' : code, message, { cause });
}

/** Says whether an error is the one of a unique key, known by its number alone: the key's name is not portable. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MySqlAdapterError && error.code === 'DUPLICATE';
}

/** Says whether an error is about the form of a statement: the same has to be asked for by other statements. */
export function isUnsupported(error: unknown): boolean {
  const said = refusalIn(error);
  if (!said || said.sqlState === SIGNALLED_STATE) return false;
  return isUnsupportedErrno(said.errno) || said.code === UNSUPPORTED;
}

/**
 * Says whether the database has refused something that it would refuse again: for its data, its keys or its form, or
 * because a trigger said so. A server that is full, or kills a statement, has states of other classes.
 */
export function isRefusedForGood(error: unknown): boolean {
  const said = refusalIn(error);
  return said !== undefined && (/^(22|23|42|45)/.test(said.sqlState ?? '') || isUnsupported(error));
}

/** Returns what the database said of a statement that it has refused; undefined for every other error. */
function refusalIn(error: unknown): Partial<DriverError> | undefined {
  if (!(error instanceof MySqlAdapterError)) return undefined;
  if (!Object.values<string>(REFUSALS).includes(error.code)) return undefined;
  // It is made by withoutSecrets, or there is none.
  return (error.cause ?? {}) as Partial<DriverError>;
}

/** The codes that a failure of a database can have. */
type Failure = Extract<
  MySqlAdapterErrorCode,
  | 'DUPLICATE'
  | 'VALUE_TOO_LONG'
  | 'INVALID_ARGUMENT'
  | 'RETRIES_EXHAUSTED'
  | 'DATABASE'
  | 'OUTCOME_UNKNOWN'
  | 'CONNECTION_LOST'
>;

function codeOf({ outcome, errno }: ReadError, operation: Operation): Failure {
  if (operation === 'unconfirmed write') return 'OUTCOME_UNKNOWN';
  if (NOTHING_DONE.test(outcome)) return 'CONNECTION_LOST';
  if (outcome === 'conflict') return 'RETRIES_EXHAUSTED';
  if (outcome === 'refused') return REFUSALS[errno ?? 0] ?? 'DATABASE';
  // Whatever went wrong, only a write whose end was not seen may have happened.
  if (operation === 'write') return 'OUTCOME_UNKNOWN';
  return outcome === 'unclear' ? 'DATABASE' : 'CONNECTION_LOST';
}

const NOTHING_DONE = /^(not |turned away)/;

/** The codes for what a database has refused, by MySQL's number; 0 stands for all others. */
const REFUSALS: Readonly<Record<number, Failure>> = {
  0: 'DATABASE',
  [ER_DUP_ENTRY]: 'DUPLICATE',
  [ER_DATA_TOO_LONG]: 'VALUE_TOO_LONG',
  [ER_TRUNCATED_WRONG_VALUE_FOR_FIELD]: 'INVALID_ARGUMENT',
};

function messageOf(code: Failure, said: ReadError, table: string, operation: Operation): string {
  const reason = `${nameOf(said)}.${adviceOn(nameOf(said))}`;
  const what = `${operation === 'read' ? 'read' : 'write'} of table ${table}`;
  const messages: Readonly<Record<Failure, string>> = {
    DUPLICATE: `Table ${table} has such a row already.`,
    VALUE_TOO_LONG: `A value is too long for its column in table ${table}.`,
    INVALID_ARGUMENT: `A value has characters or a form that its column in table ${table} cannot hold: ${reason}`,
    RETRIES_EXHAUSTED: `A ${what} conflicted with others on every try and changed nothing: ${reason} Try again later.`,
    DATABASE: `The database refused a ${what}: ${reason}`,
    OUTCOME_UNKNOWN: `A ${what} may or may not have happened: ${reason}`,
    CONNECTION_LOST: lostIn(what, said, reason),
  };
  return messages[code];
}

function lostIn(what: string, { outcome }: ReadError, reason: string): string {
  if (outcome === 'not ready')
    return `The database was not ready for a ${what}, which changed nothing: ${reason} Try again later.`;
  if (!NOTHING_DONE.test(outcome))
    return `The connection broke during a ${what}, which changed nothing: ${reason}`;
  return `The ${reason.startsWith('HTTP_') ? 'request was turned away' : 'database could not be reached'}: ${reason}`;
}

/** Names the reason in a word; workerd throws a plain Error for every trouble of the network. */
const nameOf = ({ code, errno, name }: ReadError) =>
  String(code ?? errno ?? (name === 'Error' ? 'network error' : name));

/** Copies the codes and where it was, but not the message, which quotes values in a driver's error. */
function withoutSecrets({ code, errno, sqlState, name, error }: ReadError): Error {
  const copy = new Error(`${code ?? name}${errno === undefined ? '' : ` (${errno})`}`);
  const { message, stack = '' } = error;
  // A value in the message may have lines that look like frames, so the message goes first.
  const trace =
    message && stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  const frames = trace.split('\n').filter((line) => /^\s+at /.test(line));
  copy.stack = [`Error: ${copy.message}`, ...frames].join('\n');
  for (const [key, value] of Object.entries({ code, errno, sqlState })) {
    if (value !== undefined) Object.defineProperty(copy, key, { value });
  }
  return copy;
}
