import { eq, sql } from 'drizzle-orm';
import type { RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import * as tables from '../../src/schema/production.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { mysql2On } from '../backends/mysql2.ts';
import { ownDatabase } from '../backends/own-database.ts';
import type { PasskeyAdapter } from '../support/calls/passkey-adapter.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { newPasskey } from '../support/rows/passkey-samples.ts';
import {
  anHourAgo,
  inAnHour,
  newAccount,
  newUser,
  signIn,
  unique,
  uniqueEmail,
} from '../support/rows/samples.ts';

/** Leaves out the lines that name what tables without passkeys do not have, as the page says. */
const withoutPasskeys = (text: string) =>
  text
    .split('\n')
    .filter((line) => !/\bk\b/.test(line))
    .join('\n');

const [find = '', repair = ''] = await codeUnder('errors.md', 'OUTCOME_UNKNOWN', 'sql');
const [clearOut = ''] = await codeUnder('schema.md', 'Clearing out expired rows', 'sql');

describe.each(Object.entries(inject('servers')))('the SQL by hand in the docs, on %s', (server, url) => {
  let backend: OpenBackend;
  let adapter: PasskeyAdapter;
  beforeAll(async () => {
    const { open } = mysql2On(ownDatabase(server as 'mysql' | 'mariadb'));
    backend = await open(url, { additions: await productionSql() });
    adapter = backend.adapter({ tables, undoFailedSignUp: false }) as PasskeyAdapter;
  });
  afterAll(() => backend.close());

  const at = async (moment: Date, email: string) => {
    const dated = backend.adapter({ tables, undoFailedSignUp: false, now: () => moment });
    return (await dated.createUser(newUser({ email }))).id;
  };
  const run = async (text: string) => (await backend.db.execute(sql.raw(text)))[0];
  const namesIn = (rows: unknown) => (rows as RowDataPacket[]).map(({ email }) => email);

  it('finds and deletes a user whom a first sign-in has left behind, and nobody else', async () => {
    const email = 'ada@example.com';
    const left = await at(anHourAgo(), email);
    expect(namesIn(await run(find))).toEqual([email]);
    await run(repair);
    expect(await adapter.getUser(left)).toBeNull();

    // Under way right now.
    const young = await at(new Date(), email);
    await run(repair);
    expect(await adapter.getUser(young)).not.toBeNull();
    await adapter.deleteUser(young);

    const completions: ((id: string) => Promise<unknown>)[] = [
      (id) => adapter.linkAccount(newAccount(id)),
      (id) => signIn(adapter, id),
      (id) => adapter.createAuthenticator(newPasskey(id)),
      (id) => adapter.updateUser({ id, emailVerified: new Date() }),
    ];
    for (const complete of completions) {
      const id = await at(anHourAgo(), email);
      await complete(id);
      expect(namesIn(await run(find))).toEqual([]);
      await run(repair);
      expect(await adapter.getUser(id)).not.toBeNull();
      await adapter.deleteUser(id);
    }
  });

  it('deletes nobody else on tables without passkeys, by the lines that the page names', async () => {
    const basic = await mysql2On(ownDatabase(server as 'mysql' | 'mariadb')).open(url);
    onTestFinished(() => basic.close());
    const [found, repaired] = [find, repair].map(withoutPasskeys);
    expect(found).not.toContain('k.user_id');
    expect(repaired).not.toContain('k.user_id');
    const email = 'ada@example.com';
    const old = basic.adapter({ undoFailedSignUp: false, now: anHourAgo });
    const rows = async () => namesIn((await basic.db.execute(sql.raw(found ?? '')))[0]);
    for (const complete of [
      (id: string) => old.linkAccount(newAccount(id)),
      (id: string) => signIn(old, id),
    ]) {
      const { id } = await old.createUser(newUser({ email }));
      await complete(id);
      expect(await rows()).toEqual([]);
      await basic.db.execute(sql.raw(repaired ?? ''));
      expect(await old.getUser(id)).not.toBeNull();
      await old.deleteUser(id);
    }
    const { id: left } = await old.createUser(newUser({ email }));
    expect(await rows()).toEqual([email]);
    await basic.db.execute(sql.raw(repaired ?? ''));
    expect(await old.getUser(left)).toBeNull();
  });

  it('clears out what has ended, and nothing else', async () => {
    const [over, live] = [await signIn(adapter, undefined, anHourAgo()), await signIn(adapter)];
    const link = (expires: Date) =>
      adapter.createVerificationToken({ identifier: unique(), token: unique(), expires });
    const [oldLink, newLink] = [await link(daysAgo(2)), await link(inAnHour())];
    const codes = await guessedAddresses(backend);
    for (const statement of clearOut.split(';').filter((text) => text.trim())) await run(statement);
    const { db } = backend;
    expect(await db.select({ token: tables.sessions.sessionToken }).from(tables.sessions)).toEqual(
      expect.not.arrayContaining([{ token: over.sessionToken }]),
    );
    expect(await adapter.getSessionAndUser(live.sessionToken)).not.toBeNull();
    expect(await adapter.useVerificationToken(oldLink)).toBeNull();
    expect(await adapter.useVerificationToken(newLink)).not.toBeNull();
    await codes.expectBounds();
  });
});

const daysAgo = (count: number) => new Date(Date.now() - count * DAY);
const DAY = 86_400_000;

/** Makes rows of codes that ended a while ago, with every guess of their day made, unless that day is over. */
async function guessedAddresses(backend: OpenBackend) {
  const emailCodes = { allowedAttempts: 1, attemptsPerDay: 1 };
  const at = (moment: Date) => backend.adapter({ tables, emailCodes, now: () => moment });
  const spend = async (moment: Date) => {
    const code = { identifier: uniqueEmail(), token: '123456', expires: new Date(Number(moment) + 600_000) };
    await at(moment).createVerificationToken(code);
    expect(await at(moment).useVerificationToken({ ...code, token: '000000' })).toBeNull();
    return code.identifier;
  };
  const [recent, old] = [await spend(daysAgo(0.9)), await spend(daysAgo(2))];
  const { token, identifier } = tables.verificationTokens;
  const isThere = async (address: string) =>
    (await backend.db.select({ token }).from(tables.verificationTokens).where(eq(identifier, address)))
      .length > 0;
  return {
    /** Expects the first to be out of guesses still, and the second one to begin anew without a row. */
    async expectBounds(): Promise<void> {
      expect([await isThere(recent), await isThere(old)]).toEqual([true, false]);
      for (const [address, isGood] of [
        [recent, false],
        [old, true],
      ] as const) {
        const code = { identifier: address, token: '123456', expires: inAnHour() };
        await at(new Date()).createVerificationToken(code);
        expect((await at(new Date()).useVerificationToken(code)) !== null).toBe(isGood);
      }
    },
  };
}
