import type { MySql2Database } from 'drizzle-orm/mysql2';
import { expect, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { countOrphans, deleteOrphans, prune } from '../../../src/maintenance.ts';
import { inHours, type Site } from './open-site.ts';

const REFUSED = { code: 'INVALID_ARGUMENT' };

export function refusalsSuite(site: () => Site): void {
  it.each([
    ['a date in the future', { before: new Date(Date.now() + 3_600_000) }],
    ['a date that is none', { before: new Date(Number.NaN) }],
    ['text for a date', { before: '2026-01-31' }],
    ['no date', { before: null }],
    ['a batch of none', { batchSize: 0 }],
    ['a batch of too many', { batchSize: 10_001 }],
    ['half a row', { batchSize: 1.5 }],
    ['text for a batch', { batchSize: '10' }],
    ['something else for a signal', { signal: {} }],
    ['something else for a function', { onProgress: 'log' }],
    ['no object', 'now'],
  ])('prune refuses %s, and sends nothing', async (_what, options) => {
    await site().addSessions(1, inHours(-1));
    const sent = await site().open.statementsOf(async () => {
      await expect(prune(site().adapter(), options as never)).rejects.toMatchObject(REFUSED);
    });
    expect(sent).toEqual([]);
  });

  it.each([
    ['no options', undefined],
    ['no limit', {}],
    ['a limit below 0', { atMost: -1 }],
    ['a limit without end', { atMost: Number.POSITIVE_INFINITY }],
    ['text for a limit', { atMost: '10' }],
    ['a batch of none', { atMost: 1, batchSize: 0 }],
  ])('deleteOrphans refuses %s, and sends nothing', async (_what, options) => {
    const sent = await site().open.statementsOf(async () => {
      await expect(deleteOrphans(site().adapter(), options as never)).rejects.toMatchObject(REFUSED);
    });
    expect(sent).toEqual([]);
  });

  it('refuses an adapter in a transaction, and what is no adapter', async () => {
    await site().addSessions(1, inHours(-1));
    const database = site().open.source() as MySql2Database;
    await database.transaction(async (transaction) => {
      const adapter = MySqlAdapter(transaction, { tables: site().tables });
      await expect(prune(adapter)).rejects.toMatchObject(REFUSED);
      await expect(deleteOrphans(adapter, { atMost: 1 })).rejects.toMatchObject(REFUSED);
    });
    for (const adapter of [{}, null, undefined, site().open.db])
      for (const work of [prune, countOrphans, (it: never) => deleteOrphans(it, { atMost: 1 })])
        await expect(work(adapter as never)).rejects.toMatchObject(REFUSED);
    expect(await site().sessions()).toHaveLength(1);
  });

  it('says of a database that cannot be reached just that', async () => {
    const adapter = MySqlAdapter(site().open.unreachable(), { tables: site().tables });
    for (const work of [prune, countOrphans, (it: typeof adapter) => deleteOrphans(it, { atMost: 1 })])
      await expect(work(adapter)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  });
}
