import { expect, test } from 'vitest';
import { databaseErrorOf } from '../database-error-of.ts';
import { holdLock } from '../hold-lock.ts';
import { describeStandIn, type StandIn, temporaryStandIn } from '../open-stand-in.ts';
import { executeOnWire, post } from '../post.ts';

const LOST =
  /^target: \S+: vttablet: rpc error: code = Canceled desc = EOF \(errno 2013\) \(sqlstate HY000\) \(CallerID: local\): Sql: /;
const ENDED =
  /^target: \S+: vttablet: rpc error: code = Aborted desc = transaction \d{19}: ended at [\d-]{10} [\d:.]{12} UTC /;

/** Inserts in a transaction that is then killed. */
async function beginAndInsert({ server, client }: StandIn) {
  await client.execute('create table if not exists lost (id int primary key)');
  const begun = await executeOnWire(server, 'begin');
  return executeOnWire(server, 'insert into lost values (1)', begun.session);
}

/** Returns the session of a transaction whose connection was killed between two statements. */
async function killedSession(standIn: StandIn) {
  const { server, client } = standIn;
  const inserted = await beginAndInsert(standIn);
  const { session, result } = await executeOnWire(server, 'select connection_id()', inserted.session);
  await client.execute(`kill ${atob(result?.rows?.[0]?.values ?? '')}`);
  return session;
}

const rowsOf = async ({ client }: StandIn) => (await client.execute('select id from lost')).rows;

describeStandIn('a transaction whose connection is killed', (standIn) => {
  test('is lost at the next statement, and a ROLLBACK succeeds', async () => {
    const { server } = standIn();
    const killed = await killedSession(standIn());
    const lost = await executeOnWire(server, 'select 1', killed);
    expect(lost.error?.message).toMatch(LOST);
    const ended = await executeOnWire(server, 'select 1', lost.session);
    expect(ended.error?.message).toMatch(ENDED);
    expect(ended.error?.message).toContain('(unlocked closed connection) (CallerID: local)');
    expect(ended.session.vitessSession).not.toHaveProperty('inTransaction');
    expect(await executeOnWire(server, 'rollback', lost.session)).toMatchObject({ result: {} });
    expect(await executeOnWire(server, 'rollback', ended.session)).toMatchObject({ result: {} });
    expect(await rowsOf(standIn())).toEqual([]);
  });

  test('is lost at its COMMIT, which ends it', async () => {
    const { server } = standIn();
    const lost = await executeOnWire(server, 'commit', await killedSession(standIn()));
    expect(lost.error?.message).toMatch(LOST);
    expect(lost.session.vitessSession).not.toHaveProperty('inTransaction');
    expect(await rowsOf(standIn())).toEqual([]);
  });

  test('may be rolled back at once', async () => {
    const over = await executeOnWire(standIn().server, 'rollback', await killedSession(standIn()));
    expect(over).toMatchObject({ result: {} });
    expect(over.session.vitessSession).not.toHaveProperty('inTransaction');
  });

  test('in the middle of a statement is lost there', async () => {
    const { server, client, databaseUrl } = standIn();
    const lock = await holdLock(databaseUrl);
    const work = client.transaction(async (transaction) => {
      const waiting = databaseErrorOf(transaction.execute(lock.statement));
      await lock.isAwaited();
      await lock.killWaiting();
      expect((await waiting).message).toMatch(LOST);
      expect((await databaseErrorOf(transaction.execute('select 2'))).message).toMatch(ENDED);
      throw new Error('mine');
    });
    await expect(work).rejects.toThrow('mine');
    expect(server.statements.at(-1)).toBe('ROLLBACK');
  });

  test('outside of one is replaced', async () => {
    const { client, databaseUrl } = standIn();
    const lock = await holdLock(databaseUrl);
    const waiting = databaseErrorOf(client.execute(lock.statement));
    await lock.isAwaited();
    await lock.killWaiting();
    expect((await waiting).message).toMatch(LOST);
    expect((await client.execute('select 1 as one')).rows).toEqual([{ one: '1' }]);
  });
});

describeStandIn('a transaction that takes longer than the limit', () => {
  test('is undone in the middle of a statement', async () => {
    const standIn = await temporaryStandIn({ transactionTimeoutMs: 1_000 });
    const { server, databaseUrl } = standIn;
    const lock = await holdLock(databaseUrl);
    const { session } = await beginAndInsert(standIn);
    const stopped = await executeOnWire(server, lock.statement, session);
    expect(stopped.error?.message).toMatch(LOST);
    const after = await executeOnWire(server, 'commit', stopped.session);
    expect(after.error?.message).toMatch(ENDED);
    expect(after.error?.message).toContain('(exceeded timeout: 1s) (CallerID: local)');
    expect(await executeOnWire(server, 'rollback', stopped.session)).toMatchObject({ result: {} });
    expect(await rowsOf(standIn)).toEqual([]);
  });

  test('is undone while its client does nothing or is gone', async () => {
    const standIn = await temporaryStandIn({ transactionTimeoutMs: 1_000 });
    const { server, client } = standIn;
    const { session } = await beginAndInsert(standIn);
    await client.execute('insert into lost values (1)'); // waits for the row, which the limit sets free
    const after = await executeOnWire(server, 'insert into lost values (2)', session);
    expect(after.error?.message).toMatch(ENDED);
    expect(await rowsOf(standIn)).toEqual([{ id: 1 }]);
  });

  test('is undone when its client went away in the middle of a statement', async () => {
    const standIn = await temporaryStandIn({ transactionTimeoutMs: 1_000 });
    const { server, client, databaseUrl } = standIn;
    const lock = await holdLock(databaseUrl);
    const { session } = await beginAndInsert(standIn);
    const leaving = new AbortController();
    const asked = post(server, { query: lock.statement, session }, { signal: leaving.signal });
    const left = expect(asked).rejects.toThrow('abort');
    await lock.isAwaited();
    leaving.abort();
    await left;
    await client.execute('insert into lost values (1)');
    expect(await rowsOf(standIn)).toEqual([{ id: 1 }]);
  });
});
