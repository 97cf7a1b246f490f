import { type Finding, finding } from './finding.ts';
import type { PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { hasUniqueKey } from './keys.ts';
import { findRepeated } from './repeated.ts';
import { deletionOfOthers } from './repeated-accounts.ts';
import { counted, shownIds } from './shown-ids.ts';
import { quoted } from './sql-text.ts';

/** Finds accounts that are stored twice, where no unique key forbids it. */
export async function checkAccounts(inspection: Inspection): Promise<Finding[]> {
  const { tables, work } = inspection;
  const given = tables.having('accounts', 'provider', 'providerAccountId');
  if (!given || hasUniqueKey(given, ['provider', 'providerAccountId'])) return [];
  const pair = (texts: readonly string[]) => JSON.stringify(texts);
  const { groups, cut } = await findRepeated(work, given, ['provider', 'providerAccountId'], pair);
  if (groups.length === 0) return [...cut];
  return [
    finding('duplicate-accounts', {
      table: given.name,
      count: groups.length,
      problem: `${counted(groups.length, 'account is', 'accounts are')} stored more than once; of each, only the row with the lowest id whose user exists counts.`,
      fix: `${await deletionOfOthers(inspection, given, groups)} Then create the unique key.`,
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
      fix: `Delete all of them, which signs these people out: ${deletionOfRepeated(given)} Then create the unique key.`,
    }),
    ...cut,
  ];
}

/** Writes the statement that deletes every session whose token another one has too. */
function deletionOfRepeated({ name, columns }: PresentTable): string {
  const token = quoted(columns.sessionToken?.name ?? 'sessionToken');
  const bytes = `CAST(CONVERT(${token} USING utf8mb4) AS BINARY)`;
  return `DELETE FROM ${quoted(name)} WHERE ${bytes} IN (SELECT token FROM (SELECT ${bytes} AS token FROM ${quoted(name)} GROUP BY ${bytes} HAVING COUNT(*) > 1) AS repeated);`;
}

const ofRows = (ids: readonly string[]) => {
  const shown = shownIds(ids);
  return shown && ` Ids of rows: ${shown}.`;
};
