import { eq, getTableName } from 'drizzle-orm';
import type { MySql2Database } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { expect, onTestFinished, vi } from 'vitest';
import * as tables from '../../../src/schema/production.ts';
import type { Adapter, Backend, OpenBackend, Place } from '../../backends/backend.ts';
import { openVisitedSite } from '../auth/visited-site.ts';
import { applyMigrations } from '../databases/apply-migrations.ts';
import { addedColumns, firstTables, withAddedColumns } from '../databases/first-version.ts';
import { everyRow } from '../rows/every-row.ts';
import { newPasskey } from '../rows/passkey-samples.ts';
import { inAnHour, newAccount, newUser, unique, uniqueEmail } from '../rows/samples.ts';
import { visitAccount } from './account-visit.ts';
import { visitWithPassword } from './password-visit.ts';
import { expectShortLife } from './short-life.ts';
import { signUp } from './sign-up.ts';
import { watched } from './watched.ts';
import { expectWholeLife, wholeLifeOptions } from './whole-life.ts';

/** A database that has rows and the migrations of version 0.1.0, and a driver that is connected to it. */
export interface FirstSite {
  readonly open: OpenBackend;
  /** The address of the database for mysql2. */
  readonly url: string;
  /** The addresses of its shards on the server beneath; of one that has none, its own. */
  readonly shards: readonly string[];
}

/** Connects a driver to a database that is there, maybe of several shards, until the test ends. */
export async function openAt(
  url: string,
  backendOn: (place: Place) => Backend,
  shards: readonly string[] = [url],
): Promise<FirstSite> {
  const isSharded = shards.length > 1;
  const place: Place = {
    name: 'first',
    server: 'mysql',
    open: async () => ({ isSharded, url, direct: createPool(url), close: async () => {} }),
  };
  const open = await backendOn(place).open(url);
  onTestFinished(() => open.close());
  return { open, url, shards };
}

/** Reads all rows of each shard, as the server sends them. */
export const readRows = ({ shards }: FirstSite) =>
  Promise.all(shards.map((shard) => everyRow(shard, ['authenticators'])));

/** Expects the adapter to work before the later migrations, and to go on after them with the same rows and sessions. */
export async function expectUpgrade(first: FirstSite): Promise<void> {
  const { open, url } = first;
  const returned: unknown[] = [];
  const adapter = watched(open.adapter({ tables }), returned);
  const lifelong = watched(open.adapter({ ...wholeLifeOptions, tables }), returned);
  const site = await openVisitedSite(adapter);
  const live = async () => {
    await expectWholeLife(lifelong);
    await expectShortLife(adapter);
    await usePasskey(adapter);
    // A wrapped adapter is none of this package.
    returned.push(...(await visitAccount(open.adapter({ tables }))));
    await visitWithPassword(open.adapter({ tables }));
    await site.signIn();
  };
  expectNothingAdded(await open.statementsOf(live), returned);

  const rows = await readRows(first);
  await applyMigrations(url);
  expect(await readRows(first)).toEqual(rows.map(withAddedColumns));
  const goOn = async () => {
    await site.expectSignedIn();
    await live();
  };
  expectNothingAdded(await open.statementsOf(goOn), returned);
}

/** Expects statements and results to have the columns that are always there, and none that were added. */
function expectNothingAdded(statements: readonly string[], returned: readonly unknown[]): void {
  const sql = statements.join('\n');
  const keys = [...new Set(returned.flatMap(keysIn))];
  expect(keys).toEqual(expect.arrayContaining(['refresh_token', 'identifier', 'sessionToken']));
  for (const name of ['refresh_token', 'identifier']) expect(sql).toContain(`\`${name}\``);
  for (const { key, name } of addedColumns) {
    expect(sql).not.toContain(`\`${name}\``);
    expect(keys).not.toContain(key);
  }
}

const keysIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)])
    : [];

async function usePasskey(adapter: Adapter): Promise<void> {
  const { id } = await adapter.createUser(newUser());
  const passkey = newPasskey(id);
  await adapter.createAuthenticator?.(passkey);
  const used = { ...passkey, counter: 7 };
  expect(await adapter.updateAuthenticatorCounter?.(passkey.credentialID, 7)).toEqual(used);
  expect(await adapter.getAuthenticator?.(passkey.credentialID)).toEqual(used);
}

/** Expects queries of one's own that name every column to fail until the later migrations have run, and no others. */
export async function expectOwnQueries({ open, url }: FirstSite): Promise<void> {
  const db = open.source() as MySql2Database;
  const adapter = open.adapter({ tables });
  const { accounts, verificationTokens } = tables;
  const { id: userId } = await adapter.createUser(newUser());
  const account = await adapter.linkAccount(newAccount(userId));
  const newLink = () => ({ identifier: uniqueEmail(), token: unique('token'), expires: inAnHour() });
  const grown = Object.values(tables).filter((table) =>
    addedColumns.some((added) => added.table === getTableName(table)),
  );
  const wholeRows = [
    ...grown.map((table) => () => db.select().from(table)),
    () => db.insert(accounts).values(newAccount(userId)),
    () => db.insert(verificationTokens).values(newLink()),
  ];
  const isMine = eq(accounts.userId, userId);

  for (const query of wholeRows)
    await expect(query()).rejects.toMatchObject({
      cause: { message: expect.stringMatching(new RegExp(addedColumns.map(({ name }) => name).join('|'))) },
    });
  await db.update(accounts).set({ access_token: 'new' }).where(isMine);
  const { providerAccountId, access_token } = accounts;
  expect(await db.select({ providerAccountId, access_token }).from(accounts).where(isMine)).toEqual([
    { providerAccountId: account.providerAccountId, access_token: 'new' },
  ]);

  await applyMigrations(url);
  // vtgate hears of new columns a moment later.
  const moment = { timeout: 60_000, interval: 100 };
  for (const query of wholeRows) await vi.waitFor(async () => void (await query()), moment);
  expect(await db.select().from(accounts).where(isMine)).toHaveLength(2);
}

/** Expects tables of version 0.1.0 to serve the adapter and one's own queries after the later migrations, too. */
export async function expectFirstTables({ open, url }: FirstSite): Promise<void> {
  await applyMigrations(url);
  const [former, present] = [open.adapter({ tables: firstTables }), open.adapter({ tables })];
  await expectWholeLife(open.adapter({ ...wholeLifeOptions, tables: firstTables }));
  await expectShortLife(former);
  for (const [writer, reader] of [
    [former, present],
    [present, former],
  ] as const) {
    const account = { provider: 'github', providerAccountId: unique() };
    const user = await signUp(writer, account);
    expect(await reader.getUserByAccount(account)).toEqual(user);
  }
  const db = open.source() as MySql2Database;
  const { id: userId } = await former.createUser(newUser());
  const { accounts } = firstTables;
  await db.insert(accounts).values(newAccount(userId));
  expect(await db.select().from(accounts).where(eq(accounts.userId, userId))).toHaveLength(1);
}
