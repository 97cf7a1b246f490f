import { connect } from '@planetscale/database';
import { expect, test } from 'vitest';
import { databaseErrorOf } from '../database-error-of.ts';
import { holdLock } from '../hold-lock.ts';
import { describeStandIn } from '../open-stand-in.ts';
import { executeOnWire, post } from '../post.ts';

describeStandIn('a session', (standIn) => {
  test('looks as vtgate signs it, and names the database', async () => {
    const { server, databaseName } = standIn();
    const { session, timing } = await executeOnWire(server, 'select 1');
    expect(Buffer.from(session.signature, 'base64')).toHaveLength(32);
    expect(session.vitessSession).toEqual({
      autocommit: true,
      targetString: databaseName,
      options: { includedFields: 'ALL', clientFoundRows: true },
      foundRows: '1',
      rowCount: '-1',
      DDLStrategy: 'direct',
      SessionUUID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      enableSystemSettings: true,
    });
    expect(timing).toBeGreaterThan(0);
  });

  test('of one connection keeps its id, LAST_INSERT_ID() and nothing of other sessions', async () => {
    const { client, server } = standIn();
    await client.execute('create table counted (id int primary key auto_increment)');
    await client.execute('insert into counted values (40)');
    const connection = client.connection();
    await connection.execute('insert into counted values ()');
    await client.execute('insert into counted values ()');
    expect((await connection.execute('select last_insert_id() as id')).rows).toEqual([{ id: '41' }]);
    expect((await connection.execute('select 1')).insertId).toBe('0');
    const first = await executeOnWire(server, 'select 1');
    const second = await executeOnWire(server, 'select 1', first.session);
    expect(second.session.vitessSession.SessionUUID).toBe(first.session.vitessSession.SessionUUID);
    expect((await executeOnWire(server, 'select 1')).session.vitessSession.SessionUUID).not.toBe(
      first.session.vitessSession.SessionUUID,
    );
  });

  test('is new for every statement of a client, and nothing survives it', async () => {
    const { client } = standIn();
    await client.execute('create table forgotten (id int primary key auto_increment)');
    const leftovers = [
      'insert into forgotten values ()',
      "set @mine = 'kept', session sql_mode = '', time_zone = '+05:00', names latin1",
      'create temporary table scratch (id int)',
      "select get_lock('a lock', 0)",
      'lock tables forgotten write',
      'use mysql',
      'set autocommit = 0',
    ];
    for (const leftover of leftovers) {
      await client.execute(leftover);
      const { rows } = await client.execute(
        "select last_insert_id() as id, @mine as mine, @@sql_mode like '%STRICT_TRANS_TABLES%' as strict, @@time_zone as zone, @@character_set_client as charset, is_free_lock('a lock') as free, @@autocommit as autocommit, database() as db",
      );
      const db = standIn().databaseName;
      expect(rows, leftover).toEqual([
        {
          id: '0',
          mine: null,
          strict: '1',
          zone: '+00:00',
          charset: 'utf8mb4',
          free: '1',
          autocommit: '1',
          db,
        },
      ]);
    }
    expect((await databaseErrorOf(client.execute('select * from scratch'))).message).toContain(
      '(errno 1146)',
    );
    await client.execute('drop table forgotten');
  });

  test('is on UTC and on the collation of MySQL 8', async () => {
    const { client } = standIn();
    const { rows } = await client.execute(
      "select @@time_zone as zone, @@collation_connection as collation, timestampdiff(second, utc_timestamp(), now()) as off, 'É' = 'e' as same",
    );
    expect(rows).toEqual([{ zone: '+00:00', collation: 'utf8mb4_0900_ai_ci', off: '0', same: '1' }]);
  });

  test('also starts with refresh()', async () => {
    const { server } = standIn();
    server.clear();
    const connection = connect({ url: server.url });
    await connection.refresh();
    expect((await connection.execute('select 1 as one')).rows).toEqual([{ one: '1' }]);
    expect(server.requests).toEqual([
      'POST /psdb.v1alpha1.Database/CreateSession',
      'POST /psdb.v1alpha1.Database/Execute',
    ]);
    expect(server.statements).toEqual(['select 1 as one']);
  });

  test('that was made up, changed or sent by another server is refused', async () => {
    const { server } = standIn();
    const { session } = await executeOnWire(server, 'select 1');
    const vitessSession = { ...session.vitessSession, lastInsertId: '1; drop table x' };
    const made = [
      {},
      [],
      'x',
      1,
      false,
      { signature: '' },
      { signature: 'AAAA', vitessSession: null },
      { ...session, vitessSession },
      { ...session, signature: session.signature.replace(/....$/, 'AAA=') },
    ];
    for (const each of made) {
      const response = await post(server, { query: 'select 1', session: each });
      expect([response.status, await response.json()], JSON.stringify(each)).toEqual([
        400,
        {
          error: {
            code: 'invalid_argument',
            message: expect.stringMatching(/^invalid session: expected null, or/),
          },
        },
      ]);
    }
  });

  test('does not mix with others, however many there are at once', async () => {
    const { client } = standIn();
    const numbers = Array.from({ length: 120 }, (_, index) => index);
    const results = await Promise.all(numbers.map((number) => client.execute('select ? as n', [number])));
    expect(results.map(({ rows }) => rows)).toEqual(numbers.map((number) => [{ n: String(number) }]));
  });

  test('runs one statement at a time', async () => {
    const { server, databaseUrl } = standIn();
    const { session } = await executeOnWire(server, 'select 1');
    const lock = await holdLock(databaseUrl);
    const waiting = executeOnWire(server, lock.statement, session);
    await lock.isAwaited();
    const second = await post(server, { query: 'select 2', session });
    expect([second.status, await second.json()]).toEqual([
      400,
      {
        error: {
          code: 'failed_precondition',
          message: expect.stringMatching(
            /^session already in use: [0-9a-f-]{36}; run one statement at a time/,
          ),
        },
      },
    ]);
    await lock.release();
    expect((await waiting).error).toBeUndefined();
    expect((await executeOnWire(server, 'select 2', session)).error).toBeUndefined();
  });
});
