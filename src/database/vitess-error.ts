import type { DriverError } from './driver-error.ts';
import { ER_DUP_ENTRY, isConflictErrno, isLostConnection, nameOfErrno } from './errno.ts';

/**
 * Reads an error text of Vitess, such as `target: db.-.primary: vttablet: rpc error: code = NotFound desc = ...
 * (errno 1146) (sqlstate 42S02) ...`; returns undefined for any other text.
 *
 * The text goes on to quote values and SQL, which may look like an error themselves. So the gRPC code must come
 * before the first quotation mark, and numbers count only where all of the text names the same ones.
 */
export function readVitessError(text: string): DriverError | undefined {
  if (text.startsWith(ENDED)) return { outcome: 'conflict', code: 'VT15001' };
  const grpcCode = /^[^'"`]*?rpc error: code = (\w+) desc = /.exec(text)?.[1];
  if (grpcCode === undefined) return undefined;
  const { errno, sqlState } = grpcCode === 'AlreadyExists' ? DUPLICATE : numbersIn(text);
  const code = nameOfErrno(errno) ?? grpcCode;
  return { outcome: outcomeOf(text, grpcCode, errno), code, errno, sqlState };
}

function outcomeOf(text: string, grpcCode: string, errno: number | undefined): DriverError['outcome'] {
  if (!isRefusal(grpcCode, errno)) return 'no answer';
  const said = text.slice(text.indexOf(' desc = ') + ' desc = '.length);
  return isConflictErrno(errno) || isConflict(grpcCode, said) ? 'conflict' : 'refused';
}

/**
 * Says whether Vitess undid a statement or a transaction because of others, by gRPC code and text: a transaction that
 * was ended or did not get one of the connections for transactions.
 */
export const isConflict = (grpcCode: string, text: string): boolean =>
  grpcCode.toLowerCase() === 'aborted' ||
  /^(per-user )?transaction pool connection limit exceeded/.test(text);

/** Begins what vtgate says of a transaction that it gave up, as when its primary goes away; the reason follows. */
const ENDED = 'VT15001: ';

/** Says whether a gRPC code, in any spelling, is one for what was not done; the others leave that open. */
export const isRefusalCode = (code: string): boolean => REFUSALS.has(code.replaceAll('_', '').toLowerCase());

/** Is not read from the text, which quotes the value; the other error with this code is one of DDL. */
const DUPLICATE = { errno: ER_DUP_ENTRY, sqlState: '23000' };

function numbersIn(text: string): { errno?: number; sqlState?: string | undefined } {
  const found = [...text.matchAll(/\(errno (\d+)\)(?: \(sqlstate (\w+)\))?/g)];
  const [first] = found;
  if (!first || new Set(found.map(([whole]) => whole)).size > 1) return {};
  return { errno: Number(first[1]), sqlState: first[2] };
}

function isRefusal(grpcCode: string, errno: number | undefined): boolean {
  if (isLostConnection(errno)) return false;
  return isRefusalCode(grpcCode) || (MIXED.has(grpcCode) && errno !== undefined && !GENERIC.has(errno));
}

/** Cover MySQL's own refusals too, such as a lock that was waited for in vain (1205): there the number tells. */
const MIXED = new Set(['DeadlineExceeded', 'Unknown']);

/** Numbers that Vitess gives to what has none in MySQL, by gRPC code. */
const GENERIC = new Set([1105, 1317, 1815]);

const REFUSALS = new Set([
  'aborted',
  'alreadyexists',
  'failedprecondition',
  'invalidargument',
  'notfound',
  'outofrange',
  'permissiondenied',
  'resourceexhausted',
  'unauthenticated',
  'unimplemented',
]);
