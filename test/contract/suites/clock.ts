import { type SQL, sql } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import { accounts, sessions, users, verificationTokens } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import {
  anHourAgo,
  inAnHour,
  newAccount,
  newUser,
  signIn,
  unique,
  uniqueEmail,
} from '../../support/rows/samples.ts';

export function clockContract(backend: () => OpenBackend): void {
  /** Makes a row in every table at the times of a clock, and returns the bookkeeping times as text. */
  async function bookkeepingOf(now: () => Date) {
    const adapter = backend().adapter({ now });
    const { id } = await adapter.createUser(newUser());
    await adapter.linkAccount(newAccount(id));
    const { sessionToken } = await signIn(adapter, id, new Date('2100-01-01T00:00:00Z'));
    const token = { identifier: uniqueEmail(), token: unique('token'), expires: inAnHour() };
    await adapter.createVerificationToken(token);
    const read = () =>
      Promise.all([
        moments(users, sql`id = ${id}`),
        moments(accounts, sql`user_id = ${id}`),
        moments(sessions, sql`session_token = ${sessionToken}`),
        moments(verificationTokens, sql`token = ${token.token}`),
      ]);
    return { id, sessionToken, read };
  }

  async function moments(table: MySqlTable, where: SQL) {
    const query = sql`select cast(created_at as char) as created, cast(updated_at as char) as updated
      from ${table} where ${where}`;
    const [rows] = await backend().db.execute(query);
    return (rows as unknown as { created: string; updated: string }[])[0];
  }

  it('stamps every row with the time that the option tells, in whole seconds that are never in the future', async () => {
    const { id, sessionToken, read } = await bookkeepingOf(() => new Date('2001-02-03T04:05:06.999Z'));
    const made = { created: '2001-02-03 04:05:06', updated: '2001-02-03 04:05:06' };
    expect(await read()).toEqual([made, made, made, made]);
    const later = backend().adapter({ now: () => new Date('2002-03-04T05:06:07.999Z') });
    await later.updateUser({ id, name: 'Ada King' });
    await later.updateSession({ sessionToken, expires: inAnHour() });
    const changed = { ...made, updated: '2002-03-04 05:06:07' };
    expect(await read()).toEqual([changed, made, changed, made]);
  });

  it('asks for the time once for a new row, so that it was created and updated at the same moment', async () => {
    let seconds = 0;
    const { read } = await bookkeepingOf(() => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds++)));
    for (const row of await read()) expect(row?.updated).toBe(row?.created);
  });

  it('accepts only valid times, and otherwise deletes and writes nothing', async () => {
    const session = await signIn(backend().adapter(), undefined, anHourAgo());
    const { userId, sessionToken } = session;
    const stored = await moments(sessions, sql`session_token = ${sessionToken}`);
    for (const wrong of [new Date(Number.NaN), Date.now(), '2026-01-31', null, undefined]) {
      const adapter = backend().adapter({ now: () => wrong as Date });
      const calls = [
        () => adapter.getSessionAndUser(sessionToken),
        () => adapter.updateSession({ sessionToken, expires: inAnHour() }),
        () => adapter.createSession({ ...session, sessionToken: unique('session') }),
        () => adapter.createUser(newUser()),
        () => adapter.updateUser({ id: userId, name: 'Changed' }),
        () => adapter.linkAccount(newAccount(userId)),
        () => adapter.createVerificationToken({ identifier: 'x', token: unique(), expires: inAnHour() }),
      ];
      const sent = await backend().statementsOf(async () => {
        const refused = { code: 'INVALID_ARGUMENT', message: expect.stringContaining('`now()`') };
        for (const call of calls) await expect(call()).rejects.toMatchObject(refused);
      });
      expect(sent.filter((statement) => !statement.startsWith('select '))).toEqual([]);
    }
    expect(await moments(sessions, sql`session_token = ${sessionToken}`)).toEqual(stored);
  });
}
