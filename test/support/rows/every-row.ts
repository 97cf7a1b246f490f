import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** The tables of the DDL. */
const TABLES = ['users', 'accounts', 'sessions', 'verification_tokens'] as const;

type Rows = Record<(typeof TABLES)[number], object[]>;

/** Reads all rows of the DDL's tables, and of more, every value as the bytes that the server sends for it. */
export async function everyRow(url: string, more: readonly string[] = []): Promise<Rows> {
  const connection = await createConnection(url);
  try {
    const rows = [...TABLES, ...more].map(async (table) => {
      const sql = `select * from ${table} order by 1`;
      const [found] = await connection.query<RowDataPacket[]>({ sql, typeCast: (field) => field.buffer() });
      return [table, found] as const;
    });
    return Object.fromEntries(await Promise.all(rows)) as Rows;
  } finally {
    await connection.end();
  }
}

/** Puts a row of each kind into every table of the DDL, with a value in every column. */
export async function fillTables(url: string, kinds: readonly Kind[] = allKinds): Promise<void> {
  const connection = await createConnection(url);
  try {
    for (const table of TABLES) {
      const [columns] = await connection.query<RowDataPacket[]>(`describe ${table}`);
      const written = columns.filter(({ Extra }) => Extra !== 'auto_increment');
      for (const kind of kinds) {
        const row = written.map(({ Field, Type, Null }) => [Field, sample(kind, Type, Null === 'YES')]);
        await connection.query(`insert into ${table} set ?`, [Object.fromEntries(row)]);
      }
    }
  } finally {
    await connection.end();
  }
}

interface Sample {
  /** Makes a text of up to so many characters. */
  text(length: number): string;
  readonly int: number;
  readonly datetime: string;
}

const samples = {
  plain: { text: () => 'ada', int: 1, datetime: '2026-01-31 12:34:56.123456' },
  odd: { text: () => ' \'"\\\0\n😀e\u0301 ', int: -1, datetime: '2026-03-29 02:30:00.999999' },
  longest: {
    text: (length) => '😀'.repeat(length),
    int: 2 ** 31 - 1,
    datetime: '9999-12-31 23:59:59.999999',
  },
  least: { text: () => '', int: -(2 ** 31), datetime: '1000-01-01 00:00:00.000001' },
  /** For nullable columns, null; the values are for the others. */
  nulls: { text: () => 'nobody', int: 0, datetime: '2026-01-31 00:00:00' },
} satisfies Record<string, Sample>;

type Kind = keyof typeof samples;
const allKinds = Object.keys(samples) as Kind[];

function sample(kind: Kind, type: string, isNullable: boolean): string | number | null {
  if (kind === 'nulls' && isNullable) return null;
  const { text, int, datetime }: Sample = samples[kind];
  if (type.startsWith('int')) return int;
  if (type.startsWith('datetime')) return type === 'datetime' ? datetime.slice(0, 19) : datetime;
  // A text holds 65,535 bytes: 16,383 characters of four, and three more.
  if (type === 'text') return text(16_383) + (kind === 'longest' ? 'abc' : '');
  return text(Number(/\d+/.exec(type)));
}
