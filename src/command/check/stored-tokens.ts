import { and, type SQL, sql } from 'drizzle-orm';
import { columnValues } from '../../adapter/columns/values.ts';
import { onAllShards } from '../../maintenance/scatter.ts';
import type { Work } from '../work.ts';
import { type Finding, finding } from './finding.ts';
import type { PresentTable } from './given-tables.ts';
import { actualOf } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { canWalk, walk } from './walk.ts';

/** Finds tokens in two forms beside each other, while `hashSessionTokens` or `encryptOAuthTokens` is being turned on. */
export async function checkStoredTokens({ tables, work }: Inspection): Promise<Finding[]> {
  const sessions = tables.having('sessions', 'sessionToken');
  const accounts = tables.having('accounts');
  return [
    ...(sessions ? await checkHashes(work, sessions) : []),
    ...(accounts ? await checkCiphertexts(work, accounts) : []),
  ];
}

async function checkHashes(work: Work, given: PresentTable): Promise<Finding[]> {
  const { rest, done } = await countForms(work, given, ['sessionToken'], 'sha256$%', isLive(given));
  if (rest === 0 || done === 0) return [];
  return [
    finding('session-tokens-partly-hashed', {
      table: given.name,
      count: rest,
      problem: `${done} sessions that have not expired are stored as a hash, and ${rest} by the token itself.`,
      // Sessions are extended with use, so that no date says when the last of these is over.
      fix: "Keep hashSessionTokens at 'migrate' (from 'read', go to 'migrate' once 'read' runs everywhere) until none is left and this is no longer shown; true before then signs these people out.",
    }),
  ];
}

/** More than lies between any two time zones. */
const ZONES_MS = 26 * 60 * 60 * 1000;

/** Matches sessions that may still be used; a TIMESTAMP may come from a connection with another time zone. */
function isLive(given: PresentTable): SQL | undefined {
  const { expires } = given.columns;
  const actual = actualOf(given, 'expires');
  if (!expires || !actual) return undefined;
  const from = new Date(Date.now() - (actual.type.startsWith('timestamp') ? ZONES_MS : 0));
  return sql`${expires} > ${columnValues(expires).bind(from)}`;
}

/** A token that is encrypted: version, id of the key, 16 characters, and the rest. */
const SEALED = `v1.%.${'_'.repeat(16)}.%`;

const TOKENS = ['access_token', 'refresh_token', 'id_token', 'oauth_token', 'oauth_token_secret'] as const;

async function checkCiphertexts(work: Work, given: PresentTable): Promise<Finding[]> {
  const { rest, done } = await countForms(work, given, TOKENS, SEALED);
  if (rest === 0 || done === 0) return [];
  return [
    finding('oauth-tokens-partly-encrypted', {
      table: given.name,
      count: rest,
      problem: `${done} tokens of providers are encrypted, and ${rest} are not.`,
      fix: `npx authjs-drizzle-mysql reencrypt --tables ${work.tablesName} encrypts the rest`,
    }),
  ];
}

/** Counts the values of columns that look like a pattern, and the others; no value leaves the database. */
async function countForms(
  work: Work,
  given: PresentTable,
  properties: readonly string[],
  pattern: string,
  condition?: SQL,
) {
  const columns = properties.flatMap((property) =>
    actualOf(given, property) ? [given.columns[property]] : [],
  );
  let [done, rest] = [0, 0];
  if (columns.length === 0 || !canWalk(work, given)) return { done, rest };
  const total = (conditions: readonly SQL[]) =>
    sql`coalesce(sum(${sql.join(
      conditions.map((condition) => sql`case when ${condition} then 1 else 0 end`),
      sql` + `,
    )}), 0)`;
  const like = sql.raw(`'${pattern}'`);
  const batches = walk<{ done: number | string; rest: number | string }>(work, given, (db, isInWindow) =>
    db
      .select({
        done: onAllShards<number>(total(columns.map((column) => sql`${column} like ${like}`))),
        rest: sql<number>`${total(columns.map((column) => sql`${column} <> '' and ${column} not like ${like}`))}`,
      })
      .from(given.table)
      .where(and(isInWindow, condition)),
  );
  for await (const [row] of batches) {
    done += Number(row?.done ?? 0);
    rest += Number(row?.rest ?? 0);
  }
  return { done, rest };
}
