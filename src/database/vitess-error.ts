import type { DriverError } from './driver-error.ts';
import { ER_DUP_ENTRY, isLostConnection, nameOfErrno } from './errno.ts';

/**
 * Reads an error text of Vitess, such as `target: db.-.primary: vttablet: rpc error: code = NotFound desc = ...
 * (errno 1146) (sqlstate 42S02) ...`; returns undefined for any other text.
 *
 * The text goes on to quote values and SQL, which may look like an error themselves. So the gRPC code must come
 * before the first quotation mark, and numbers count only where all of the text names the same ones.
 */
export function readVitessError(text: string): DriverError | undefined {
  const grpcCode = /^[^'"`]*?vttablet: rpc error: code = (\w+) desc = /.exec(text)?.[1];
  if (grpcCode === undefined) return undefined;
  const { errno, sqlState } = grpcCode === 'AlreadyExists' ? DUPLICATE : numbersIn(text);
  const code = nameOfErrno(errno) ?? grpcCode;
  const isRefused = errno === undefined ? REFUSALS.has(grpcCode) : !isLostConnection(errno);
  return { outcome: isRefused ? 'refused' : 'no answer', code, errno, sqlState };
}

/** Is not read from the text, which quotes the value; the other error with this code is one of DDL. */
const DUPLICATE = { errno: ER_DUP_ENTRY, sqlState: '23000' };

function numbersIn(text: string): { errno?: number; sqlState?: string | undefined } {
  const found = [...text.matchAll(/\(errno (\d+)\)(?: \(sqlstate (\w+)\))?/g)];
  const [first] = found;
  if (!first || new Set(found.map(([whole]) => whole)).size > 1) return {};
  return { errno: Number(first[1]), sqlState: first[2] };
}

/** gRPC's codes for what was not done; the others, as Unavailable or DeadlineExceeded, leave that open. */
const REFUSALS = new Set([
  'Aborted',
  'FailedPrecondition',
  'InvalidArgument',
  'NotFound',
  'OutOfRange',
  'PermissionDenied',
  'ResourceExhausted',
  'Unauthenticated',
  'Unimplemented',
]);
