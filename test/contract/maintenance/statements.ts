import { expect, it } from 'vitest';
import { countOrphans, deleteOrphans, prune } from '../../../src/maintenance.ts';
import { lowerCaseId } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { keysIn } from './batches.ts';
import { inHours, type Site } from './open-site.ts';

export function statementsSuite(site: () => Site): void {
  const sentBy = (work: () => Promise<unknown>) => site().open.statementsOf(work);
  const [session, link] = ['sessions', 'verification_tokens'];
  /** What reads the keys of a batch: where no index begins with `expires`, the end of a window is read before. */
  const readsOf = (table: string) => Array(site().isProduction ? 1 : 2).fill(`select ${table}`);
  /** The DELETE of a batch: on several shards, it is refused once, and then one for each row. */
  const deletesOf = (table: string, rows: number) =>
    Array(site().open.isSharded ? rows + 1 : 1).fill(`delete ${table}`);

  it('of a run that finds nothing are one SELECT for each table with an index, and two for each without', async () => {
    const sent = await sentBy(() => prune(site().adapter()));
    expect(sent.map(verbAndTable)).toEqual([...readsOf(session), ...readsOf(link)]);
  });

  it('of a batch are the one that reads its keys and the one that deletes them', async () => {
    await site().addSessions(5, inHours(-1));
    await site().addLinks(4, inHours(-1));
    const sent = await sentBy(() => prune(site().adapter()));
    expect(sent.map(verbAndTable)).toEqual([
      ...readsOf(session),
      ...deletesOf(session, 5),
      ...readsOf(link),
      ...deletesOf(link, 4),
    ]);
  });

  it('of the next batches begin where the last one ended', async () => {
    if (!site().isProduction) return;
    for (const hours of [-9, -8, -7, -6]) await site().addSessions(1, inHours(hours));
    const sent = await sentBy(() => prune(site().adapter(), { batchSize: 2 }));
    const reads = sent.filter((each) => /^select .* from `sessions`/.test(each));
    expect(reads.map((each) => each.includes('`expires` >= '))).toEqual([false, true, true]);
  });

  it('of counting are two SELECTs for each table, and of deleting two more for each that has some', async () => {
    const tables = ['sessions', 'accounts', ...(site().isProduction ? ['authenticators'] : [])];
    const counted = tables.flatMap((table) => [`select ${table}`, `select ${table}`]);
    await site().addSessions(3, inHours(1));
    const adapter = site().adapter();
    expect((await sentBy(() => countOrphans(adapter))).map(verbAndTable)).toEqual(counted);
    const sent = await sentBy(() => deleteOrphans(adapter, { atMost: 3 }));
    expect(sent.map(verbAndTable)).toEqual([...counted, 'select sessions', ...deletesOf('sessions', 3)]);
  });

  it('ask all shards only to read, and delete on the one of a user or an identifier, naming it', async () => {
    const user = lowerCaseId();
    await site().addSessions(3, inHours(-1), user);
    await site().addLinks(2, inHours(-1));
    await site().addAccount(user);
    const sent = await sentBy(async () => {
      await prune(site().adapter());
      await site().addSessions(2, inHours(1), user);
      await deleteOrphans(site().adapter(), { atMost: 3 });
    });
    for (const each of sent) expect(each.includes('ALLOW_SCATTER')).toBe(each.startsWith('select'));
    if (!site().open.isSharded) return;
    const deletions = sent.filter((each) => /^delete/.test(each));
    const alone = deletions.filter((each) => !/ in \(/.test(each));
    expect(alone).toHaveLength(3 + 2 + 2 + 1);
    for (const each of alone) expect(each).toMatch(/`(user_id|identifier)` = '/);
    // Once for each table and run.
    expect(deletions.length - alone.length).toBe(4);
  });

  it('repeat in every DELETE what has to hold, and name no more keys than a batch has rows', async () => {
    await site().addSessions(1200, inHours(-1));
    await site().addLinks(3, inHours(-1));
    await site().addSessions(2, inHours(1));
    const sent = await sentBy(async () => {
      await prune(site().adapter());
      await deleteOrphans(site().adapter(), { atMost: 2 });
    });
    const deletions = sent.filter((each) => each.startsWith('delete'));
    expect(deletions.length).toBeGreaterThanOrEqual(4);
    for (const each of deletions) {
      expect(each).toMatch(/if\(.*`expires` < '|\(select count\(\*\) from `users` where /);
      // MariaDB makes a table of a list of 1,000.
      expect(keysIn(each)).toBeLessThanOrEqual(500);
    }
  });
}
