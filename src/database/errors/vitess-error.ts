import type { DriverError, Outcome } from './driver-error.ts';
import {
  ER_DUP_ENTRY,
  isConflictErrno,
  isInterruption,
  isLostConnection,
  isNotReadyErrno,
  isReadOnly,
  nameOfErrno,
  oneOf,
} from './errno.ts';

/**
 * Parses an error text of Vitess; returns undefined for any other text.
 *
 * A tablet's text has a gRPC code, such as `target: db.-.primary: vttablet: rpc error: code = NotFound desc = ...
 * (errno 1146) (sqlstate 42S02) ...`; vtgate's own is recognized by its first words. The text decides, because over
 * HTTP the code beside it is nearly always `UNKNOWN`, and MySQL's protocol gives most of them the numbers 1105 and
 * 1317, or those of a value. The text may quote values and SQL, which may look like an error themselves: after the first
 * quotation mark only MySQL's numbers count.
 */
export function parseVitessError(text: string, mayBeOfGateway = true): DriverError | undefined {
  return (mayBeOfGateway && parseVtgateError(text)) || parseTabletError(text);
}

function parseTabletError(text: string): DriverError | undefined {
  const [words, said = '', number] =
    /^[^'"`]*?rpc error: code = (\w+)(?:\((\d+)\))? desc = /.exec(text) ?? [];
  if (words === undefined) return undefined;
  const grpcCode = number === CLUSTER_EVENT ? 'ClusterEvent' : said;
  const [, found, sqlState] = (grpcCode === 'AlreadyExists' ? DUPLICATE : NUMBERS.exec(text)) ?? [];
  const errno = found === undefined ? found : Number(found);
  const code = nameOfErrno(errno) ?? grpcCode;
  const reason = text.slice(words.length);
  return { outcome: outcomeOf(grpcCode, reason, errno), code, errno, sqlState };
}

/** The number of the Vitess code that gRPC has no name for: the primary or its shard is moving. */
const CLUSTER_EVENT = '17';

/** What `AlreadyExists` means: its text quotes the value and is not read. Its only other use is for DDL. */
const DUPLICATE = ['', ER_DUP_ENTRY, '23000'] as const;

/**
 * MySQL's numbers: the last before the statement that a tablet adds, or else at the end. Values stand before them in
 * MySQL's text, as they are and in quotation marks, and after them in the statement, where their marks are escaped.
 */
const NUMBERS = /^.*\(errno (\d+)\)(?: \(sqlstate (\w+)\))?[^'"`]{0,200}(: Sql: "|$)/s;

function outcomeOf(grpcCode: string, reason: string, errno: number | undefined): Outcome {
  if (grpcCode === 'ClusterEvent' || isReadOnly(errno, reason) || NOT_SERVING.test(reason))
    return 'not ready';
  if (!isRefusal(grpcCode, reason, errno)) return 'no answer';
  if (isConflictErrno(errno) || isConflict(grpcCode, reason)) return 'conflict';
  // After the conflicts: Vitess gives a full transaction pool one of these numbers.
  return isNotReadyErrno(errno) ? 'not ready' : 'refused';
}

/** What a tablet says if it is not a primary, or not yet, or if its tables are moving to another keyspace. */
const NOT_SERVING =
  /^(operation not allowed in state |wrong tablet type: |disallowed due to rule: |tx engine can't accept )/;

function isRefusal(grpcCode: string, reason: string, errno: number | undefined): boolean {
  if (isLostConnection(errno)) return false;
  if (isRefusalCode(grpcCode)) return true;
  return MIXED.test(grpcCode) && (isInterruption(reason) || (errno !== undefined && !isGeneric(errno)));
}

/** Codes that cover MySQL's own refusals too, such as a lock wait that timed out (1205): there the number decides. */
const MIXED = /^(DeadlineExceeded|Unknown)$/;

/** Says whether a number is one that Vitess gives, by gRPC code, to errors that have none in MySQL. */
const isGeneric = oneOf(1105, 1317, 1815);

/** Says whether a gRPC code, in any spelling, means that nothing was done; the others leave that unknown. */
export const isRefusalCode = (code: string): boolean =>
  /^(aborted|already_?exists|failed_?precondition|invalid_?argument|not_?found|out_?of_?range|permission_?denied|resource_?exhausted|unauthenticated|unimplemented)$/i.test(
    code,
  );

/**
 * Says whether Vitess undid a statement or a transaction because of others, by gRPC code and text: the transaction was
 * ended, or the transaction pool was full. One that took too long, or would return too many rows, would fail again.
 */
export const isConflict = (grpcCode: string, text: string): boolean =>
  /^aborted$/i.test(grpcCode)
    ? !AGAIN_THE_SAME.test(text)
    : /^(per-user )?transaction pool connection limit exceeded/.test(text);

const AGAIN_THE_SAME =
  /^(caller id: [^:]*: )?row count exceeded |^transaction \d+: ended at [^()]*\(exceeded timeout: /i;

/** Parses one of vtgate's own errors, with or without the shard that it was about and what was asked of that. */
function parseVtgateError(text: string): DriverError | undefined {
  for (const said of [text, text.replace(/^[^'"`]*?target: [^\s'"`]+: /, '')])
    for (const [pattern, outcome, code] of GATEWAY_ERRORS) {
      const [words] = pattern.exec(said) ?? [];
      if (words) return { outcome, code: code ?? wordOf(words) };
    }
  return undefined;
}

/** The code of vtgate's error for all statements on a connection that it believes to be in a failed transaction. */
export const FAILED_BEFORE = 'VT09032';

/** The code of a statement that vtgate cannot plan; also given to texts from before it numbered its errors. */
const UNSUPPORTED = 'VT12001';

/** The code of a statement that would change two shards where a transaction may change only one. */
const TWO_SHARDS = 'MULTI_DB_TRANSACTION_ATTEMPTED';

/** Says whether a code means that vtgate has done nothing and that other statements must do the same work. */
export const isUnsupportedCode = (code: string | undefined): boolean =>
  code === UNSUPPORTED || code === TWO_SHARDS;

/** Turns the beginning of an error into a code: `plan includes scatter` into `PLAN_INCLUDES_SCATTER`. */
const wordOf = (words: string) => words.toUpperCase().replace(/\W+/g, '_');

/**
 * What vtgate's own errors begin with, and what happened to the statement; the first match counts.
 *
 * vtgate has asked no tablet while a primary is elected or a shard moves, if it cannot plan a statement, or if it waits
 * for a ROLLBACK (09032). Of its numbered errors, those with 14 say that it found no tablet, except 14001, a connection
 * that broke; those with 13 are its own faults, and 05003 is a database that does not exist.
 *
 * @see https://vitess.io/docs/reference/errors/query-serving/
 */
const GATEWAY_ERRORS: readonly (readonly [pattern: RegExp, outcome: Outcome, code?: string])[] = [
  [/^VT14001(?=: )/, 'no answer'],
  [
    /^((VT14\d{3}|VT0903[12]|buffer full)(?=: )|primary (is not serving|buffer is full)|no healthy tablet available|inconsistent state detected|current keyspace is being resharded|destination shard is missing|failed to automatically buffer)/,
    'not ready',
  ],
  [/^VT13\d{3}(?=: )/, 'unclear'],
  [/^VT05003(?=: )/, 'turned away'],
  [/^((per-user )?transaction pool connection limit exceeded|VT15001(?=: ))/, 'conflict'],
  [/^(VT\d{5}(?=: )|plan includes scatter|multi-db transaction attempted|syntax error)/, 'refused'],
  [/^unsupported: /, 'refused', UNSUPPORTED],
  [/^table \S+ not found/, 'refused', 'TABLE_NOT_FOUND'],
  [/^column '\w+' not found/, 'refused', 'ER_BAD_FIELD_ERROR'],
];
