import { beforeAll, expect, test } from 'vitest';
import { databaseErrorOf } from '../database-error-of.ts';
import { describeStandIn } from '../open-stand-in.ts';
import { executeOnWire } from '../post.ts';

describeStandIn('an error of MySQL', (standIn) => {
  beforeAll(async () => {
    const { client } = standIn();
    await client.execute(
      'create table parents (id int primary key, k varchar(40) unique, n tinyint not null)',
    );
    await client.execute('create table children (p int, foreign key (p) references parents (id))');
    await client.execute("insert into parents values (1, 'x', 1)");
    await client.execute('insert into children values (1)');
  });

  test('is thrown by the driver with the text that PlanetScale sends', async () => {
    const { client, databaseName } = standIn();
    const sql = "insert into parents (id, k, n) values (?, 'x', 1)";
    const error = await databaseErrorOf(client.execute(sql, [2]));
    expect(error).toMatchObject({ status: 400, body: { code: 'UNKNOWN', message: error.message } });
    expect(error.message).toBe(
      `target: ${databaseName}.-.primary: vttablet: rpc error: code = AlreadyExists desc = Duplicate entry 'x' for key 'parents.k' (errno 1062) (sqlstate 23000) (CallerID: local): Sql: "insert into parents (id, k, n) values (:vtg1, :vtg2, :vtg3)", BindVars: {REDACTED}`,
    );
  });

  test.each([
    ['AlreadyExists', 1062, '23000', "insert into parents values (1, 'y', 1)"],
    ['AlreadyExists', 1050, '42S01', 'create table parents (id int)'],
    ['NotFound', 1146, '42S02', 'select * from nowhere'],
    ['NotFound', 1054, '42S22', 'select nothing from parents'],
    ['InvalidArgument', 1048, '23000', "insert into parents values (2, 'y', null)"],
    ['InvalidArgument', 1406, '22001', "insert into parents values (2, repeat('y', 41), 1)"],
    ['InvalidArgument', 1366, 'HY000', "insert into parents values (2, 'y', 'n')"],
    ['FailedPrecondition', 1264, '22003', "insert into parents values (2, 'y', 128)"],
    ['FailedPrecondition', 1451, '23000', 'delete from parents'],
    ['FailedPrecondition', 1452, '23000', 'insert into children values (2)'],
    ['Unknown', 1364, 'HY000', 'insert into parents (id) values (2)'],
  ])('is %s for %i', async (code, errno, state, sql) => {
    const { message } = await databaseErrorOf(standIn().client.execute(sql));
    expect(message).toMatch(new RegExp(`^target: \\S+: vttablet: rpc error: code = ${code} desc = `));
    expect(message).toContain(` (errno ${errno}) (sqlstate ${state}) (CallerID: local): Sql: `);
  });

  test.each([
    ['Aborted', 1213],
    ['DeadlineExceeded', 1205],
    ['PermissionDenied', 1227],
    ['ResourceExhausted', 1114],
    ['Unavailable', 1053],
    ['Unimplemented', 1235],
    ['Code(17)', 1290],
    ['InvalidArgument', 1525],
    ['Unknown', 3819],
  ])('is %s for %i also when it is hard to bring about', async (code, errno) => {
    const sql = `signal sqlstate '45000' set mysql_errno = ${errno}, message_text = 'made up'`;
    const { message } = await databaseErrorOf(standIn().client.execute(sql));
    expect(message).toContain(` code = ${code} desc = made up (errno ${errno}) (sqlstate 45000) (CallerID: `);
  });

  test.each([
    ['', 'Query was empty'],
    ['/* nothing */', 'Query was empty'],
    ['selec 1', "syntax error at position 6 near 'selec'"],
    ['select', 'syntax error at position 7'],
    ["select 'ü' from where", "syntax error at position 23 near 'where'"],
    ["select 'unterminated", "syntax error at position 21 near 'unterminated'"],
    ['use nowhere_else', "VT05003: unknown database 'nowhere_else' in vschema"],
  ])('has vtgate’s own words if vtgate finds it first: %s', async (sql, message) => {
    const error = await databaseErrorOf(standIn().client.execute(sql));
    expect(error).toMatchObject({ body: { code: 'UNKNOWN', message }, message });
  });

  test('is an answer with HTTP 200, with a session and the time it took, without a result', async () => {
    const answer = await executeOnWire(standIn().server, 'select * from nowhere');
    expect(Object.keys(answer).sort()).toEqual(['error', 'session', 'timing']);
    expect(answer.error?.code).toBe('NOT_FOUND');
  });

  test('quotes what a user stored, so only the position tells its own number from a quoted one', async () => {
    const { client } = standIn();
    const value = 'x (errno 1) (sqlstate 00000)';
    await client.execute('insert into parents values (7, ?, 1)', [value]);
    const { message } = await databaseErrorOf(
      client.execute('insert into parents values (8, ?, 1)', [value]),
    );
    expect(message).toMatch(/^target: \S+: vttablet: rpc error: code = AlreadyExists desc = /);
    expect(message).toContain(`'${value}' for key 'parents.k' (errno 1062) (sqlstate 23000) (CallerID`);
    expect(message.split('Sql: ')[1]).not.toContain(value);
  });

  test('also quotes a value of fifteen megabytes', async () => {
    const { message } = await databaseErrorOf(
      standIn().client.execute('insert into parents values (2, ?, 1)', ['y'.repeat(15_000_000)]),
    );
    expect(message).toContain("desc = Data too long for column 'k' at row 1 (errno 1406)");
    expect(message).toContain('Sql: "insert into parents values (:vtg1, :vtg2, :vtg3)"');
  });

  test('is the answer to two statements in one request, neither of which is executed', async () => {
    const { client } = standIn();
    const error = await databaseErrorOf(client.execute('delete from children; delete from parents'));
    expect(error.message).toBe('Expected a single statement');
    expect((await client.execute('select count(*) as n from children')).rows).toEqual([{ n: '1' }]);
  });

  test.each(['', ' limit 100001'])('is the answer to more than 100,000 rows%s', async (limit) => {
    const { client } = standIn();
    const ten = '(values row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7), row(8), row(9))';
    const million = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${ten} as ${name}`).join(', ');
    const error = await databaseErrorOf(client.execute(`select 1 from ${million}${limit}`));
    expect(error.message).toContain(
      'code = Aborted desc = Row count exceeded 100000 (CallerID: local): Sql: ',
    );
    expect((await client.execute(`select 1 from ${million} limit 100000`)).size).toBe(100_000);
    expect((await client.execute(`select count(*) as n from ${million}`)).rows).toEqual([{ n: '1000000' }]);
  });

  test('is the answer to a procedure that returns rows', async () => {
    const { client } = standIn();
    await client.execute('create procedure two_results() begin select 1; select 2; end');
    const error = await databaseErrorOf(client.execute('call two_results()'));
    expect(error.message).toContain('code = Unimplemented desc = Multi-Resultset not supported');
    expect((await client.execute('select 3 as three')).rows).toEqual([{ three: '3' }]);
  });
});
