import type { Transaction } from '@planetscale/database';
import { expect, test } from 'vitest';
import { deferred } from '../../../support/calls/deferred.ts';
import { databaseErrorOf } from '../database-error-of.ts';
import { holdLock } from '../hold-lock.ts';
import { describeStandIn } from '../open-stand-in.ts';
import { executeOnWire } from '../post.ts';
import { keptTable } from './kept-table.ts';

describeStandIn('statements of one transaction', (standIn) => {
  const { insert, ids } = keptTable(standIn);

  test('at the same time are refused, and the whole transaction is undone', async () => {
    const { client } = standIn();
    for (const count of [2, 3, 10]) {
      const work = client.transaction((transaction) =>
        Promise.all(Array.from({ length: count }, (_, id) => insert(transaction, id))),
      );
      const error = await databaseErrorOf(work);
      expect([error.status, error.message]).toEqual([
        400,
        expect.stringMatching(/^session already in use: /),
      ]);
      expect(await ids()).toEqual([]);
    }
  });

  test('with a session older than the last answer are refused, even when nothing runs', async () => {
    const { server } = standIn();
    const begun = await executeOnWire(server, 'begin');
    const inserted = await executeOnWire(server, 'insert into kept values (1)', begun.session);
    await expect(executeOnWire(server, 'insert into kept values (2)', begun.session)).rejects.toThrow(
      'session already in use',
    );
    await executeOnWire(server, 'commit', inserted.session);
    expect(await ids()).toEqual([1]);
  });

  test('are undone by a ROLLBACK even with an old session, after the statement that still runs', async () => {
    const { server, databaseUrl } = standIn();
    const lock = await holdLock(databaseUrl);
    const begun = await executeOnWire(server, 'begin');
    const inserted = await executeOnWire(server, 'insert into kept values (1)', begun.session);
    const waiting = executeOnWire(server, lock.statement, inserted.session);
    await lock.isAwaited();
    const rollback = executeOnWire(server, 'rollback', begun.session);
    await expect.poll(() => server.statements.at(-1)).toBe('rollback');
    await lock.release();
    expect(await waiting).toMatchObject({ result: { rows: [{ values: btoa('1') }] } });
    expect(await rollback).toMatchObject({ result: {} });
    expect(await ids()).toEqual([]);
    const again = await executeOnWire(server, 'begin');
    await executeOnWire(server, 'select 1', again.session);
    expect(await executeOnWire(server, 'rollback', again.session)).toMatchObject({ result: {} });
  });

  test('that has ended are refused, and do not begin it again', async () => {
    const { server } = standIn();
    const begun = await executeOnWire(server, 'begin');
    const id = begun.session.vitessSession.shardSessions?.[0]?.transactionId;
    await executeOnWire(server, 'commit', begun.session);
    const ended = new RegExp(
      `code = Aborted desc = transaction ${id}: ended at [\\d-]{10} [\\d:.]{12} UTC \\(transaction committed\\) \\(CallerID: local\\)$`,
    );
    const inserted = await executeOnWire(server, 'insert into kept values (1)', begun.session);
    expect(inserted.error?.message).toMatch(ended);
    expect(inserted.session.vitessSession).not.toHaveProperty('inTransaction');
    const committed = await executeOnWire(server, 'commit', begun.session);
    expect(committed.error?.message).toMatch(ended);
    expect(committed.session.vitessSession).not.toHaveProperty('inTransaction');
    expect(await executeOnWire(server, 'rollback', begun.session)).toMatchObject({ result: {} });
    expect(await ids()).toEqual([]);
  });

  test('that lose a deadlock say so', async () => {
    const { client } = standIn();
    await client.execute('insert into kept values (1), (2)');
    const lock = (transaction: Transaction, id: number) =>
      transaction.execute('select * from kept where id = ? for update', [id]);
    const both = [deferred(), deferred()] as const;
    const cross = ([mine, other]: readonly [number, number]) =>
      client.transaction(async (transaction) => {
        await lock(transaction, mine);
        both[mine - 1]?.resolve();
        await Promise.all(both.map(({ promise }) => promise));
        await lock(transaction, other);
      });
    const results = await Promise.allSettled([cross([1, 2]), cross([2, 1])]);
    const [lost] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(lost.message).toMatch(/code = Aborted desc = Deadlock found .* \(errno 1213\) \(sqlstate 40001\)/);
  });
});
