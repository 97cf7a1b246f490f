import { sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import { sessions, users, verificationTokens } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newUser, signIn, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { instants } from '../../support/rows/tricky-instants.ts';

export function instantsContract(backend: () => OpenBackend): void {
  /** Reads a column past Drizzle and its driver, which would make dates of it. */
  async function textIn(column: MySqlColumn, key: MySqlColumn, value: string): Promise<string | undefined> {
    const query = sql`select cast(${column} as char) as text from ${column.table} where ${key} = ${value}`;
    const [rows] = await backend().db.execute(query);
    return (rows as unknown as { text: string }[])[0]?.text;
  }

  const sessionText = (token: string) => textIn(sessions.expires, sessions.sessionToken, token);
  const userText = (id: string) => textIn(users.emailVerified, users.id, id);

  it.each(instants)('keeps %o to the millisecond, as UTC, and returns what a read gives', async (instant) => {
    const text = `${instant.toISOString().slice(0, -1).replace('T', ' ')}000`;
    // So that no session has expired yet.
    const adapter = backend().adapter({ now: () => new Date(Number(instant) - 1_000) });

    const user = await adapter.createUser(newUser({ emailVerified: instant }));
    expect(user.emailVerified).toEqual(instant);
    expect(await adapter.getUser(user.id)).toEqual(user);
    expect(await userText(user.id)).toBe(text);

    const session = await signIn(adapter, user.id, instant);
    expect(session.expires).toEqual(instant);
    expect(await adapter.getSessionAndUser(session.sessionToken)).toEqual({ session, user });
    expect(await sessionText(session.sessionToken)).toBe(text);

    const token = { identifier: uniqueEmail(), token: unique('token'), expires: instant };
    expect(await adapter.createVerificationToken(token)).toEqual(token);
    const tokenText = textIn(verificationTokens.expires, verificationTokens.token, token.token);
    expect(await tokenText).toBe(text);
    expect(await adapter.useVerificationToken(token)).toEqual(token);
  });

  it.each(instants)('changes what was another moment to %o', async (instant) => {
    const text = `${instant.toISOString().slice(0, -1).replace('T', ' ')}000`;
    const before = new Date(Number(instant) - 1);
    const adapter = backend().adapter({ now: () => new Date(Number(instant) - 2) });
    const user = await adapter.createUser(newUser({ emailVerified: before }));
    const changed = await adapter.updateUser({ id: user.id, emailVerified: instant });
    expect(changed).toEqual({ ...user, emailVerified: instant });
    expect(await userText(user.id)).toBe(text);
    const { sessionToken } = await signIn(adapter, user.id, before);
    await adapter.updateSession({ sessionToken, expires: instant });
    expect((await adapter.getSessionAndUser(sessionToken))?.session.expires).toEqual(instant);
    expect(await sessionText(sessionToken)).toBe(text);
  });
}
