import { type Finding, finding } from './finding.ts';
import type { Inspection } from './inspection.ts';
import { hasUniqueKey } from './keys.ts';
import { findRepeated } from './repeated.ts';
import { counted, shownIds } from './shown-ids.ts';
import { quoted } from './sql-text.ts';

/** Finds accounts that are stored twice, where no unique key forbids it. */
export async function checkAccounts({ tables, work }: Inspection): Promise<Finding[]> {
  const given = tables.having('accounts', 'provider', 'providerAccountId');
  if (!given || hasUniqueKey(given, ['provider', 'providerAccountId'])) return [];
  const pair = (texts: readonly string[]) => JSON.stringify(texts);
  const { groups, cut } = await findRepeated(work, given, ['provider', 'providerAccountId'], pair);
  const ids = groups.flatMap((rows) => rows.map(({ id }) => id));
  if (groups.length === 0) return [...cut];
  return [
    finding('duplicate-accounts', {
      table: given.name,
      count: groups.length,
      problem: `${counted(groups.length, 'account is', 'accounts are')} stored more than once; of each, only the row with the lowest id whose user exists counts.${ofRows(ids)}`,
      fix: `Keep that row of each, and delete the others: DELETE FROM ${quoted(given.name)} WHERE id IN (<ids>); then create the unique key.`,
    }),
    ...cut,
  ];
}

/** Finds sessions that have the same token, where no unique key forbids it. */
export async function checkSessionTokens({ tables, work }: Inspection): Promise<Finding[]> {
  const given = tables.having('sessions', 'sessionToken');
  if (!given || hasUniqueKey(given, ['sessionToken'])) return [];
  const { groups, cut } = await findRepeated(work, given, ['sessionToken'], ([token = '']) => token);
  const ids = groups.flatMap((rows) => rows.map(({ id }) => id));
  if (groups.length === 0) return [...cut];
  return [
    finding('duplicate-session-tokens', {
      table: given.name,
      count: groups.length,
      problem: `${counted(groups.length, 'token belongs', 'tokens belong')} to several sessions, so that chance decides who is signed in.${ofRows(ids)}`,
      fix: `Delete all of them, which signs these people out: DELETE FROM ${quoted(given.name)} WHERE id IN (<ids>); then create the unique key.`,
    }),
    ...cut,
  ];
}

const ofRows = (ids: readonly string[]) => {
  const shown = shownIds(ids);
  return shown && ` Ids of rows: ${shown}.`;
};
