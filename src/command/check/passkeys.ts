import { and, not, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { haveSameBytes } from '../../adapter/identity.ts';
import { onAllShards } from '../../maintenance/scatter.ts';
import { type Finding, finding } from './finding.ts';
import type { PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { counted } from './shown-ids.ts';
import { quoted, sameBytes } from './sql-text.ts';
import { canWalk, walk } from './walk.ts';
import { areJoinable } from './ways-in.ts';

/** Finds accounts of passkeys without the passkey, and passkeys without their account. */
export async function checkPasskeys({ tables, work }: Inspection): Promise<Finding[]> {
  const accounts = tables.having('accounts', 'userId', 'type', 'providerAccountId');
  const passkeys = tables.having('authenticators', 'userId', 'providerAccountId');
  const users = tables.having('users', 'id');
  if (!accounts || !passkeys || !users || !areJoinable(tables, users)) return [];
  if (!canWalk(work, accounts) || !canWalk(work, passkeys)) return [];
  const { userId, type, providerAccountId } = accounts.columns as Record<string, MySqlColumn>;
  const { userId: owner, providerAccountId: account } = passkeys.columns as Record<string, MySqlColumn>;
  if (!userId || !type || !providerAccountId || !owner || !account) return [];
  const isOfIt = sql`${owner} = ${userId} and ${haveSameBytes(account, providerAccountId)}`;
  const isOfPasskey = sql`${type} = 'webauthn'`;

  const select = async (given: PresentTable, where: SQL | undefined) => {
    const { id } = given.columns;
    const ids: string[] = [];
    const batches = walk<{ id: string }>(work, given, (db, isInWindow) =>
      db
        .select({ id: onAllShards<string>(id ? sql`cast(${id} as char)` : sql`''`) })
        .from(given.table)
        .where(and(isInWindow, where)),
    );
    for await (const rows of batches) ids.push(...rows.map((row) => row.id));
    return ids;
  };
  const unkeyed = await select(
    accounts,
    and(isOfPasskey, not(sql`exists (select 1 from ${passkeys.table} where ${isOfIt})`)),
  );
  const unlinked = await select(
    passkeys,
    not(sql`exists (select 1 from ${accounts.table} where ${and(isOfPasskey, isOfIt)})`),
  );
  return [
    ...(unkeyed.length > 0 ? [withoutPasskey(accounts, passkeys, unkeyed)] : []),
    ...(unlinked.length > 0 ? [withoutAccount(passkeys, accounts, unlinked)] : []),
  ];
}

const withoutPasskey = (given: PresentTable, passkeys: PresentTable, ids: readonly string[]) =>
  finding('passkey-accounts-without-passkey', {
    table: given.name,
    count: ids.length,
    problem: `${counted(ids.length, 'account', 'accounts')} of type webauthn without a passkey: whoever registers one with the same credential id, which is no secret, is signed in as the owner.`,
    // Auth.js stores the account first, and the passkey once the site's events are over.
    fix: `Run this again in some minutes, since a registration that is under way looks the same; then: ${deletion(
      given,
      ids,
      `${nameIn(given, 'type')} = 'webauthn' AND NOT EXISTS (SELECT 1 FROM ${quoted(passkeys.name)} WHERE ${areOfOne(passkeys, given)})`,
    )}`,
  });

const withoutAccount = (given: PresentTable, accounts: PresentTable, ids: readonly string[]) =>
  finding('passkeys-without-account', {
    table: given.name,
    count: ids.length,
    problem: `${counted(ids.length, 'passkey', 'passkeys')} without an account of type webauthn: nobody can sign in with them, and nobody can register them again.`,
    fix: deletion(
      given,
      ids,
      `NOT EXISTS (SELECT 1 FROM ${quoted(accounts.name)} WHERE ${nameIn(accounts, 'type')} = 'webauthn' AND ${areOfOne(accounts, given)})`,
    ),
  });

/** The most ids in a statement that somebody copies. */
const MOST_IDS = 500;

/**
 * Writes the statement that deletes rows; of tables without a numeric id, or of many, only where to look. It repeats
 * why they go, since it may be run when that has changed.
 */
function deletion({ name, columns }: PresentTable, ids: readonly string[], condition: string): string {
  const numbers = ids.filter((id) => /^\d+$/.test(id));
  if (!columns.id || numbers.length < ids.length || ids.length > MOST_IDS)
    return `Find them in ${quoted(name)} as docs/security.md (Passkeys) says, and delete them.`;
  return `DELETE FROM ${quoted(name)} WHERE ${quoted(columns.id.name)} IN (${ids.join(', ')}) AND ${condition};`;
}

/** Writes that a passkey and an account belong together. */
const areOfOne = (one: PresentTable, other: PresentTable) =>
  `${nameIn(one, 'userId')} = ${nameIn(other, 'userId')} AND ${sameBytes(nameIn(one, 'providerAccountId'), nameIn(other, 'providerAccountId'))}`;

const nameIn = ({ name, columns }: PresentTable, property: string) =>
  `${quoted(name)}.${quoted(columns[property]?.name ?? property)}`;
