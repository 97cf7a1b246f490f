import type { Field } from '../../../dev/planetscale/rows/field.ts';

/** A column of some type: its declaration, a value in SQL, and the field and the value that must come back. */
interface Sample {
  readonly declaration: string;
  readonly value: string;
  readonly field: Omit<Field, 'name'>;
  readonly decoded: unknown;
}

const sample = (declaration: string, value: string, field: Sample['field'], decoded: unknown): Sample => ({
  declaration,
  value,
  field,
  decoded,
});

const number = (type: string, columnLength: number, flags = 32768) => ({
  type,
  columnLength,
  charset: 63,
  flags,
});
const text = (type: string, columnLength: number, flags = 0) => ({
  type,
  columnLength,
  charset: 255,
  ...(flags > 0 && { flags }),
});
const bytes = (type: string, columnLength: number, flags = 128) => ({
  type,
  columnLength,
  charset: 63,
  flags,
});
const raw = (...values: (number | string)[]) =>
  new Uint8Array(values.flatMap((value) => (typeof value === 'string' ? [...Buffer.from(value)] : [value])));

const point = raw(0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x40);

/**
 * Every type of MySQL. The names, flags, character sets and lengths are the ones that PlanetScale gives, as
 * far as database-js recorded them (golden/database.json); the rest follow the same rules.
 */
export const everyType: readonly Sample[] = [
  sample('tinyint', '-128', number('INT8', 4), -128),
  sample('tinyint unsigned', '255', number('UINT8', 3, 32800), 255),
  sample('boolean', 'true', number('INT8', 1), 1),
  sample('smallint', '-32768', number('INT16', 6), -32768),
  sample('smallint unsigned', '65535', number('UINT16', 5, 32800), 65535),
  sample('mediumint', '-8388608', number('INT24', 9), -8388608),
  sample('mediumint unsigned', '16777215', number('UINT24', 8, 32800), 16777215),
  sample('int', '-2147483648', number('INT32', 11), -2147483648),
  sample('int unsigned', '4294967295', number('UINT32', 10, 32800), 4294967295),
  sample('bigint', '-9223372036854775808', number('INT64', 20), '-9223372036854775808'),
  sample('bigint unsigned', '18446744073709551615', number('UINT64', 20, 32800), '18446744073709551615'),
  sample('decimal(2,1)', '1.1', { ...number('DECIMAL', 4), decimals: 1 }, '1.1'),
  sample(
    'decimal(65,30)',
    `${'9'.repeat(35)}.${'1'.repeat(30)}`,
    { ...number('DECIMAL', 67), decimals: 30 },
    `${'9'.repeat(35)}.${'1'.repeat(30)}`,
  ),
  sample('decimal(3,0) unsigned', '7', number('DECIMAL', 3, 32800), '7'),
  sample('float', '1.1', { ...number('FLOAT32', 12), decimals: 31 }, 1.1),
  sample(
    'double',
    '-1.7976931348623157e308',
    { ...number('FLOAT64', 22), decimals: 31 },
    -1.7976931348623157e308,
  ),
  sample('year', '2006', number('YEAR', 4, 32864), 2006),
  sample('bit(3)', "b'111'", bytes('BIT', 3, 32), raw(7)),
  sample(
    'bit(64)',
    "b'1000000000000000000000000000000000000000000000000000000000000001'",
    bytes('BIT', 64, 32),
    raw(0x80, 0, 0, 0, 0, 0, 0, 1),
  ),
  sample('date', "'1000-01-01'", bytes('DATE', 10), '1000-01-01'),
  sample('time', "'-838:59:59'", bytes('TIME', 10), '-838:59:59'),
  sample('time(6)', "'01:01:01.000001'", { ...bytes('TIME', 17), decimals: 6 }, '01:01:01.000001'),
  sample('datetime', "'1000-01-01 01:01:01'", bytes('DATETIME', 19), '1000-01-01 01:01:01'),
  sample(
    'datetime(3)',
    "'2038-01-19 03:14:08.999'",
    { ...bytes('DATETIME', 23), decimals: 3 },
    '2038-01-19 03:14:08.999',
  ),
  sample(
    'datetime(6)',
    "'9999-12-31 23:59:59.499999'",
    { ...bytes('DATETIME', 26), decimals: 6 },
    '9999-12-31 23:59:59.499999',
  ),
  sample('timestamp', "'1970-01-01 00:01:01'", bytes('TIMESTAMP', 19), '1970-01-01 00:01:01'),
  sample(
    'timestamp(3)',
    "'2026-03-29 01:30:00.5'",
    { ...bytes('TIMESTAMP', 23), decimals: 3 },
    '2026-03-29 01:30:00.500',
  ),
  sample('char(4)', "'p'", text('CHAR', 16), 'p'),
  sample('varchar(4)', "'ü😀é'", text('VARCHAR', 16), 'ü😀é'),
  sample('varchar(255) not null', "'a\\0b\\'c'", text('VARCHAR', 1020, 4097), "a\0b'c"),
  sample('tinytext', "'x'", text('TEXT', 1020, 16), 'x'),
  sample('text', "'y'", text('TEXT', 262140, 16), 'y'),
  sample('mediumtext', "'z'", text('TEXT', 67108860, 16), 'z'),
  sample('longtext', "'👩‍👩‍👧‍👦'", text('TEXT', 4294967295, 16), '👩‍👩‍👧‍👦'),
  sample("enum('foo','bar')", "'foo'", text('ENUM', 12, 256), 'foo'),
  sample("set('foo','bar')", "'foo,bar'", text('SET', 28, 2048), 'foo,bar'),
  sample('char(4) collate utf8mb4_bin', "'Ä'", text('BINARY', 16, 128), 'Ä'),
  sample('varchar(4) collate utf8mb4_bin', "'Ä'", text('VARBINARY', 16, 128), 'Ä'),
  sample('text collate utf8mb4_bin', "'Ä'", text('BLOB', 262140, 144), 'Ä'),
  sample('varchar(4) character set latin1', "'Ä'", text('VARCHAR', 16), 'Ä'),
  sample('binary(4)', "'r'", bytes('BINARY', 4), raw('r', 0, 0, 0)),
  sample('varbinary(4)', "x'00ff8041'", bytes('VARBINARY', 4), raw(0, 255, 128, 65)),
  sample('tinyblob', "'t'", bytes('BLOB', 255, 144), raw('t')),
  sample('blob', "x'c328'", bytes('BLOB', 65535, 144), raw(0xc3, 0x28)),
  sample('mediumblob', "'v'", bytes('BLOB', 16777215, 144), raw('v')),
  sample('longblob', "'w'", bytes('BLOB', 4294967295, 144), raw('w')),
  sample('json', `'{"big": 9007199254740991, "foo": "ü", "none": null}'`, bytes('JSON', 4294967295, 144), {
    big: 9007199254740991,
    foo: 'ü',
    none: null,
  }),
  sample('point', 'point(1, 2)', bytes('GEOMETRY', 4294967295, 144), point),
  sample('geometry', 'point(1, 2)', bytes('GEOMETRY', 4294967295, 144), point),
];
