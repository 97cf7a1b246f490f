import { runInNewContext } from 'node:vm';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';

/** Makes text of every kind: of any script, of half surrogate pairs, around the widths of the columns, and of SQL. */
export const anyText = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
    fc
      .tuple(fc.constantFrom('x', 'é', '😀', '\0', ' '), fc.integer({ min: 253, max: 258 }))
      .map(([letter, length]) => letter.repeat(length)),
    fc.array(fc.constantFrom(...SQL_WORDS)).map((words) => words.join('')),
  );

const SQL_WORDS = [
  "'",
  '"',
  '`',
  '\\',
  '?',
  '??',
  ':name',
  ':1',
  '@a',
  '--',
  '#',
  '/*',
  '*/',
  ';',
  '%',
  '_',
  ' ',
];
SQL_WORDS.push('\0', '\x1a', '\n', '\r', ' or 1=1', 'null', 'x');

/** Makes a value of any kind, most of which belong in no column. */
export const anyValue = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    anyText(),
    fc.anything({
      maxDepth: 1,
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    }),
    fc.constantFrom(...oddValues()),
  );

/** Makes a date that a column holds, at most as old as the years that MySQL writes with four digits. */
export const anyMoment = (): fc.Arbitrary<Date> =>
  fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });

/** Makes values that drivers or Drizzle take for something else, and values that throw when they are read. */
function oddValues(): unknown[] {
  const fail = () => {
    throw new Error('Expected nobody to ask.');
  };
  return [
    ...[
      sql`1`,
      sql.raw('1'),
      sql.placeholder('id'),
      { queryChunks: [] },
      { getSQL: fail },
      { toSqlString: () => '1' },
    ],
    ...[{ toString: fail, valueOf: fail, toJSON: fail }, Promise.resolve('x')],
    ...[runInNewContext('new Date(5)'), runInNewContext("new String('x')"), runInNewContext('[1]')],
    ...[
      Buffer.from('x'),
      new ArrayBuffer(1),
      new DataView(new ArrayBuffer(1)),
      Symbol('x'),
      () => 'x',
      class {},
    ],
    ...[-0, 1e21, 2 ** 53, Number.NaN, Number.NEGATIVE_INFINITY, 2n ** 64n, 2 ** 31, '007', '1e3', '-1'],
    ...[new Date(Number.NaN), new Date(8e15), '2026-01-31', '0000-00-00 00:00:00', true, false],
  ];
}

/** Makes values that look like a text to a database, or become that text on the way to it. */
export const lookalikesOf = (text: string): unknown[] => [
  ...[
    text.toUpperCase(),
    text.toLowerCase(),
    `${text} `,
    ` ${text}`,
    `${text}\0`,
    `${text}\u200b`,
    text.slice(0, -1),
  ],
  ...[
    text.replace('a', 'á'),
    text.replace('a', 'ａ'),
    text.replace('a', '\ud800'),
    text.replace('\ufffd', '\udc00'),
    `${text}' or '1'='1`,
    `%${text}%`,
  ],
  ...[
    [text],
    [[text]],
    Object(text),
    Buffer.from(text),
    { toString: () => text },
    { id: text },
    new Set([text]),
  ],
];

/** Keys that a caller may give besides the columns, or that are not the caller's to set. */
const NOISE = [
  {},
  { id: 'ada' },
  { createdAt: new Date(0), updatedAt: 'never' },
  { 'not-before-policy': 0, "'; --": [] },
  JSON.parse('{"__proto__":{"email":"eve@example.com"},"constructor":{"name":"x"}}'),
];

/** Makes a row of usual values; now and then with an odd value, with keys that no column has, or no row at all. */
export function anyRow(usual: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const cell = (arbitrary: fc.Arbitrary<unknown>) =>
    fc.oneof(
      { arbitrary, weight: 24 },
      { arbitrary: anyValue(), weight: 2 },
      { arbitrary: fc.constantFrom(undefined, null, ''), weight: 1 },
    );
  const cells = Object.fromEntries(Object.entries(usual).map(([key, arbitrary]) => [key, cell(arbitrary)]));
  const row = fc.oneof(
    { arbitrary: fc.record(cells), weight: 4 },
    { arbitrary: fc.record(cells, { requiredKeys: [] }), weight: 1 },
  );
  const noisy = fc.tuple(row, fc.constantFrom(...NOISE)).map(([values, noise]) => ({ ...values, ...noise }));
  return fc.oneof({ arbitrary: noisy, weight: 20 }, { arbitrary: anyValue(), weight: 1 });
}
