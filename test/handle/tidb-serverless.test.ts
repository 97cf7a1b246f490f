import { drizzle } from 'drizzle-orm/tidb-serverless';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/index.ts';
import { createTables } from '../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../support/calls/whole-life.ts';
import { newAccount, newUser } from '../support/rows/samples.ts';
import { startTiDBGateway, type TiDBGateway } from './tidb-gateway.ts';

const [serverUrl] = Object.values(inject('servers'));

describe.runIf(serverUrl)('TiDB’s driver over HTTP', () => {
  let database: TemporaryDatabase;
  let gateway: TiDBGateway;
  beforeAll(async () => {
    database = await createDatabase(serverUrl ?? '');
    await createTables(database.url, {});
    gateway = await startTiDBGateway(database.url);
  });
  afterAll(async () => {
    await gateway?.close();
    await database?.drop();
  });
  afterEach(() => gateway.answer(undefined));

  const adapter = () => MySqlAdapter(drizzle({ client: gateway.client() }), wholeLifeOptions);

  it('serves a whole life', async () => {
    await expectWholeLife(adapter());
  });

  it('counts no row where the answer has no count', async () => {
    await expect(adapter().linkAccount(newAccount('nobody'))).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    });
  });

  /** Answers every request like this, and returns how a read and a write end, and how often they are sent. */
  async function endsOf(status: number, body?: unknown) {
    gateway.answer({ status, body });
    const before = gateway.requests();
    const read = await adapter()
      .getUser('x')
      .catch((error: unknown) => error);
    const reads = gateway.requests() - before;
    const write = await adapter()
      .createUser(newUser())
      .catch((error: unknown) => error);
    return { read, reads, write, writes: gateway.requests() - before - reads };
  }

  const sql = (message: string) => ({ code: '400', message });
  const cases: [string, number, unknown, object][] = [
    [
      'an error of SQL',
      400,
      sql("Error 1146 (42S02): Table 'app.users' doesn't exist"),
      { read: { code: 'DATABASE', cause: { errno: 1146, sqlState: '42S02' } }, write: { code: 'DATABASE' } },
    ],
    [
      'an error of SQL with another status and words before it',
      500,
      sql("execute failed: Error 1406: Data too long for column 'name' at row 1"),
      { reads: 1, write: { code: 'VALUE_TOO_LONG', cause: { errno: 1406, code: 'ER_DATA_TOO_LONG' } } },
    ],
    [
      'a conflict of TiDB’s',
      400,
      sql('Error 9007 (HY000): Write conflict, txnStartTS=1 [try again later]'),
      { reads: 4, read: { code: 'RETRIES_EXHAUSTED' }, writes: 4, write: { code: 'RETRIES_EXHAUSTED' } },
    ],
    [
      'a statement that somebody killed',
      400,
      sql('Error 1317 (70100): Query execution was interrupted'),
      { reads: 1, writes: 1, write: { code: 'DATABASE' } },
    ],
    [
      'a deadlock',
      400,
      sql('Error 1213 (40001): Deadlock found when trying to get lock; try restarting transaction'),
      { reads: 4, write: { code: 'RETRIES_EXHAUSTED' } },
    ],
    [
      'credentials that are wrong, in SQL',
      400,
      sql("Error 1045 (28000): Access denied for user 'hidden'@'%' (using password: YES)"),
      { reads: 1, read: { code: 'CONNECTION_LOST' }, writes: 1, write: { code: 'CONNECTION_LOST' } },
    ],
    ...[401, 403].map((status): [string, number, unknown, object] => [
      `credentials that are wrong, by ${status}`,
      status,
      sql('hidden'),
      {
        reads: 1,
        writes: 1,
        write: {
          code: 'CONNECTION_LOST',
          message: `The request was turned away: HTTP_${status}. Check the user name and the password.`,
        },
      },
    ]),
    [
      'a page of a proxy',
      502,
      '<html>hidden</html>',
      { reads: 3, read: { code: 'CONNECTION_LOST' }, writes: 1, write: { code: 'OUTCOME_UNKNOWN' } },
    ],
    [
      'no answer',
      0,
      undefined,
      { reads: 3, read: { code: 'CONNECTION_LOST' }, writes: 1, write: { code: 'OUTCOME_UNKNOWN' } },
    ],
    [
      'a number that a quoted value looks like',
      500,
      sql("bad request near 'Error 1062 (23000): Duplicate entry'"),
      { write: { code: 'OUTCOME_UNKNOWN' } },
    ],
    [
      'the number of a trigger, whatever its text goes on to say',
      400,
      sql('Error 1644 (45000): Error 1062 (23000): no healthy tablet available'),
      { reads: 1, write: { code: 'DATABASE', cause: { errno: 1644, sqlState: '45000' } } },
    ],
  ];

  it.each(cases)('has its errors understood: %s', async (_name, status, body, ends) => {
    expect(await endsOf(status, body)).toMatchObject(ends);
  });
});
