import { lt } from 'drizzle-orm';
import { type Pruned, prune } from '../maintenance/prune.ts';
import type { Prepared, Values } from './commands.ts';
import { countRows } from './count-rows.ts';
import { wrongUsage } from './failure.ts';
import { counted } from './figures.ts';
import { pastMoment } from './moment.ts';
import { prepareOrphans } from './orphans.ts';
import { runInBatches } from './run-in-batches.ts';
import { inEveryZone } from './time-zones.ts';
import { batchSizeIn } from './whole-number.ts';
import type { Work } from './work.ts';

/** Checks the options of `prune`. */
export function preparePrune(values: Values): Prepared {
  if (values.orphans) return prepareOrphans(values);
  for (const name of ['delete', 'at-most'])
    if (values[name] !== undefined) throw wrongUsage(`Expected --${name} only with --orphans.`);
  const batchSize = batchSizeIn(values);
  const given = pastMoment(values, 'before');
  return {
    isReadOnly: false,
    async run(work, progress) {
      const before = await inEveryZone(work, given ?? new Date());
      return runInBatches<Pruned>(work, progress, {
        total: () => countExpired(work, before),
        nothing: { sessions: 0, verificationTokens: 0, done: false },
        start: (options) => prune(work.adapter, { ...options, batchSize, before }),
        count: ({ sessions, verificationTokens }) => sessions + verificationTokens,
        describe,
      });
    },
  };
}

async function countExpired({ db, tables }: Work, before: Date): Promise<number> {
  const counts = [tables.sessions, tables.verificationTokens].map((table) =>
    countRows(db, table, lt(table.expires, before)),
  );
  const [sessions = 0, tokens = 0] = await Promise.all(counts);
  return sessions + tokens;
}

function describe({ sessions, verificationTokens, done }: Pruned): string {
  if (done && sessions + verificationTokens === 0)
    return 'Nothing to delete: no session and no verification token has expired.';
  const deleted = `${counted(sessions, 'session')} and ${counted(verificationTokens, 'verification token')}`;
  return `Deleted ${deleted} that had expired${done ? '.' : '; the others are still there. Run it again to go on.'}`;
}
