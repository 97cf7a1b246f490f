import { MySqlAdapterError, type MySqlAdapterErrorCode } from '../../errors.ts';
import { adviceOn } from './advice.ts';
import type { DriverError } from './driver-error.ts';
import {
  ER_DATA_TOO_LONG,
  ER_DUP_ENTRY,
  ER_TRUNCATED_WRONG_VALUE_FOR_FIELD,
  isUnsupportedErrno,
  SIGNALLED_STATE,
} from './errno.ts';
import { type ParsedError, parseDriverError } from './parse-driver-error.ts';
import { refusedColumn } from './refused-column.ts';
import { isUnsupportedCode } from './vitess-error.ts';

/**
 * What was being done, which decides what a failure leaves behind.
 *
 * - `read`: nothing has changed.
 * - `write`: it may have happened if no answer came.
 * - `unconfirmed write`: it may have happened whatever the error says, which is about reading the write back.
 */
export type Operation = 'read' | 'write' | 'unconfirmed write';

/** Turns whatever Drizzle or its driver threw into the adapter's own error, without the statement or its values. */
export function toAdapterError(thrown: unknown, table: string, operation: Operation): MySqlAdapterError {
  if (thrown instanceof MySqlAdapterError && operation !== 'unconfirmed write') return thrown;
  const said = parseDriverError(thrown);
  const [code, message] = failureOf(said, table, operation);
  return new MySqlAdapterError(code, message, {
    table,
    column: refusedColumn(said),
    cause: withoutSecrets(said),
  });
}

/** Makes the error for a function that failed to return a database. */
export function sourceFailed(thrown: unknown): MySqlAdapterError {
  if (thrown instanceof MySqlAdapterError) return thrown;
  const said = parseDriverError(thrown);
  const cause = withoutSecrets(said);
  const message = `Expected the function given to MySqlAdapter to return a database, but it failed: ${cause.message}.${adviceOn(nameOf(said))}`;
  const code = said.outcome === 'refused' || said.outcome === 'conflict' ? 'DATABASE' : 'CONNECTION_LOST';
  return new MySqlAdapterError(said.outcome === 'unclear' ? 'UNSUPPORTED_CLIENT' : code, message, { cause });
}

/** Says whether a unique key refused a row, by the error's number alone: the key's name is not portable. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MySqlAdapterError && error.code === 'DUPLICATE';
}

/** Says whether the database refused the form of a statement, so that other statements must do the same work. */
export function isUnsupported(error: unknown): boolean {
  const said = refusalIn(error);
  if (!said || said.sqlState === SIGNALLED_STATE) return false;
  return isUnsupportedErrno(said.errno) || isUnsupportedCode(said.code);
}

/**
 * Says whether the database refused something that it would refuse again, because of its data, its keys, its form or a
 * trigger. A server that is full, or kills a statement, sends SQLSTATEs of other classes.
 */
export function isRefusedForGood(error: unknown): boolean {
  const said = refusalIn(error);
  return said !== undefined && (/^(22|23|42|45)/.test(said.sqlState ?? '') || isUnsupported(error));
}

/** Returns what the database said about a statement that it refused; undefined for any other error. */
function refusalIn(error: unknown): Partial<DriverError> | undefined {
  if (!(error instanceof MySqlAdapterError)) return undefined;
  if (!/^(DUPLICATE|VALUE_TOO_LONG|INVALID_ARGUMENT|DATABASE)$/.test(error.code)) return undefined;
  // Made by withoutSecrets, or absent.
  return (error.cause ?? {}) satisfies Partial<DriverError>;
}

/** A failure as a code and a message. */
type Failure = readonly [code: MySqlAdapterErrorCode, message: string];

/** Returns the code and the message for a failure. */
function failureOf(said: ParsedError, table: string, operation: Operation): Failure {
  const { outcome, errno } = said;
  const name = nameOf(said);
  const reason = `${name}.${adviceOn(name)}`;
  const what = `${operation === 'read' ? 'read of' : 'write to'} table ${table}`;
  const unknown = ['OUTCOME_UNKNOWN', `A ${what} may or may not have happened: ${reason}`] as const;
  const refused = ['DATABASE', `The database refused a ${what}: ${reason}`] as const;

  if (operation === 'unconfirmed write') return unknown;
  if (outcome === 'not ready')
    return [
      'CONNECTION_LOST',
      `The database was not ready for a ${what}, which changed nothing: ${reason} Try again later.`,
    ];
  if (outcome === 'not sent' || outcome === 'turned away') {
    const failed = name.startsWith('HTTP_') ? 'request was turned away' : 'database could not be reached';
    return ['CONNECTION_LOST', `The ${failed}: ${reason}`];
  }
  if (outcome === 'conflict')
    return [
      'RETRIES_EXHAUSTED',
      `A ${what} conflicted with other transactions on every try and changed nothing: ${reason} Try again later.`,
    ];
  if (outcome === 'refused') return refusalsOf(table, reason)[errno ?? 0] ?? refused;
  // Whatever went wrong, only a write whose result was not seen may have happened.
  if (operation === 'write') return unknown;
  if (outcome === 'unclear') return refused;
  return ['CONNECTION_LOST', `The connection broke during a ${what}, which changed nothing: ${reason}`];
}

/** Returns the refusals that a program may want to react to, by MySQL's number. */
const refusalsOf = (table: string, reason: string): Readonly<Record<number, Failure>> => ({
  [ER_DUP_ENTRY]: ['DUPLICATE', `Table ${table} already has such a row.`],
  [ER_DATA_TOO_LONG]: ['VALUE_TOO_LONG', `A value is too long for its column in table ${table}.`],
  [ER_TRUNCATED_WRONG_VALUE_FOR_FIELD]: [
    'INVALID_ARGUMENT',
    `A value has characters or a form that its column in table ${table} cannot hold: ${reason}`,
  ],
});

/** Names the reason in a word; workerd throws a plain Error for any network failure. */
const nameOf = ({ code, errno, name }: ParsedError) =>
  String(code ?? errno ?? (name === 'Error' ? 'network error' : name));

/** Copies an error's codes and stack frames, but not its message, in which drivers quote values. */
function withoutSecrets({ code, errno, sqlState, name, error }: ParsedError): Error {
  const copy = new Error(`${code ?? name}${errno === undefined ? '' : ` (${errno})`}`);
  // A value in the message may look like stack frames, so the message is removed first.
  const { message, stack = '' } = error;
  const isThere = message && stack.includes(message);
  const trace = isThere ? stack.slice(stack.indexOf(message) + message.length) : stack;
  const frames = trace.split('\n').filter((line) => /^\s+at /.test(line));
  copy.stack = [`Error: ${copy.message}`, ...frames].join('\n');
  for (const [key, value] of Object.entries({ code, errno, sqlState })) {
    if (value !== undefined) Object.defineProperty(copy, key, { value });
  }
  return copy;
}
