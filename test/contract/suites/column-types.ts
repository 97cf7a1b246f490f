import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { newUser } from '../../support/rows/samples.ts';
import { createTable, type ExtraColumn, tables, users } from '../typed-users.ts';

/** Values that a column can hold, with the stored text as the server gives it. */
const kept: readonly [ExtraColumn, unknown, string][] = [
  ...(['-128', '127'].map((end) => ['tiny', Number(end), end]) as [ExtraColumn, number, string][]),
  ['tinyUnsigned', 255, '255'],
  ['tiny', true, '1'],
  ['tinyUnsigned', false, '0'],
  ['small', -32_768, '-32768'],
  ['medium', 8_388_607, '8388607'],
  ['mediumUnsigned', 16_777_215, '16777215'],
  ['whole', -2_147_483_648, '-2147483648'],
  ['whole', '2147483647', '2147483647'],
  ['wholeUnsigned', 4_294_967_295, '4294967295'],
  ['big', -(2n ** 63n), '-9223372036854775808'],
  ['big', '9223372036854775807', '9223372036854775807'],
  ['bigUnsigned', 2n ** 64n - 1n, '18446744073709551615'],
  ['exact', Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ['year', 1901, '1901'],
  ['year', 2155, '2155'],
  ['truth', true, '1'],
  ['truth', 0, '0'],
  ['real', -0.1, '-0.1'],
  ['country', 42, '42'],
  // Sent as a number, it would be the first member's place.
  ['place', 1, '1'],
  ['note', '😀'.repeat(16_383), '😀'.repeat(16_383)],
  ['raw', '😀', '😀'],
  ['bytes', new Uint8Array([0x27, 0x5c, 0x3f, 0x41]), "'\\?A"],
  ['bytes', Buffer.from('"\0x\n'), '"\0x\n'],
  ['day', new Date('2026-01-31T23:59:59.999Z'), '2026-01-31'],
  ['written', new Date('2026-01-31T23:59:59.999Z'), '2026-01-31 23:59:59'],
  ['written', '2026-01-31T12:34', '2026-01-31 12:34:00'],
  ['writtenDay', new Date('2026-01-31T23:59:59.999Z'), '2026-01-31'],
  ['writtenStamp', '2026-01-31 12:34:56.123456', '2026-01-31 12:34:56.123456'],
  ['data', Object.assign(Object.create(null), { a: [1, "'"] }), `{"a":[1,"'"]}`],
];

const refused: readonly [ExtraColumn, ...unknown[]][] = [
  ['tiny', -129, 128, 1.5, '1.5', Number.NaN],
  ['tinyUnsigned', -1, 256],
  ['small', 32_768, true],
  ['medium', -8_388_609],
  ['mediumUnsigned', -1, 16_777_216],
  ['whole', 2_147_483_648, '-2147483649'],
  ['wholeUnsigned', -1, 4_294_967_296],
  ['big', 2n ** 63n, '-9223372036854775809'],
  ['bigUnsigned', -1n, 2n ** 64n],
  ['exact', 2 ** 53, 2n ** 53n],
  ['year', 1900, 2156, 70, 0],
  ['truth', 2, '1', 'true'],
  ['real', Number.NaN, Number.POSITIVE_INFINITY, true],
  ['country', 123, 'abc', true],
  ['place', 2.5, 0, 3, 'a', '1 '],
  ['note', `${'😀'.repeat(16_383)}four`],
  ['raw', '😀.', 12_345],
  ['bytes', new Uint8Array(5)],
  ['day', new Date(Number.NaN), '2026-01-31'],
  ['stamp', new Date(0), new Date('2038-01-19T03:14:08Z')],
  [
    'written',
    '',
    'soon',
    '2026-02-31',
    '2026-01-31 24:00',
    '2026-01-31T12:34:56Z',
    20_260_131,
    new Date(Number.NaN),
  ],
  ['written', '2026-01-31 12:34:56+05:30', '2026-01-31 12:34:56 and more', '31.01.2026'],
  ['writtenDay', '2026-13-01', '0000-00-00'],
  ['writtenStamp', '2038-01-19 03:14:08', '1970-01-01 00:00:00'],
  ['data', sql`1`, () => 1, 1n],
];

export function columnTypesContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    await backend().db.execute(createTable);
  });

  const storedOf = async (id: string, column: ExtraColumn) => {
    const [row] = await backend()
      .db.select({ text: sql<string>`cast(${users[column]} as char)` })
      .from(users)
      .where(eq(users.id, id));
    // MySQL writes JSON with blanks, MariaDB keeps it as it was sent.
    return column === 'data' ? row?.text.replaceAll(' ', '') : row?.text;
  };

  it.each(kept)('keeps in the column %s what it can hold: case %#', async (column, value, stored) => {
    const adapter = backend().adapter({ tables });
    const created = await adapter.createUser({ ...newUser(), [column]: value } as never);
    expect(await storedOf(created.id, column)).toBe(stored);
    const { id } = await adapter.createUser(newUser());
    const updated = await adapter.updateUser({ id, [column]: value } as never);
    expect(await storedOf(id, column)).toBe(stored);
    expect(await adapter.getUser(created.id)).toEqual(created);
    expect(updated).toMatchObject({ [column]: (created as never)[column] });
  });

  it.each(refused)(
    'refuses for the column %s what it cannot, before anything is sent',
    async (column, ...values) => {
      const adapter = backend().adapter({ tables });
      const { id } = await adapter.createUser(newUser());
      const sent = await backend().statementsOf(async () => {
        for (const value of values) {
          const code = expect.stringMatching(/^(INVALID_ARGUMENT|VALUE_TOO_LONG)$/);
          const error = { code, table: 'typed', column: users[column].name };
          await expect(adapter.createUser({ ...newUser(), [column]: value } as never)).rejects.toMatchObject(
            error,
          );
          await expect(adapter.updateUser({ id, [column]: value } as never)).rejects.toMatchObject(error);
        }
      });
      expect(sent).toEqual([]);
    },
  );
}
