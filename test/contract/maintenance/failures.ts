import { expect, it } from 'vitest';
import { type Database, MySqlAdapter } from '../../../src/index.ts';
import { countOrphans, deleteOrphans, prune } from '../../../src/maintenance.ts';
import * as basic from '../../../src/schema/index.ts';
import { inHours, type Site } from './open-site.ts';

const DELETE = /^delete from `sessions`/;
const SELECT = /^select .* from `sessions`/;
/** A refusal as MySQL has it and, for HTTP, as a gateway words it. */
const refusal = (errno: number, code: string, state: string) => ({
  errno,
  message: `target: app.-.primary: vttablet: rpc error: code = ${code} desc = no (errno ${errno}) (sqlstate ${state})`,
});
const DENIED = refusal(1142, 'PermissionDenied', '42000');

export function failuresSuite(site: () => Site): void {
  it.each([
    ['read, which has happened', SELECT, true],
    ['read, which has not happened', SELECT, false],
    ['deleted, which has happened', DELETE, true],
    ['deleted, which has not happened', DELETE, false],
  ])('goes on where a connection breaks while rows are %s', async (_what, statement, executed) => {
    await site().addSessions(5, inHours(-1));
    const live = await site().addSessions(2, inHours(1));
    site().open.drop(statement, { executed });
    expect(await prune(site().adapter(), { batchSize: 2 })).toMatchObject({ done: true });
    expect(await site().sessions()).toEqual(live);
    site().open.drop(statement, { executed });
    expect(await deleteOrphans(site().adapter(), { batchSize: 1, atMost: 2 })).toMatchObject({ done: true });
    expect(await site().sessions()).toEqual([]);
  });

  it('says so where it breaks again and again, loses nothing, and a second run finishes', async () => {
    await site().addSessions(5, inHours(-1));
    const live = await site().addSessions(2, inHours(1), await site().addUser());
    site().open.drop(DELETE, { executed: true, times: 3 });
    await expect(prune(site().adapter(), { batchSize: 2 })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
    expect(await site().sessions()).toEqual(expect.arrayContaining(live));
    expect(await prune(site().adapter())).toMatchObject({ done: true });
    expect(await site().sessions()).toEqual(live);
  });

  it('ends with the error of a batch, keeps what is done, and a second run finishes', async () => {
    await site().addSessions(5, inHours(-1));
    const live = await site().addSessions(2, inHours(1));
    let batches = 0;
    const onProgress = ({ sessions }: { readonly sessions: number }) => {
      if (sessions > 0 && ++batches === 1) site().open.refuse(DELETE, DENIED);
    };
    const pruning = prune(site().adapter(), { batchSize: 2, onProgress });
    await expect(pruning).rejects.toMatchObject({ code: 'DATABASE' });
    const left = await site().sessions();
    expect(left).toEqual(expect.arrayContaining(live));
    expect(left.length).toBe(2 + 3);
    expect(await prune(site().adapter())).toMatchObject({ sessions: 3, done: true });
    site().open.refuse(DELETE, DENIED);
    await expect(deleteOrphans(site().adapter(), { atMost: 2 })).rejects.toMatchObject({ code: 'DATABASE' });
    expect(await site().sessions()).toEqual(live);
    expect(await deleteOrphans(site().adapter(), { atMost: 2 })).toMatchObject({ sessions: 2, done: true });
  });

  it('deletes again what a deadlock has rolled back', async () => {
    await site().addSessions(3, inHours(-1));
    site().open.refuse(DELETE, { ...refusal(1213, 'Aborted', '40001'), times: 2 });
    expect(await prune(site().adapter())).toMatchObject({ sessions: 3, done: true });
  });

  it.each([1175, 1104, 1235])(
    'deletes row by row where a server refuses a batch with error %i',
    async (errno) => {
      await site().addSessions(3, inHours(-1));
      const live = await site().addSessions(2, inHours(1));
      site().open.refuse(DELETE, refusal(errno, 'InvalidArgument', 'HY000'));
      expect(await prune(site().adapter())).toMatchObject({ sessions: 3, done: true });
      expect(await site().sessions()).toEqual(live);
      site().open.refuse(DELETE, refusal(errno, 'InvalidArgument', 'HY000'));
      expect(await deleteOrphans(site().adapter(), { atMost: 2 })).toMatchObject({ sessions: 2, done: true });
      expect(await countOrphans(site().adapter())).toMatchObject({ sessions: 0 });
    },
  );

  it('comes to an end where a proxy asks a replica that still has what is deleted', async () => {
    await site().addSessions(7, inHours(-2));
    await site().addLinks(3, inHours(-2));
    const live = await site().addSessions(1, inHours(1));
    // A transaction that has begun to read goes on to see what it saw.
    const early = await site().open.db.transaction(
      async (late) => {
        for (const table of [basic.sessions, basic.verificationTokens]) await late.select().from(table);
        const split = Object.assign(site().open.source(), { select: late.select.bind(late) });
        const adapter = MySqlAdapter(split as Database, { tables: site().tables });
        return prune(adapter, { batchSize: 3 });
      },
      { isolationLevel: 'repeatable read' },
    );
    // Shards tell rows that ended together in any order, so that one may be passed over until there is a fresh look.
    const late = await prune(site().adapter());
    expect(early.done).toBe(true);
    expect(early.sessions + late.sessions).toBe(7);
    expect(early.verificationTokens + late.verificationTokens).toBe(3);
    expect([await site().sessions(), await site().links()]).toEqual([live, []]);
  });

  it('puts nothing of the rows into an error', async () => {
    const [token = ''] = await site().addSessions(1, inHours(-1), 'hunter2');
    site().open.refuse(DELETE, DENIED);
    const error: unknown = await prune(site().adapter()).catch((thrown: unknown) => thrown);
    const { stack, cause } = error as Error;
    for (const secret of [token, 'hunter2'])
      expect(`${stack} ${JSON.stringify(cause)}`).not.toContain(secret);
  });
}
