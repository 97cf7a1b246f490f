import { and, isNotNull, not, or, type SQL, sql } from 'drizzle-orm';
import { onAllShards } from '../../maintenance/scatter.ts';
import { type Finding, finding } from './finding.ts';
import type { GivenTables, PresentTable } from './given-tables.ts';
import { actualOf } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { counted, shownIds } from './shown-ids.ts';
import { quoted } from './sql-text.ts';
import { canWalk, walk } from './walk.ts';

/** Ids that are kept to be shown. */
const KEPT = 20;

/** Finds users who have no account, no passkey and no verified address, as sign-ups leave them that failed half-way. */
export async function checkWaysIn({ tables, work }: Inspection): Promise<Finding[]> {
  const users = tables.having('users', 'id', 'email', 'emailVerified');
  const accounts = tables.having('accounts', 'userId');
  const { id, email, emailVerified } = users?.columns ?? {};
  if (!users || !accounts || !id || !email || !emailVerified || !canWalk(work, users)) return [];
  // Without the same collation no join uses the index, and a statement would take for ever: that is a finding already.
  if (!areJoinable(tables, users)) return [];
  const owners = [accounts, tables.having('authenticators', 'userId')].filter((given) => given !== undefined);
  const hasAddress = and(isNotNull(emailVerified), sql`${email} <> ''`);
  const hasRow = owners.map(
    ({ table, columns }) => sql`exists (select 1 from ${table} where ${columns.userId} = ${id})`,
  );
  const isShutOut = not(or(hasAddress, ...hasRow) as SQL); // two conditions at least
  const found: string[] = [];
  let count = 0;
  const batches = walk<{ id: string }>(work, users, (db, isInWindow) =>
    db
      .select({ id: onAllShards<string>(sql`cast(${id} as char)`) })
      .from(users.table)
      .where(and(isInWindow, isShutOut)),
  );
  for await (const rows of batches) {
    found.push(...rows.slice(0, KEPT - found.length).map((row) => row.id));
    count += rows.length;
  }
  if (count === 0) return [];
  return [
    finding('users-without-way-in', {
      table: users.name,
      count,
      problem: `${counted(count, 'user has', 'users have')} no account, no passkey and no verified address: unless they have a password, or you invited them, a sign-up failed half-way, and their provider is refused. Ids: ${shownIds(found, count) || 'none that can be shown'}.`,
      fix: `Delete those who are nobody, as docs/errors.md (OUTCOME_UNKNOWN) shows; to find them: ${selectShutOut(users, owners)}`,
    }),
  ];
}

/** Says whether the ids of users are compared by the same collation everywhere. */
export function areJoinable(tables: GivenTables, users: PresentTable): boolean {
  const { collation } = actualOf(users, 'id') ?? {};
  return (['accounts', 'authenticators'] as const).every((key) => {
    const given = tables.having(key, 'userId');
    return !given || actualOf(given, 'userId')?.collation === collation;
  });
}

function selectShutOut(users: PresentTable, owners: readonly PresentTable[]): string {
  const nameOf = ({ columns }: PresentTable, property: string) => quoted(columns[property]?.name ?? property);
  const id = `u.${nameOf(users, 'id')}`;
  const hasNone = owners.map(
    (given) =>
      `NOT EXISTS (SELECT 1 FROM ${quoted(given.name)} o WHERE o.${nameOf(given, 'userId')} = ${id})`,
  );
  const conditions = [`u.${nameOf(users, 'emailVerified')} IS NULL`, ...hasNone];
  return `SELECT ${id}, u.${nameOf(users, 'email')} FROM ${quoted(users.name)} u WHERE ${conditions.join(' AND ')};`;
}
