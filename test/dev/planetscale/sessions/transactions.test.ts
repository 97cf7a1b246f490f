import { expect, test } from 'vitest';
import { databaseErrorOf } from '../database-error-of.ts';
import { describeStandIn } from '../open-stand-in.ts';
import { executeOnWire } from '../post.ts';
import { keptTable } from './kept-table.ts';

describeStandIn('a transaction', (standIn) => {
  const { insert, ids } = keptTable(standIn);

  test('is one request for each statement and two more, and is visible to all when it is done', async () => {
    const { client, server } = standIn();
    await client.transaction(async (transaction) => {
      await insert(transaction, 1);
      expect(await ids()).toEqual([]);
      await insert(transaction, 2);
      expect((await transaction.execute('select count(*) as n from kept')).rows).toEqual([{ n: '2' }]);
    });
    expect(await ids()).toEqual([1, 2]);
    const inside = server.statements.filter((statement) => statement !== 'select id from kept order by id');
    const [first, second, count] = [1, 2]
      .map((id) => `insert into kept values (${id})`)
      .concat('select count(*) as n from kept');
    expect(inside).toEqual(['BEGIN', first, second, count, 'COMMIT']);
    expect(new Set(server.requests)).toEqual(new Set(['POST /psdb.v1alpha1.Database/Execute']));
  });

  test('stays on one connection, with its variables', async () => {
    await standIn().client.transaction(async (transaction) => {
      const connectionId = async () => (await transaction.execute('select connection_id() as id')).rows;
      const first = await connectionId();
      await transaction.execute('set @mine = 5');
      expect((await transaction.execute('select @mine as mine')).rows).toEqual([{ mine: '5' }]);
      expect(await connectionId()).toEqual(first);
    });
    expect((await standIn().client.execute('select @mine as mine')).rows).toEqual([{ mine: null }]);
  });

  test('refuses temporary tables, as a tablet does, and goes on', async () => {
    await standIn().client.transaction(async (transaction) => {
      await insert(transaction, 1);
      const error = await databaseErrorOf(transaction.execute('create temporary table scratch (id int)'));
      expect(error.message).toContain(
        'code = Internal desc = DDL statement executed inside a transaction (CallerID: local): Sql: ',
      );
    });
    expect(await ids()).toEqual([1]);
  });

  test('shows in the session until it is over', async () => {
    const { server, databaseName } = standIn();
    const begun = await executeOnWire(server, 'START TRANSACTION');
    const shardSession = {
      target: { keyspace: databaseName, shard: '-', tabletType: 'PRIMARY' },
      transactionId: expect.stringMatching(/^\d{19}$/),
      tabletAlias: { cell: 'local', uid: 1 },
    };
    expect(begun.session.vitessSession).toMatchObject({ inTransaction: true, shardSessions: [shardSession] });
    const failed = await executeOnWire(server, 'select nothing', begun.session);
    expect(failed.session.vitessSession).toMatchObject({
      inTransaction: true,
      shardSessions: begun.session.vitessSession.shardSessions,
    });
    const over = await executeOnWire(server, '/* all */ rollback work;', failed.session);
    expect(over.session.vitessSession).not.toHaveProperty('inTransaction');
    expect(over.session.vitessSession).not.toHaveProperty('shardSessions');
  });

  test('is undone as a whole when the work in it fails, by a ROLLBACK', async () => {
    const { client, server } = standIn();
    const work = client.transaction(async (transaction) => {
      await insert(transaction, 1);
      await insert(transaction, 1);
    });
    expect((await databaseErrorOf(work)).message).toContain('(errno 1062)');
    expect(server.statements.at(-1)).toBe('ROLLBACK');
    expect(await ids()).toEqual([]);
  });

  test('goes on after an error and after a savepoint', async () => {
    await standIn().client.transaction(async (transaction) => {
      await insert(transaction, 1);
      await transaction.execute('savepoint one');
      await insert(transaction, 2);
      await databaseErrorOf(insert(transaction, 2));
      await transaction.execute('rollback to savepoint one');
      await insert(transaction, 3);
      await transaction.execute('release savepoint one');
    });
    expect(await ids()).toEqual([1, 3]);
  });

  test.each([
    ['Aborted', 1213],
    ['ResourceExhausted', 1114],
  ])('is undone and left after %s, so that what follows is outside of it', async (code, errno) => {
    const { server, client } = standIn();
    const begun = await executeOnWire(server, 'begin');
    const inserted = await executeOnWire(server, 'insert into kept values (1)', begun.session);
    const signal = `signal sqlstate '45000' set mysql_errno = ${errno}, message_text = 'made up'`;
    const failed = await executeOnWire(server, signal, inserted.session);
    expect(failed.error?.message).toContain(`code = ${code} desc = made up (errno ${errno})`);
    expect(failed.session.vitessSession).not.toHaveProperty('inTransaction');
    const later = await executeOnWire(server, 'insert into kept values (2)', failed.session);
    expect(later).toMatchObject({ result: { rowsAffected: '1' } });
    expect(await ids()).toEqual([2]);
    expect(await executeOnWire(server, 'commit', later.session)).toMatchObject({ result: {} });
    expect(await executeOnWire(server, 'rollback', begun.session)).toMatchObject({ result: {} });
    expect((await client.execute('select id from kept for update')).rows).toEqual([{ id: 2 }]);
  });

  test('ends when MySQL ends it by itself', async () => {
    const { client, server } = standIn();
    const begun = await executeOnWire(server, 'begin');
    const inserted = await executeOnWire(server, 'insert into kept values (1)', begun.session);
    const altered = await executeOnWire(server, 'create table beside (id int)', inserted.session);
    expect(altered.session.vitessSession).not.toHaveProperty('inTransaction');
    expect(await ids()).toEqual([1]);
    await client.execute('drop table beside');
  });
});
