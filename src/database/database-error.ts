import { MySqlAdapterError, type MySqlAdapterErrorCode } from '../errors.ts';
import { ER_DATA_TOO_LONG, ER_DUP_ENTRY } from './errno.ts';
import { type ReadError, readDriverError } from './read-driver-error.ts';

/**
 * Says what was under way, which tells what a broken connection leaves behind: a read has changed nothing, a write
 * may have, and a write in a transaction that was not to be committed yet has not.
 */
export type Operation = 'read' | 'write' | 'uncommitted write';

/** Turns whatever Drizzle or its driver threw into the adapter's own error, without the statement or its values. */
export function toAdapterError(thrown: unknown, table: string, operation: Operation): MySqlAdapterError {
  if (thrown instanceof MySqlAdapterError) return thrown;
  const said = readDriverError(thrown);
  const code = codeOf(said, operation);
  return new MySqlAdapterError(code, messageOf(code, said, table, operation), {
    table,
    cause: withoutSecrets(said),
  });
}

/** Makes the error for a function that was to return a database and failed. */
export function sourceFailed(thrown: unknown): MySqlAdapterError {
  if (thrown instanceof MySqlAdapterError) return thrown;
  const said = readDriverError(thrown);
  const cause = withoutSecrets(said);
  const code = said.outcome === 'unclear' ? 'UNSUPPORTED_CLIENT' : 'CONNECTION_LOST';
  const message = `Expected the function given to MySqlAdapter to return a database, but it failed: ${cause.message}.`;
  return new MySqlAdapterError(code, message, { cause });
}

/** Says whether an error is the one of a unique key, known by its number alone: the key's name is not portable. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MySqlAdapterError && error.code === 'DUPLICATE';
}

function codeOf({ outcome, errno }: ReadError, operation: Operation): MySqlAdapterErrorCode {
  if (outcome === 'not sent') return 'CONNECTION_LOST';
  if (outcome === 'refused') {
    if (errno === ER_DUP_ENTRY) return 'DUPLICATE';
    return errno === ER_DATA_TOO_LONG ? 'VALUE_TOO_LONG' : 'DATABASE';
  }
  // Whatever went wrong, only a write whose end was not seen may have happened.
  if (operation === 'write') return 'OUTCOME_UNKNOWN';
  return outcome === 'unclear' && operation === 'read' ? 'DATABASE' : 'CONNECTION_LOST';
}

function messageOf(
  code: MySqlAdapterErrorCode,
  said: ReadError,
  table: string,
  operation: Operation,
): string {
  const reason = nameOf(said);
  const what = `${operation === 'read' ? 'read' : 'write'} of table ${table}`;
  if (code === 'DUPLICATE') return `Table ${table} has such a row already.`;
  if (code === 'VALUE_TOO_LONG') return `A value is too long for its column in table ${table}.`;
  if (code === 'DATABASE') return `The database refused a ${what}: ${reason}.`;
  if (said.outcome === 'not sent') return `The database could not be reached: ${reason}.${adviceOn(reason)}`;
  return `The connection broke during a ${what}, ${CONSEQUENCES[operation]}: ${reason}.`;
}

const CONSEQUENCES: Record<Operation, string> = {
  read: 'which changed nothing',
  write: 'which may or may not have happened',
  'uncommitted write': 'which was not committed, so nothing has changed',
};

/** Names the reason in a word; workerd throws a plain Error for every trouble of the network. */
const nameOf = ({ code, errno, error }: ReadError) =>
  code ?? errno ?? (error.name === 'Error' ? 'network error' : error.name);

const adviceOn = (reason: string | number) =>
  /^(HTTP_40[13]|ER_ACCESS_DENIED_ERROR)$/.test(String(reason)) ? ' Check the user and the password.' : '';

/** Copies the codes and where it was, but not the message, which quotes values in a driver's error. */
function withoutSecrets(said: ReadError): Error {
  const { code, errno, sqlState } = said;
  const { message, stack = '' } = said.error;
  const copy = new Error(`${code ?? said.error.name}${errno === undefined ? '' : ` (${errno})`}`);
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
