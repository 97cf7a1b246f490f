import { countOrphans } from '../../maintenance/orphans.ts';
import { type Finding, finding } from './finding.ts';
import type { Inspection } from './inspection.ts';
import { counted } from './shown-ids.ts';

/** Finds sessions, accounts and passkeys whose user does not exist. */
export async function checkOrphans({ tables, work }: Inspection): Promise<Finding[]> {
  const owned = tables.all.filter(({ columns }) => columns.userId);
  const isWhole = owned.every(({ key }) => tables.having(key, 'userId'));
  if (!tables.having('users', 'id') || !isWhole) return [];
  const counts = await countOrphans(work.adapter);
  return (['sessions', 'accounts', 'authenticators'] as const).flatMap((key) => {
    const given = tables.having(key, 'userId');
    const count = counts[key];
    if (!given || count === 0) return [];
    return finding('rows-without-user', {
      table: given.name,
      count,
      problem: `${counted(count, 'row belongs', 'rows belong')} to users who do not exist: the adapter ignores them, your own SQL may not.`,
      fix: `Check that --tables is right; then: npx authjs-drizzle-mysql prune --tables ${work.tablesName} --orphans (and --delete to delete them)`,
    });
  });
}
