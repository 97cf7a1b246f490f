import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { sessions, users } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newUser, unique, uniqueEmail } from '../../support/rows/samples.ts';

/** Text that a driver must escape, that a collation ignores, or that a server might trim or fold. */
const texts = [
  '',
  ' ',
  `O'Brien "Bob" \\ \\' ? ?? :name @x -- # /* */ ;`,
  '%_\\%\\_ $1 {{x}}',
  'a\0b\b\t\n\r\x1a\x7f\u2028\u2029\ufeff',
  'Zoe\u0308 and Zoë',
  'ß SS ſ K \u212a ı İ',
  '👩‍👩‍👧‍👦 \u{10ffff} \ufffd',
  'trailing blanks  ',
];

export function valuesContract(backend: () => OpenBackend): void {
  const storedOf = async (id: string) => (await backend().db.select().from(users).where(eq(users.id, id)))[0];

  it.each(texts)('keeps a name letter for letter: case %#', async (name) => {
    const adapter = backend().adapter();
    const created = await adapter.createUser(newUser({ name }));
    expect(created.name).toBe(name);
    expect((await storedOf(created.id))?.name).toBe(name);
    expect(await adapter.getUser(created.id)).toEqual(created);
    const updated = await adapter.updateUser({ id: created.id, name: `${name}.` });
    expect(updated).toEqual({ ...created, name: `${name}.` });
    expect((await storedOf(created.id))?.name).toBe(`${name}.`);
  });

  it.each(['x', 'é', '😀', '\0', ' '])(
    'keeps 255 characters and refuses one more in an update: case %#',
    async (letter) => {
      const adapter = backend().adapter();
      const name = letter.repeat(255);
      const created = await adapter.createUser(newUser({ name }));
      expect((await storedOf(created.id))?.name).toBe(name);
      expect(await adapter.getUser(created.id)).toEqual(created);

      const message = expect.stringMatching(
        /`name` of table users .* 255 characters, got 256: widen the column/,
      );
      const tooLong = { code: 'VALUE_TOO_LONG', table: 'users', column: 'name', message };
      await expect(adapter.updateUser({ id: created.id, name: `${name}.` })).rejects.toMatchObject(tooLong);
      expect(await adapter.getUser(created.id)).toEqual(created);
    },
  );

  it('keeps an address of 254 characters, which is the longest that there is, and finds it', async () => {
    const adapter = backend().adapter();
    const local = unique().padEnd(64, 'l').toLowerCase();
    const email = `${local}@${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(57)}.com`;
    expect(email).toHaveLength(254);
    const created = await adapter.createUser(newUser({ email }));
    expect((await storedOf(created.id))?.email).toBe(email);
    expect(await adapter.getUserByEmail(email.toUpperCase())).toEqual(created);
    const token = { identifier: email, token: unique('token'), expires: inAnHour() };
    await adapter.createVerificationToken(token);
    expect(await adapter.useVerificationToken(token)).toEqual(token);
  });

  it('keeps a number in digits for a name, as some providers give one', async () => {
    const adapter = backend().adapter();
    const created = await adapter.createUser(newUser({ name: 42 as never }));
    expect(created.name).toBe('42');
    expect(await adapter.getUser(created.id)).toEqual(created);
  });

  it.each([
    '0001-01-01T00:00:00.001Z',
    '1582-10-10T12:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '2026-03-29T02:30:00.500Z',
    '2038-01-19T03:14:08.000Z',
    '9999-12-31T23:59:59.999Z',
  ])('keeps %s to the millisecond, in UTC', async (text) => {
    const adapter = backend().adapter();
    const moment = new Date(text);
    const created = await adapter.createUser(newUser({ emailVerified: moment }));
    expect(created.emailVerified).toEqual(moment);
    expect(await adapter.getUser(created.id)).toEqual(created);
    const [row] = await backend()
      .db.select({ text: sql<string>`cast(${users.emailVerified} as char)` })
      .from(users)
      .where(eq(users.id, created.id));
    expect(row?.text).toBe(`${text.slice(0, 23).replace('T', ' ')}000`);
  });

  it('puts neither null nor a date of zeros where there must be a moment', async () => {
    const adapter = backend().adapter();
    const { id: userId } = await adapter.createUser(newUser());
    const refused = { code: 'INVALID_ARGUMENT' };
    for (const expires of [null, undefined, new Date(Number.NaN), '', '0000-00-00', 0, new Date(8e15)]) {
      const sessionToken = unique('session');
      const session = { sessionToken, userId, expires: expires as never };
      await expect(adapter.createSession(session)).rejects.toMatchObject({ ...refused, column: 'expires' });
      const token = { identifier: uniqueEmail(), token: sessionToken, expires: expires as never };
      await expect(adapter.createVerificationToken(token)).rejects.toMatchObject(refused);
      await adapter.createSession({ ...session, expires: inAnHour() });
      if (expires !== undefined) await expect(adapter.updateSession(session)).rejects.toMatchObject(refused);
    }
    const rows = await backend().db.select().from(sessions).where(eq(sessions.userId, userId));
    expect(rows.filter(({ expires }) => Number(expires) > Date.now())).toHaveLength(7);
    const verified = { id: userId, emailVerified: new Date(Number.NaN) };
    await expect(adapter.updateUser(verified)).rejects.toMatchObject(refused);
    expect(await adapter.getUser(userId)).toMatchObject({ emailVerified: null });
  });
}
