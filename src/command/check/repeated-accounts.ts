import { sql } from 'drizzle-orm';
import { haveSameBytes } from '../../adapter/identity.ts';
import { countedIdOf } from '../../adapter/tables/columns.ts';
import { onAllShards } from '../../maintenance/scatter.ts';
import type { PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import type { Repeated } from './repeated.ts';
import { readRows, textOf } from './rows.ts';
import { quoted, sameBytes } from './sql-text.ts';
import { areJoinable } from './ways-in.ts';

/** The most ids in a statement. */
const MOST_IDS = 500;

/** Writes what to do about accounts that are stored more than once: of each, the row that counts is never deleted. */
export async function deletionOfOthers(
  inspection: Inspection,
  given: PresentTable,
  groups: Repeated['groups'],
): Promise<string> {
  const { tables, work } = inspection;
  const users = tables.having('users', 'id');
  const isKnown = users && countedIdOf(given.table) && tables.having('accounts', 'userId');
  if (!isKnown || !areJoinable(tables, users))
    return `Look at them with GROUP BY, and of each, keep the row whose user exists and signs in by it.`;
  const shown = groups.slice(0, MOST_IDS);
  const owned = await findOwned(
    inspection,
    given,
    users,
    shown.flatMap((rows) => rows.map(({ id }) => id)),
  );
  const others = shown.flatMap((rows) => {
    const ids = rows.map(({ id }) => id).toSorted((one, other) => Number(BigInt(one) - BigInt(other)));
    const kept = ids.find((id) => owned.has(id));
    return kept === undefined ? [] : ids.filter((id) => id !== kept);
  });
  if (others.length === 0)
    return `Their users do not exist: delete them with npx authjs-drizzle-mysql prune --tables ${work.tablesName} --orphans --delete.`;
  const isAll = groups.length <= MOST_IDS && others.length <= MOST_IDS;
  return `Keep that row of each, and delete the others: ${deletion(given, users, others.slice(0, MOST_IDS))}${isAll ? '' : ' Run this again for the rest.'}`;
}

/** Finds out of which accounts the user exists. */
async function findOwned(
  { work }: Inspection,
  given: PresentTable,
  users: PresentTable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { id, userId } = given.columns;
  const { id: user } = users.columns;
  const owned = new Set<string>();
  if (!id || !userId || !user) return owned;
  for (let start = 0; start < ids.length; start += MOST_IDS) {
    work.signal.throwIfAborted();
    const listed = sql.join(
      ids.slice(start, start + MOST_IDS).map((each) => sql`${each}`),
      sql`, `,
    );
    const rows = await readRows<'id'>(
      work.db,
      given.name,
      sql`select ${onAllShards(sql`cast(${id} as char)`)} as id from ${given.table}
        where ${id} in (${listed})
          and exists (select 1 from ${users.table} where ${user} = ${userId} and ${haveSameBytes(user, userId)})`,
    );
    for (const row of rows) owned.add(textOf(row.id));
  }
  return owned;
}

/** Writes the statement that deletes rows, each of them only while another row of its account is the one that counts. */
function deletion(given: PresentTable, users: PresentTable, ids: readonly string[]): string {
  const of = (row: string, { columns }: PresentTable, property: string) =>
    `${row}.${quoted(columns[property]?.name ?? property)}`;
  const areEqual = (one: string, other: string) => `${one} = ${other} AND ${sameBytes(one, other)}`;
  const areSame = ['providerAccountId', 'provider']
    .map((property) => areEqual(of('kept', given, property), of('other', given, property)))
    .join(' AND ');
  const isOwner = (user: string, row: string) => areEqual(of(user, users, 'id'), of(row, given, 'userId'));
  const [kept, other] = [of('kept', given, 'id'), of('other', given, 'id')];
  const [accounts, people] = [quoted(given.name), quoted(users.name)];
  return [
    `DELETE other FROM ${accounts} AS other JOIN ${accounts} AS kept ON ${areSame} AND ${kept} <> ${other}`,
    `JOIN ${people} AS owner ON ${isOwner('owner', 'kept')}`,
    `WHERE ${other} IN (${ids.join(', ')})`,
    `AND (${kept} < ${other} OR NOT EXISTS (SELECT 1 FROM ${people} AS own WHERE ${isOwner('own', 'other')}));`,
  ].join(' ');
}
