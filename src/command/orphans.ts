import { countOrphans, type DeletedOrphans, deleteOrphans, type Orphans } from '../maintenance/orphans.ts';
import type { Prepared, Values } from './commands.ts';
import { wrongUsage } from './failure.ts';
import { counted, figure } from './figures.ts';
import { printResult } from './print-result.ts';
import { runInBatches } from './run-in-batches.ts';
import { batchSizeIn, wholeNumber } from './whole-number.ts';
import { EXIT } from './work.ts';

/** Checks the options of `prune --orphans`. */
export function prepareOrphans(values: Values): Prepared {
  if (values.before !== undefined) throw wrongUsage('Expected --before only without --orphans.');
  const atMost = wholeNumber(values, 'at-most', { from: 0 });
  if (values.delete) return prepareDeletion(atMost, batchSizeIn(values));
  for (const name of ['at-most', 'batch-size'])
    if (values[name] !== undefined) throw wrongUsage(`Expected --${name} only with --orphans --delete.`);
  return {
    isReadOnly: true,
    async run(work) {
      const orphans = await countOrphans(work.adapter);
      printResult(work, orphans, describe(orphans));
      return sum(orphans) === 0 ? EXIT.ok : EXIT.problem;
    },
  };
}

function prepareDeletion(atMost: number | undefined, batchSize: number | undefined): Prepared {
  if (atMost === undefined)
    throw wrongUsage(
      'Expected --at-most with --delete: the most rows that you expect, as --orphans alone counts them. With the wrong ' +
        'tables, all rows would be without a user.',
    );
  return {
    isReadOnly: false,
    run: (work, progress) =>
      runInBatches<DeletedOrphans>(work, progress, {
        nothing: { sessions: 0, accounts: 0, authenticators: 0, done: false },
        start: (options) => deleteOrphans(work.adapter, { ...options, batchSize, atMost }),
        count: sum,
        describe: describeDeletion,
      }),
  };
}

const sum = ({ sessions, accounts, authenticators }: Orphans) => sessions + accounts + authenticators;

function describe(orphans: Orphans): string {
  if (sum(orphans) === 0) return 'Every session, account and passkey belongs to a user who exists.';
  return [
    'Rows whose user does not exist:',
    `  sessions  ${figure(orphans.sessions)}`,
    `  accounts  ${figure(orphans.accounts)}`,
    `  passkeys  ${figure(orphans.authenticators)}`,
    `To delete them: --orphans --delete --at-most ${sum(orphans)}`,
  ].join('\n');
}

function describeDeletion(deleted: DeletedOrphans): string {
  const { sessions, accounts, authenticators, done } = deleted;
  if (done && sum(deleted) === 0)
    return 'Nothing to delete: every session, account and passkey belongs to a user.';
  const rows = new Intl.ListFormat('en').format([
    counted(sessions, 'session'),
    counted(accounts, 'account'),
    counted(authenticators, 'passkey'),
  ]);
  return `Deleted ${rows} whose user does not exist${done ? '.' : '; the others are still there. Run it again to go on.'}`;
}
