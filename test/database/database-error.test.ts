import { inspect } from 'node:util';
import { DatabaseError, UnknownError } from '@planetscale/database';
import { DrizzleQueryError } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { sourceFailed, toAdapterError } from '../../src/database/database-error.ts';

/** Makes an error as mysql2 does: its message, and so its stack, quotes the value that was sent. */
function driverError(value: string): Error {
  const error = new Error(`Duplicate entry '${value}' for key 'users.email'`);
  return Object.assign(error, { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' });
}

const failedQuery = (cause: Error) => new DrizzleQueryError('insert into `users` ...', ['hidden'], cause);
const http = (status: number) =>
  new UnknownError('Expected JSON response', { status, statusText: '', body: 'hidden', headers: {} });
const sqlError = (message: string) => new DatabaseError(message, 400, { message, code: 'UNKNOWN' });

it('keeps where it was and the codes, and nothing of a value, also when it looks like a stack', () => {
  const error = toAdapterError(
    failedQuery(driverError('a\n    at hidden (hidden.ts:1:1)\nb')),
    'users',
    'write',
  );
  expect(error).toMatchObject({ code: 'DUPLICATE', cause: { code: 'ER_DUP_ENTRY', errno: 1062 } });
  expect((error.cause as Error).stack).toContain('at driverError');
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hidden');
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('insert');
});

it('gives the same code to the same trouble on either driver', () => {
  const vitess = 'target: app.-.primary: vttablet: rpc error: code =';
  const duplicate = `${vitess} AlreadyExists desc = Duplicate entry 'hidden' for key 'users.email' (errno 1062) (sqlstate 23000)`;
  const tooLong = `${vitess} InvalidArgument desc = Data too long for column 'name' at row 1 (errno 1406) (sqlstate 22001)`;
  const pairs: [Error, Error, string][] = [
    [driverError('x'), sqlError(duplicate), 'DUPLICATE'],
    [
      Object.assign(new Error(), { code: 'ER_DATA_TOO_LONG', errno: 1406, sqlState: '22001' }),
      sqlError(tooLong),
      'VALUE_TOO_LONG',
    ],
  ];
  for (const [onMysql2, onPlanetScale, code] of pairs) {
    const [one, other] = [onMysql2, onPlanetScale].map((error) =>
      toAdapterError(failedQuery(error), 'users', 'write'),
    );
    expect(one).toMatchObject({ code });
    expect({ ...other }).toEqual({ ...one });
    expect(other?.message).toBe(one?.message);
    expect({ ...Object.getOwnPropertyDescriptors(other?.cause), stack: 0 }).toEqual({
      ...Object.getOwnPropertyDescriptors(one?.cause),
      stack: 0,
    });
    expect(inspect(other, { depth: 9, showHidden: true })).not.toMatch(/hidden|vttablet/);
  }
});

it('says of a broken connection what is known: a read changed nothing, a write may have, an uncommitted one has not', () => {
  const broken = [
    Object.assign(new Error('x'), { code: 'PROTOCOL_CONNECTION_LOST' }),
    failedQuery(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })),
    failedQuery(new TypeError('error sending request for url (http://hidden)')),
    failedQuery(Object.assign(new Error('Network connection lost.'), { retryable: true })),
    failedQuery(new SyntaxError('Unexpected end of JSON input')),
    failedQuery(new DOMException('hidden', 'TimeoutError')),
    Object.assign(new Error('hidden'), { code: 'ER_SERVER_SHUTDOWN', errno: 1053, sqlState: '08S01' }),
    failedQuery(http(502)),
    failedQuery(http(408)),
    failedQuery(sqlError('vttablet: rpc error: code = Unavailable desc = hidden')),
    Object.assign(new Error(), {
      code: 'ER_UNKNOWN_ERROR',
      errno: 1105,
      sqlState: 'HY000',
      sqlMessage: 'vttablet: rpc error: code = Unavailable desc = hidden',
    }),
  ];
  for (const error of broken) {
    expect(toAdapterError(error, 'users', 'read'), String(error)).toMatchObject({ code: 'CONNECTION_LOST' });
    expect(toAdapterError(error, 'users', 'write')).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(toAdapterError(error, 'users', 'uncommitted write')).toMatchObject({ code: 'CONNECTION_LOST' });
    expect(inspect(toAdapterError(error, 'users', 'write'), { depth: 9, showHidden: true })).not.toContain(
      'hidden',
    );
  }
});

it('says of a write that was never sent that nothing happened', () => {
  const refusedSocket = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
  const neverSent = [
    Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall: 'connect' }),
    new Error('Pool is closed.'),
    Object.assign(new Error(), { code: 'ER_CON_COUNT_ERROR', errno: 1040, sqlState: '08004' }),
    failedQuery(new TypeError('fetch failed', { cause: refusedSocket })),
    failedQuery(
      new TypeError('fetch failed', {
        cause: new Error(
          'error sending request for url (http://h/): client error (Connect): tcp connect error',
        ),
      }),
    ),
    failedQuery(http(401)),
    failedQuery(http(404)),
    failedQuery(new DatabaseError('hidden', 401, { message: 'hidden', code: 'unauthenticated' })),
  ];
  for (const error of neverSent) {
    expect(toAdapterError(error, 'users', 'write'), String(error)).toMatchObject({ code: 'CONNECTION_LOST' });
  }
  expect(toAdapterError(failedQuery(http(401)), 'users', 'write').message).toBe(
    'The database could not be reached: HTTP_401. Check the user and the password.',
  );
});

it('takes for refused what a server has refused, and for no more than strange what no driver threw', () => {
  const syntax = Object.assign(new Error('hidden'), {
    code: 'ER_PARSE_ERROR',
    errno: 1064,
    sqlState: '42000',
  });
  for (const error of [syntax, sqlError("syntax error at position 5 near 'hidden'")]) {
    const refused = toAdapterError(failedQuery(error), 'users', 'write');
    expect(refused).toMatchObject({ code: 'DATABASE' });
    expect(refused.message).toMatch(/refused a write of table users: (ER_PARSE_ERROR|UNKNOWN)\.$/);
  }
  const odd = new DatabaseError('hidden', 400, { message: 'hidden', code: "NOT_FOUND 'hidden'" });
  expect(toAdapterError(failedQuery(odd), 'users', 'read')).toMatchObject({ cause: { code: 'UNKNOWN' } });
  expect(toAdapterError(new RangeError('hidden'), 'users', 'read')).toMatchObject({ code: 'DATABASE' });
  // As a BEGIN of PlanetScale's driver fails in Deno: not wrapped by Drizzle, and without a code.
  expect(toAdapterError(new TypeError('hidden'), 'users', 'uncommitted write')).toMatchObject({
    code: 'CONNECTION_LOST',
  });
});

it('ends with an error that names itself as its cause', () => {
  const error = new Error('x');
  error.cause = error;
  expect(toAdapterError(error, 'users', 'read')).toMatchObject({ code: 'DATABASE' });
});

it('says of a function for a database whether it failed or its database is away', () => {
  expect(sourceFailed(Object.assign(new Error('hidden'), { code: 'ECONNREFUSED' }))).toMatchObject({
    code: 'CONNECTION_LOST',
  });
  expect(sourceFailed(new Error('hidden'))).toMatchObject({ code: 'UNSUPPORTED_CLIENT' });
});
