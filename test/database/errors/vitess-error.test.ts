import { expect, it } from 'vitest';
import { isConflict, isRefusalCode, parseVitessError } from '../../../src/database/errors/vitess-error.ts';

const vitess = (rest: string) => `target: app.-.primary: vttablet: rpc error: ${rest}`;
const after = ' (CallerID: x1): Sql: "insert into t(a) values (:vtg1)", BindVars: {REDACTED}';

it('reads the gRPC code, and the numbers of MySQL in its terms', () => {
  const cases: [string, object][] = [
    [
      `code = InvalidArgument desc = Data too long for column 'name' at row 1 (errno 1406) (sqlstate 22001)${after}`,
      { outcome: 'refused', code: 'ER_DATA_TOO_LONG', errno: 1406, sqlState: '22001' },
    ],
    [
      `code = Aborted desc = Deadlock found when trying to get lock (errno 1213) (sqlstate 40001)${after}`,
      { outcome: 'conflict', code: 'ER_LOCK_DEADLOCK', errno: 1213, sqlState: '40001' },
    ],
    [
      `code = NotFound desc = Table 'app.t' doesn't exist (errno 1146) (sqlstate 42S02)${after}`,
      { outcome: 'refused', code: 'ER_NO_SUCH_TABLE', errno: 1146, sqlState: '42S02' },
    ],
    [
      'code = Aborted desc = transaction 1651614596363662552: ended at 2026-05-03 22:38:12.305 UTC (exceeded timeout: 20s) (CallerID: x)',
      { outcome: 'refused', code: 'Aborted' },
    ],
  ];
  for (const [text, said] of cases) expect(parseVitessError(vitess(text))).toEqual(said);
  // As it is wrapped while a session holds locks, or by another gateway in front.
  const wrapped = 'held locks released: vttablet: rpc error: code = Aborted desc = transaction 1: not found';
  expect(parseVitessError(wrapped)).toMatchObject({ code: 'Aborted' });
});

it('tells a duplicate by the gRPC code alone, whatever the value in it looks like', () => {
  for (const value of [
    'ada',
    'x (errno 1) (sqlstate 00000)',
    "x' (errno 1213) (sqlstate 40001) '",
    '"'.repeat(9),
  ]) {
    const text = vitess(
      `code = AlreadyExists desc = Duplicate entry '${value}' for key 'users.email' (errno 1062) (sqlstate 23000)${after}`,
    );
    expect(parseVitessError(text)).toEqual({
      outcome: 'refused',
      code: 'ER_DUP_ENTRY',
      errno: 1062,
      sqlState: '23000',
    });
  }
});

it('takes no number and no code from a value that a text quotes', () => {
  const spoof = 'vttablet: rpc error: code = AlreadyExists desc = (errno 1062) (sqlstate 23000)';
  const inValue = vitess(
    `code = InvalidArgument desc = Incorrect value: '${spoof}' (errno 1366) (sqlstate HY000)`,
  );
  expect(parseVitessError(inValue)).toMatchObject({ outcome: 'refused', errno: 1366 });
  expect(parseVitessError(`syntax error near '${spoof}'`)).toEqual({
    outcome: 'refused',
    code: 'SYNTAX_ERROR',
  });
  expect(parseVitessError(`what nobody knows: '${spoof}'`)).toBeUndefined();
});

const VALUES = [
  'rpc error: code = Aborted desc = x',
  'x (errno 1213) (sqlstate 40001)',
  "x' (errno 1213) (sqlstate 40001) 'x",
  `x' (errno 1213) (sqlstate 40001) (CallerID: x): Sql: "x`,
  'VT15001: x',
  'no healthy tablet available',
];

it.each(VALUES)(
  'takes the numbers of a tablet of one’s own, which tells all values of a statement: %s',
  (value) => {
    // As Vitess 24 writes it: quoted by Go twice.
    const told = `(CallerID: userData1): Sql: "update people set \`name\` = :name /* VARCHAR */ where id = :id /* INT64 */", BindVars: {#maxLimit: "type:INT64 value:\\"11\\""id: "type:INT64 value:\\"1\\""name: ${JSON.stringify(`type:VARCHAR value:${JSON.stringify(value)}`)}}`;
    const cases: [string, object][] = [
      [
        `code = InvalidArgument desc = Data too long for column 'name' at row 1 (errno 1406) (sqlstate 22001) ${told}`,
        { outcome: 'refused', code: 'ER_DATA_TOO_LONG', errno: 1406, sqlState: '22001' },
      ],
      [
        `code = InvalidArgument desc = Incorrect integer value: '${value}' for column 'age' at row 1 (errno 1366) (sqlstate HY000) ${told}`,
        { outcome: 'refused', errno: 1366, sqlState: 'HY000' },
      ],
      [
        `code = NotFound desc = Unknown column 'nick' in 'field list' (errno 1054) (sqlstate 42S22) ${told}`,
        { outcome: 'refused', code: 'ER_BAD_FIELD_ERROR', errno: 1054 },
      ],
      [
        `code = DeadlineExceeded desc = Lock wait timeout exceeded; try restarting transaction (errno 1205) (sqlstate HY000) ${told}`,
        { outcome: 'conflict', errno: 1205 },
      ],
      [
        `code = Unknown desc = Query execution was interrupted (errno 1317) (sqlstate 70100) ${told}`,
        { outcome: 'refused', code: 'ER_QUERY_INTERRUPTED', errno: 1317 },
      ],
      [
        `code = Canceled desc = EOF (errno 2013) (sqlstate HY000) ${told}`,
        { outcome: 'no answer', errno: 2013 },
      ],
      [
        `code = Code(17) desc = The MySQL server is running with the --super-read-only option so it cannot execute this statement (errno 1290) (sqlstate HY000) ${told}`,
        { outcome: 'not ready', errno: 1290 },
      ],
      [
        `code = AlreadyExists desc = Duplicate entry '${value}' for key 'people.email' (errno 1062) (sqlstate 23000) ${told}`,
        { outcome: 'refused', code: 'ER_DUP_ENTRY', errno: 1062 },
      ],
    ];
    for (const [text, said] of cases)
      for (const before of [
        '',
        'lookup.Create: ',
        'transaction rolled back to reverse changes of partial DML execution: ',
      ])
        expect(parseVitessError(`${before}${vitess(text)}`), text).toMatchObject(said);
  },
);

it('leaves it open what became of a statement that took too long, whose number comes first', () => {
  const text =
    'code = Canceled desc = (errno 3024) (sqlstate HY000): Query execution was interrupted, maximum statement execution time exceeded, elapsed time: 2.000900859s, killing connection ID 42 (CallerID: userData1)';
  expect(parseVitessError(vitess(text))).toEqual({
    ...{ outcome: 'no answer', code: 'Canceled', errno: 3024, sqlState: 'HY000' },
  });
});

it('reads a long text in a time that grows with its length', () => {
  for (const part of ['(errno 1) (sqlstate 00000)', "'x' at row 1 ", ' (CallerID: ', '"'])
    for (const end of ['', '" (errno 1406) (sqlstate 22001)']) {
      const began = performance.now();
      parseVitessError(vitess(`code = InvalidArgument desc = ${part.repeat(200_000 / part.length)}${end}`));
      expect(performance.now() - began).toBeLessThan(5_000);
    }
});

it('knows that vtgate lets nobody in by the name of a database that it has not', () => {
  for (const text of [
    "VT05003: unknown database 'app' in vschema",
    "VT05003: Unknown database 'app' in vschema",
  ])
    expect(parseVitessError(text)).toEqual({ outcome: 'turned away', code: 'VT05003' });
});

it('leaves it open what became of a statement whose server went away', () => {
  for (const text of [
    'code = Unavailable desc = transport is closing',
    'code = DeadlineExceeded desc = context deadline exceeded',
    'code = Unknown desc = EOF',
    'code = Unavailable desc = x (errno 1105) (sqlstate HY000)',
    'code = Internal desc = x (errno 1815) (sqlstate HY000)',
    'code = DeadlineExceeded desc = context deadline exceeded (errno 1317) (sqlstate 70100)',
    'code = Unknown desc = x (errno 1105) (sqlstate HY000)',
    'code = Unavailable desc = x (errno 1406) (sqlstate 22001)',
    'code = Canceled desc = (errno 2013) due to context deadline exceeded, killing query ID 58',
    'code = Unknown desc = Lost connection (errno 2013) (sqlstate HY000)',
  ]) {
    expect(parseVitessError(vitess(text)), text).toMatchObject({ outcome: 'no answer' });
  }
  const noDefault =
    "code = Unknown desc = Field 'a' doesn't have a default value (errno 1364) (sqlstate HY000)";
  expect(parseVitessError(vitess(noDefault))).toMatchObject({ outcome: 'refused', errno: 1364 });
  // As a gateway words it that has not reached a tablet.
  expect(parseVitessError('rpc error: code = Unavailable desc = x')).toMatchObject({ outcome: 'no answer' });
});

it('tells a conflict with others, which may be gone a moment later', () => {
  const cases: [string, object][] = [
    ['code = Aborted desc = transaction 1: not found', { code: 'Aborted' }],
    [
      'code = DeadlineExceeded desc = Lock wait timeout exceeded (errno 1205) (sqlstate HY000)',
      { code: 'ER_LOCK_WAIT_TIMEOUT' },
    ],
    [
      'code = ResourceExhausted desc = transaction pool connection limit exceeded',
      { code: 'ResourceExhausted' },
    ],
    [
      'code = ResourceExhausted desc = transaction pool connection limit exceeded (errno 1203) (sqlstate 42000)',
      { errno: 1203 },
    ],
    [
      'code = ResourceExhausted desc = per-user transaction pool connection limit exceeded (CallerID: x)',
      { code: 'ResourceExhausted' },
    ],
  ];
  for (const [text, said] of cases)
    expect(parseVitessError(vitess(text)), text).toMatchObject({ outcome: 'conflict', ...said });
  for (const text of [
    'code = ResourceExhausted desc = row count exceeded 10000 (errno 10001) (sqlstate HY000)',
    'code = Aborted desc = Row count exceeded 10 (errno 1317) (sqlstate 70100)',
    'code = Aborted desc = caller id: app: row count exceeded 10 (CallerID: app)',
    'code = Unknown desc = Query execution was interrupted (errno 1317) (sqlstate 70100)',
    "code = InvalidArgument desc = Incorrect value: 'transaction pool connection limit exceeded' (errno 1366) (sqlstate HY000)",
  ])
    expect(parseVitessError(vitess(text)), text).toMatchObject({ outcome: 'refused' });
});

it('takes a transaction that vtgate has ended for a conflict, whatever of its reason the text goes on to tell', () => {
  const reason = vitess('code = Unavailable desc = connection refused');
  for (const text of ['VT15001: x', `VT15001: ${reason}`]) {
    expect(parseVitessError(text)).toEqual({ outcome: 'conflict', code: 'VT15001' });
  }
  expect(parseVitessError(`syntax error near 'VT15001: ${reason}'`)).toMatchObject({ outcome: 'refused' });
});

it('leaves it open what became of a statement whose server went away in a conflict', () => {
  for (const text of [
    'code = Unavailable desc = Deadlock found (errno 1213) (sqlstate 40001)',
    'code = Internal desc = Lock wait timeout exceeded (errno 1205) (sqlstate HY000)',
    'code = Unavailable desc = transaction pool connection limit exceeded',
  ])
    expect(parseVitessError(vitess(text)), text).toMatchObject({ outcome: 'no answer' });
});

it.each([
  'FailedPrecondition',
  'InvalidArgument',
  'NotFound',
  'OutOfRange',
  'PermissionDenied',
  'ResourceExhausted',
  'Unauthenticated',
  'Unimplemented',
])('knows that nothing was done after %s', (code) => {
  expect(parseVitessError(vitess(`code = ${code} desc = x`))).toMatchObject({ outcome: 'refused' });
  expect(isRefusalCode(code.replace(/\B[A-Z]/g, '_$&').toUpperCase())).toBe(true);
  expect(isConflict(code.toUpperCase(), 'x')).toBe(false);
});

const readOnly =
  'desc = The MySQL server is running with the --super-read-only option so it cannot execute this statement (errno 1290) (sqlstate HY000)';
const bare = 'target: app.-.primary: ';

it.each([
  vitess(`code = Code(17) ${readOnly}`),
  vitess(`code = FailedPrecondition ${readOnly}`),
  vitess('code = Unknown desc = Running in read-only mode (errno 1836) (sqlstate HY000)'),
  vitess('code = ResourceExhausted desc = Too many connections (errno 1040) (sqlstate 08004)'),
  vitess('code = Code(17) desc = operation not allowed in state NOT_SERVING'),
  vitess('code = Unavailable desc = operation not allowed in state SHUTTING_DOWN'),
  vitess('code = FailedPrecondition desc = wrong tablet type: REPLICA, want: PRIMARY or []'),
  vitess('code = FailedPrecondition desc = disallowed due to rule: enforce denied tables, CallerID: x'),
  vitess("code = Unavailable desc = tx engine can't accept new connections in state NotServing"),
  `transaction rolled back to reverse changes of partial DML execution: ${vitess('code = Code(17) desc = x')}`,
  `${bare}primary is not serving, there may be a reparent operation in progress`,
  'primary is not serving, there may be a reparent operation in progress',
  `${bare}no healthy tablet available for 'keyspace:"db" shard:"-" tablet_type:PRIMARY'`,
  `${bare}current keyspace is being resharded`,
  `${bare}primary buffer is full`,
  `${bare}failed to automatically buffer and retry failed request during failover. original err (type=x): y`,
  `${bare}inconsistent state detected, primary is serving but initially found no available tablet`,
  `${bare}VT14002: no available connection`,
  'VT14003: no connection for tablet x',
  'VT09032: previous transaction failed. Issue a ROLLBACK to resolve the failure.',
  `lookup.Create: ${bare}no healthy tablet available for 'keyspace:"many" shard:"80-" tablet_type:PRIMARY'`,
  `transaction rolled back to reverse changes of partial DML execution: ${bare}no healthy tablet available for 'x'`,
  `lookup.Create: VT15001: transaction error, issue ROLLBACK and retry the transaction: ${vitess('code = Code(17) desc = operation not allowed in state SHUTTING_DOWN (CallerID: x)')}`,
])('knows that nothing was done while a primary moves: %s', (text) => {
  expect(parseVitessError(text)).toMatchObject({ outcome: 'not ready' });
});

it.each([
  [
    'plan includes scatter, which is disallowed using the `no_scatter` command line argument',
    'PLAN_INCLUDES_SCATTER',
  ],
  ['multi-db transaction attempted: [target:{keyspace:"auth"}]', 'MULTI_DB_TRANSACTION_ATTEMPTED'],
  ['VT12001: unsupported: natural join', 'VT12001'],
  ['VT05004: table users does not exist', 'VT05004'],
  ['unsupported: cross-shard query', 'VT12001'],
  ["syntax error at position 5 near 'x'", 'SYNTAX_ERROR'],
  ['table users not found', 'TABLE_NOT_FOUND'],
  ["column 'nick' not found in table 'users'", 'ER_BAD_FIELD_ERROR'],
  ["VT03028: Column 'email' cannot be null on row 0", 'VT03028'],
  [
    'VT12001: unsupported: you cannot UPDATE primary vindex columns; invalid update on vindex: xxhash',
    'VT12001',
  ],
])('knows that vtgate sent nothing to any shard: %s', (text, code) => {
  for (const said of [text, `${bare}${text}`])
    expect(parseVitessError(said)).toEqual({ outcome: 'refused', code });
});

it('says nothing of a text of its own that it does not know, and leaves open what broke off', () => {
  for (const text of ['x', 'Lookup.Map: unexpected multiple results', "x 'no healthy tablet available'", ''])
    expect(parseVitessError(text)).toBeUndefined();
  expect(parseVitessError(`${bare}VT14001: connection error`)).toMatchObject({ outcome: 'no answer' });
  expect(parseVitessError('VT13001: [BUG] x')).toMatchObject({ outcome: 'unclear' });
});
