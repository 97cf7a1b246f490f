import { inspect } from 'node:util';
import { DatabaseError, UnknownError } from '@planetscale/database';
import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  isRefusedForGood,
  sourceFailed,
  toAdapterError,
} from '../../../src/database/errors/database-error.ts';

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
      Object.assign(new Error("Data too long for column 'name' at row 1"), {
        ...{ code: 'ER_DATA_TOO_LONG', errno: 1406, sqlState: '22001' },
      }),
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

const VTTABLET = 'target: app.0.primary: vttablet: rpc error: code = InvalidArgument desc =';
const SPOOF = `x' for column 'hidden' at row 1 (errno 1366) (sqlstate HY000) (CallerID: x): Sql: "`;
const TOLD = ` (CallerID: userData1): Sql: "insert into people(age) values (:vtg1)", BindVars: {vtg1: ${JSON.stringify(`type:VARCHAR value:${JSON.stringify(SPOOF)}`)}}`;

it.each([
  [1406, "Data too long for column 'name' at row 1", 'name'],
  [1406, "Daten zu lang für Feld 'name' in Zeile 1", 'name'],
  [1366, "Incorrect string value: '\\xF0\\x9F' for column 'name' at row 12", 'name'],
  [1366, "Incorrect string value: '\\xF0\\x9F' for column `app`.`users`.`name` at row 1", 'name'],
  [1264, "Out of range value for column 'expires_at' at row 1", 'expires_at'],
  [1292, "Truncated incorrect DOUBLE value: 'hidden'", undefined],
  [1406, 'Data too long', undefined],
  [1366, "Incorrect time value: 'x' for column 'hidden' at row 1' for column 'wakes' at row 1", 'wakes'],
  [
    1366,
    "Incorrect time value: 'x' for column 'hidden' at row 1 (errno 1' for column 'wakes' at row 1",
    'wakes',
  ],
  [1366, "Incorrect time value: 'x' for column 'hidden\\n[ERROR] x' at row 1", undefined],
  [1406, `${VTTABLET} Data too long for column 'name' at row 1 (errno 1406) (sqlstate 22001)`, 'name'],
  [1406, `${VTTABLET} Data too long for column 'name' at row 1 (errno 1406) (sqlstate 22001)${TOLD}`, 'name'],
  [
    1366,
    `${VTTABLET} Incorrect integer value: '${SPOOF}' for column 'age' at row 1 (errno 1366) (sqlstate HY000)${TOLD}`,
    'age',
  ],
  [1644, "Data too long for column 'hidden' at row 1", undefined],
])('names the column that error %i is about: %s', (errno, message, column) => {
  const error = Object.assign(new Error(message), { code: 'ER_X', errno, sqlState: '22001' });
  expect(toAdapterError(failedQuery(error), 'users', 'write').column).toBe(column);
});

it('says of a broken connection what is known: a read changed nothing, a write may have', () => {
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
    failedQuery(http(409)),
    failedQuery(http(499)),
    failedQuery(sqlError('vttablet: rpc error: code = Unavailable desc = hidden')),
    failedQuery(sqlError('unavailable: unexpected EOF')),
    failedQuery(new DatabaseError('hidden', 400, { message: 'hidden', code: 'DEADLINE_EXCEEDED' })),
    Object.assign(new Error(), {
      code: 'ER_UNKNOWN_ERROR',
      errno: 1105,
      sqlState: 'HY000',
      sqlMessage: 'vttablet: rpc error: code = Unavailable desc = hidden',
    }),
    Object.assign(new Error(), {
      code: 'ER_QUERY_INTERRUPTED',
      errno: 1317,
      sqlState: '70100',
      sqlMessage: 'vttablet: rpc error: code = DeadlineExceeded desc = hidden',
    }),
  ];
  for (const error of broken) {
    expect(toAdapterError(error, 'users', 'read'), String(error)).toMatchObject({ code: 'CONNECTION_LOST' });
    expect(toAdapterError(error, 'users', 'write')).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(inspect(toAdapterError(error, 'users', 'write'), { depth: 9, showHidden: true })).not.toContain(
      'hidden',
    );
  }
});

it('says that a write may have happened, whatever went wrong when it was read back', () => {
  for (const error of [failedQuery(http(401)), new Error('Pool is closed.'), failedQuery(driverError('x'))]) {
    expect(toAdapterError(error, 'users', 'unconfirmed write')).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  }
});

describe('says of a write that was never sent that nothing happened', () => {
  const connecting = (code: string) =>
    new TypeError('fetch failed', {
      cause: Object.assign(new Error('connect'), { code, syscall: 'connect' }),
    });
  const coded = (code: string) => Object.assign(new Error('hidden'), { code });
  const server = (errno: number, sqlMessage = '') =>
    Object.assign(coded('ER_X'), { errno, sqlState: '08004', sqlMessage });
  const inDeno = new Error(
    'error sending request for url (http://h/): client error (Connect): tcp connect error',
  );
  const neverSent: [string, Error][] = [
    ['a socket that does not connect', connecting('ETIMEDOUT')],
    ["Deno's fetch", new TypeError('fetch failed', { cause: inDeno })],
    ...[401, 403, 404, 405, 413, 415, 421, 429].map((status): [string, Error] => [`${status}`, http(status)]),
    ['401 with words', new DatabaseError('hidden', 401, { message: 'hidden', code: 'unauthenticated' })],
    ...[
      'Pool is closed.',
      'Queue limit reached.',
      'No connections available.',
      "Can't add new command when connection is in closed state",
    ].map((text): [string, Error] => [text, new Error(text)]),
    ['a server that had waited too long', server(4031)],
    // Credentials, passwords that expired, locked accounts, hosts, no TLS, no such database.
    ...[1044, 1045, 1049, 1129, 1130, 1698, 1820, 1862, 3118, 3159, 3955].map((errno): [string, Error] => [
      `error ${errno} of a server that lets nobody in`,
      server(errno),
    ]),
    ["MariaDB's locked account", server(4151, 'Access denied, this account is locked')],
    // No connection left, offline, read-only.
    ...[1040, 1203, 1226, 1792, 1836, 3032].map((errno): [string, Error] => [
      `error ${errno} of a server that is not ready`,
      server(errno),
    ]),
    ...['The MySQL server is running with the --read-only', 'Der Server läuft mit --super-read-only'].map(
      (text): [string, Error] => [text, server(1290, text)],
    ),
    ...[
      'Max connect timeout reached while reaching hostgroup 10 after 10000ms',
      'Timed-out waiting to acquire database connection',
      "Can't connect to remote MySQL server for client connected to '127.0.0.1:6446'",
    ].map((text): [string, Error] => [`a proxy: ${text}`, server(2003, text)]),
    ...[
      'EAI_AGAIN',
      'ECONNREFUSED',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ENOTFOUND',
      'ERR_INVALID_URL',
      'UND_ERR_CONNECT_TIMEOUT',
      'HANDSHAKE_SSL_ERROR',
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ].map((code): [string, Error] => [code, coded(code)]),
  ];

  it.each(neverSent)('%s', (_name, error) => {
    expect(toAdapterError(failedQuery(error), 'users', 'write')).toMatchObject({ code: 'CONNECTION_LOST' });
  });

  it('with advice where there is some', () => {
    for (const status of [401, 403]) {
      expect(toAdapterError(failedQuery(http(status)), 'users', 'write').message).toBe(
        `The request was turned away: HTTP_${status}. Check the user name and the password.`,
      );
    }
    expect(toAdapterError(failedQuery(http(429)), 'users', 'write').message).toBe(
      'The request was turned away: HTTP_429.',
    );
  });
});

it.each([
  'ECONNABORTED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'UND_ERR_SOCKET',
])('takes %s for a broken connection, also where Drizzle does not wrap it', (code) => {
  const broken = Object.assign(new Error('hidden'), { code });
  expect(toAdapterError(broken, 'users', 'read')).toMatchObject({ code: 'CONNECTION_LOST' });
});

it.each([1053, 1927, 2003, 2006, 2013, 2055])(
  'takes error %i of a server for a broken connection',
  (errno) => {
    const broken = Object.assign(new Error('hidden'), { code: 'ER_X', errno, sqlState: '08S01' });
    expect(toAdapterError(broken, 'users', 'write')).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  },
);

it('shows no name that is none, from a fetch or a function of somebody else', () => {
  const secret = 'mysql://root:hunter2@h';
  const named = Object.assign(new Error(secret), { name: secret });
  const coded = Object.assign(new Error(secret), { code: secret, sqlState: secret, errno: 1 });
  for (const error of [
    named,
    coded,
    failedQuery(named),
    failedQuery(coded),
    new DOMException(secret, 'TimeoutError'),
  ]) {
    for (const shown of [toAdapterError(error, 'users', 'write'), sourceFailed(error)]) {
      expect(inspect(shown, { depth: 9, showHidden: true })).not.toMatch(/hunter2|: 23\b/);
    }
  }
  const late = failedQuery(new DOMException('hidden', 'TimeoutError'));
  expect(toAdapterError(late, 'users', 'write').message).toContain('TimeoutError');
});

it('takes for refused what a server has refused, and for no more than strange what no driver threw', () => {
  const syntax = Object.assign(new Error('hidden'), {
    code: 'ER_PARSE_ERROR',
    errno: 1064,
    sqlState: '42000',
  });
  const refusals = [
    syntax,
    sqlError("syntax error at position 5 near 'hidden'"),
    sqlError('VT09001: table hidden does not have a primary vindex'),
    new DatabaseError('hidden', 400, { message: 'hidden', code: 'failed_precondition' }),
  ];
  for (const error of refusals) {
    const refused = toAdapterError(failedQuery(error), 'users', 'write');
    expect(refused).toMatchObject({ code: 'DATABASE' });
    expect(refused.message).toMatch(
      /refused a write to table users: (ER_PARSE_ERROR|SYNTAX_ERROR|VT09001|failed_precondition)\.$/,
    );
  }
  expect(toAdapterError(new RangeError('hidden'), 'users', 'read')).toMatchObject({ code: 'DATABASE' });
});

it('takes the numbers that stand for anything for what their text says, and for unknown where it says nothing', () => {
  const server = (errno: number, sqlMessage: string, sqlState = 'HY000') =>
    failedQuery(Object.assign(new Error('hidden'), { code: 'ER_X', errno, sqlState, sqlMessage }));
  const refused = [
    server(1317, 'Query execution was interrupted'),
    server(1290, 'The MySQL server is running with the --secure-file-priv option'),
    server(4151, 'Incomplete escape sequence'),
    server(1317, 'multi-db transaction attempted: [target:{keyspace:"auth"}]'),
    server(1105, 'plan includes scatter, which is disallowed'),
    server(1105, 'VT12001: unsupported: natural join'),
    server(1644, 'no healthy tablet available, says a trigger of somebody'),
    server(1644, 'Max connect timeout reached while reaching hostgroup , says another'),
    ...[
      'VT14001: x',
      'VT14002: x',
      'VT15001: x',
      'Max connect timeout reached while reaching hostgroup ',
    ].map((text) => server(31_000, text, '45000')),
  ];
  for (const error of refused) {
    for (const operation of ['read', 'write'] as const)
      expect(toAdapterError(error, 'users', operation), String(error.cause)).toMatchObject({
        code: 'DATABASE',
      });
  }
  for (const error of [
    server(1317, 'hidden'),
    server(1105, 'hidden'),
    server(1105, ''),
    sqlError('hidden'),
  ]) {
    expect(toAdapterError(error, 'users', 'read')).toMatchObject({ code: 'DATABASE' });
    expect(toAdapterError(error, 'users', 'write')).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  }
});

it('says why nobody is let in, and never that a statement was refused', () => {
  const cases: [number, string, string][] = [
    [1820, 'ER_MUST_CHANGE_PASSWORD', ''],
    [1862, 'ER_MUST_CHANGE_PASSWORD_LOGIN', ''],
    [3118, 'ER_ACCOUNT_HAS_BEEN_LOCKED', ''],
    // mysql2 calls MariaDB's number by the name that it has in MySQL.
    [4151, 'ER_BULK_PARSER_INCOMPLETE_ESCAPE_SEQUENCE', 'Access denied, this account is locked'],
  ];
  for (const [errno, code, sqlMessage] of cases) {
    const error = Object.assign(new Error('hidden'), { code, errno, sqlState: 'HY000', sqlMessage });
    const name = errno === 4151 ? 'ER_ACCOUNT_HAS_BEEN_LOCKED' : code;
    expect(toAdapterError(failedQuery(error), 'users', 'read')).toMatchObject({
      code: 'CONNECTION_LOST',
      message: `The database could not be reached: ${name}. Check the user name and the password.`,
    });
  }
});

it('takes no server for one that wants TLS because of what a text quotes', () => {
  for (const said of ['server does not allow insecure connections', 'SSL connection is required']) {
    const message = `Duplicate entry '${said}' for key 'users.email'`;
    const error = Object.assign(new Error(message), { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' });
    expect(toAdapterError(failedQuery(error), 'users', 'write')).toMatchObject({ code: 'DUPLICATE' });
    const ofTrigger = Object.assign(new Error(said), { code: 'ER_X', errno: 1644, sqlState: '45000' });
    expect(toAdapterError(failedQuery(ofTrigger), 'users', 'write')).toMatchObject({ code: 'DATABASE' });
  }
});

describe('reads what Bun throws', () => {
  /** Makes an error as Bun 1.4.5 does: its class has the name, and the text is the message alone. */
  class MySQLError extends Error {
    override readonly name = 'MySQLError';
    constructor(
      message: string,
      readonly code: string,
      readonly errno?: number,
      readonly sqlState?: string,
    ) {
      super(message);
    }
  }
  const SERVER = 'ERR_MYSQL_SERVER_ERROR';
  const cases: [MySQLError, object, object?][] = [
    [
      new MySQLError("Duplicate entry 'hidden' for key 't.PRIMARY'", SERVER, 1062, '23000'),
      { code: 'DUPLICATE', cause: { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' } },
    ],
    [
      new MySQLError("Data too long for column 's' at row 1", SERVER, 1406, '22001'),
      { code: 'VALUE_TOO_LONG', cause: { code: 'ER_DATA_TOO_LONG' } },
    ],
    [
      new MySQLError('You have an error in your SQL syntax', 'ERR_MYSQL_SYNTAX_ERROR', 1064, '42000'),
      { code: 'DATABASE', cause: { errno: 1064 } },
    ],
    [
      new MySQLError('Deadlock found when trying to get lock', SERVER, 1213, '40001'),
      { code: 'RETRIES_EXHAUSTED' },
    ],
    [
      new MySQLError("Access denied for user 'hidden'@'localhost'", SERVER, 1045, '28000'),
      { code: 'CONNECTION_LOST', message: expect.stringContaining('ER_ACCESS_DENIED_ERROR. Check the user') },
    ],
    [
      new MySQLError('server does not allow insecure connections', SERVER, 1105, 'HY000'),
      { code: 'CONNECTION_LOST', message: expect.stringContaining('ER_SECURE_TRANSPORT_REQUIRED. If the') },
    ],
    [
      new MySQLError('vttablet: rpc error: code = Unavailable desc = hidden', SERVER, 1105, 'HY000'),
      { code: 'CONNECTION_LOST' },
      { code: 'OUTCOME_UNKNOWN' },
    ],
    [
      new MySQLError('Connection closed', 'ERR_MYSQL_CONNECTION_CLOSED'),
      { code: 'CONNECTION_LOST' },
      { code: 'OUTCOME_UNKNOWN' },
    ],
    ...[
      'CONNECTION_REFUSED',
      'CONNECTION_FAILED',
      'CONNECTION_TIMEOUT',
      'AUTHENTICATION_FAILED',
      'PUBLIC_KEY_RETRIEVAL_NOT_ALLOWED',
    ].map((reason): [MySQLError, object] => [
      new MySQLError('hidden', `ERR_MYSQL_${reason}`),
      {
        code: 'CONNECTION_LOST',
        message: `The database could not be reached: ERR_MYSQL_${reason}.`,
      },
    ]),
  ];

  it.each(cases)('%s', (error, ofRead, ofWrite = ofRead) => {
    expect(toAdapterError(failedQuery(error), 'users', 'read')).toMatchObject(ofRead);
    const ended = toAdapterError(failedQuery(error), 'users', 'write');
    expect(ended).toMatchObject(ofWrite);
    expect(inspect(ended, { depth: 9, showHidden: true })).not.toContain('hidden');
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
  expect(sourceFailed(driverError('hidden'))).toMatchObject({ code: 'DATABASE' });
  const noDatabase = Object.assign(new Error('hidden'), { code: 'ER_X', errno: 1049, sqlState: '42000' });
  expect(sourceFailed(noDatabase)).toMatchObject({
    code: 'CONNECTION_LOST',
    message: expect.stringMatching(/failed: ER_BAD_DB_ERROR \(1049\)\. Check the database name\.$/),
  });
  expect(sourceFailed(new Error('hidden'))).toMatchObject({ code: 'UNSUPPORTED_CLIENT' });
});

it.each([
  ['a foreign key', 1451, '23000', true],
  ['a trigger', 1644, '45000', true],
  ['a unique key of a table that a trigger writes to', 1062, '23000', true],
  ['a value that is too long for such a table', 1406, '22001', true],
  ['a right that is lacking', 1142, '42000', true],
  ['a trigger that changes the same table', 1442, 'HY000', true],
  ['a statement that was killed', 1317, '70100', false],
  ['a statement that took too long', 3024, 'HY000', false],
  ['a table that is full', 1114, 'HY000', false],
  ['a disk that is full', 1021, 'HY000', false],
  ['a deadlock', 1213, '40001', false],
  ['a user who has too many connections', 1226, '42000', false],
  ['a password that has expired', 1820, 'HY000', false],
])('knows whether the same would be refused again: %s', (_name, errno, sqlState, isForGood) => {
  const sqlMessage = errno === 1317 ? 'Query execution was interrupted' : 'hidden';
  const error = Object.assign(new Error('hidden'), { code: 'ER_X', errno, sqlState, sqlMessage });
  expect(isRefusedForGood(toAdapterError(failedQuery(error), 'users', 'write'))).toBe(isForGood);
});
