import type { FieldPacket } from 'mysql2';

/** The metadata of one column, as vtgate sends it. Zeros and empty values are left out, as in protobuf's JSON. */
export interface Field {
  readonly name: string;
  readonly type?: string;
  readonly table?: string;
  readonly orgTable?: string;
  readonly database?: string;
  readonly orgName?: string;
  readonly columnLength?: number;
  readonly charset?: number;
  readonly decimals?: number;
  readonly flags?: number;
}

/** Flags of a column in MySQL's protocol. */
const UNSIGNED = 0x20;
const BINARY = 0x80;
const ENUM = 0x100;
const SET = 0x800;
/** A flag that MySQL never sends; Vitess adds it to every type that it counts as a number. */
const NUM = 0x8000;

const NUMBERS = new Set([0, 1, 2, 3, 4, 5, 6, 8, 9, 13, 246]);

/** Vitess's type names by MySQL's type number; the second of a pair is for UNSIGNED numbers and BINARY text. */
const NAMES: Readonly<Record<number, string | readonly [string, string]>> = {
  0: 'DECIMAL',
  1: ['INT8', 'UINT8'],
  2: ['INT16', 'UINT16'],
  3: ['INT32', 'UINT32'],
  4: 'FLOAT32',
  5: 'FLOAT64',
  7: 'TIMESTAMP',
  8: ['INT64', 'UINT64'],
  9: ['INT24', 'UINT24'],
  10: 'DATE',
  11: 'TIME',
  12: 'DATETIME',
  13: 'YEAR',
  15: ['VARCHAR', 'VARBINARY'],
  16: 'BIT',
  242: 'VECTOR',
  245: 'JSON',
  246: 'DECIMAL',
  249: ['TEXT', 'BLOB'],
  250: ['TEXT', 'BLOB'],
  251: ['TEXT', 'BLOB'],
  252: ['TEXT', 'BLOB'],
  253: ['VARCHAR', 'VARBINARY'],
  254: ['CHAR', 'BINARY'],
  255: 'GEOMETRY',
};

/** Returns the metadata of a result's column, with Vitess's type names (go/sqltypes). */
export function fieldOf(packet: FieldPacket): Field {
  const { columnType = 6, characterSet = 0, columnLength = 0, decimals, table, orgTable, orgName } = packet;
  const flags = Number(packet.flags);
  return withoutZeros({
    name: packet.name,
    type: typeName(columnType, flags),
    table,
    orgTable,
    database: packet.schema,
    orgName,
    columnLength,
    charset: characterSet,
    decimals,
    flags: NUMBERS.has(columnType) ? flags | NUM : flags,
  });
}

/** Returns Vitess's name of a type, or undefined for NULL, which is zero there. */
function typeName(type: number, flags: number): string | undefined {
  if (type === 254 && flags & ENUM) return 'ENUM';
  if (type === 254 && flags & SET) return 'SET';
  const name = NAMES[type];
  if (name === undefined || typeof name === 'string') return name;
  const [first, second] = name;
  return flags & (NUMBERS.has(type) ? UNSIGNED : BINARY) ? second : first;
}

function withoutZeros(field: { readonly [Name in keyof Field]: Field[Name] | undefined }): Field {
  const entries = Object.entries(field).filter(([name, value]) => name === 'name' || value);
  // Only undefined, zero or empty values are left out; the name, the only required one, stays.
  return Object.fromEntries(entries) as unknown as Field;
}
