/** How the type of a column differs from the one that a Drizzle table declares, if that matters. */
export type Difference = 'narrower' | 'timestamp' | 'other';

/** A type, taken apart. */
interface ParsedType {
  readonly name: string;
  readonly size: number | undefined;
  readonly isUnsigned: boolean;
}

/** Compares the type that a database has with the declared one; undefined if it holds all that the declared one does. */
export function compareTypes(declared: string, actual: string): Difference | undefined {
  const [wanted, found] = [parseType(declared), parseType(actual)];
  for (const compare of [compareTexts, compareBytes, compareNumbers, compareDates]) {
    const result = compare(wanted, found);
    if (result !== 'unknown') return result;
  }
  return undefined;
}

type Compared = Difference | 'unknown' | undefined;

function parseType(type: string): ParsedType {
  const [, name = '', size] = /^(\w+)(?:\((\d+)\))?/.exec(type.toLowerCase()) ?? [];
  const isSerial = name === 'serial';
  return {
    name: isSerial ? 'bigint' : name === 'integer' ? 'int' : name.replace(/^bool(ean)?$/, 'tinyint'),
    size: size === undefined ? undefined : Number(size),
    isUnsigned: isSerial || /\bunsigned\b/i.test(type),
  };
}

/** The bytes of types without a given length. */
const BYTES = new Map([
  ['tiny', 255],
  ['', 65_535],
  ['medium', 16_777_215],
  ['long', 4_294_967_295],
]);

/** The most bytes of a character in utf8mb4. */
const WIDEST = 4;

function compareTexts(wanted: ParsedType, found: ParsedType): Compared {
  const characters = (type: ParsedType) => sizeOf(type, 'char', 'text');
  const limit = characters(wanted);
  if (limit === undefined) return 'unknown';
  const room = characters(found);
  if (room === undefined) return 'other';
  return room < limit ? 'narrower' : undefined;
}

function compareBytes(wanted: ParsedType, found: ParsedType): Compared {
  const limit = sizeOf(wanted, 'binary', 'blob');
  if (limit === undefined) return 'unknown';
  const room = sizeOf(found, 'binary', 'blob');
  if (room === undefined) return 'other';
  return room < limit ? 'narrower' : undefined;
}

/** Returns how many bytes a type holds at most; undefined if it is not of these kinds. */
function sizeOf({ name, size }: ParsedType, short: string, long: string): number | undefined {
  const perUnit = short === 'char' ? WIDEST : 1;
  if (name === short || name === `var${short}`) return (size ?? 1) * perUnit;
  return name.endsWith(long) ? BYTES.get(name.slice(0, -long.length)) : undefined;
}

const BITS = new Map([
  ['tinyint', 8],
  ['smallint', 16],
  ['mediumint', 24],
  ['int', 32],
  ['bigint', 64],
]);

function compareNumbers(wanted: ParsedType, found: ParsedType): Compared {
  const largest = ({ name, isUnsigned }: ParsedType) => {
    const bits = BITS.get(name);
    return bits === undefined ? undefined : 2 ** (isUnsigned ? bits : bits - 1);
  };
  const [limit, room] = [largest(wanted), largest(found)];
  if (limit === undefined) return 'unknown';
  if (room === undefined) return 'other';
  return room < limit ? 'narrower' : undefined;
}

function compareDates(wanted: ParsedType, found: ParsedType): Compared {
  const isMoment = /^(datetime|timestamp)$/;
  if (!isMoment.test(wanted.name)) return 'unknown';
  if (found.name === 'date') return 'narrower';
  if (!isMoment.test(found.name)) return 'other';
  // A JavaScript date has no more than milliseconds.
  if ((found.size ?? 0) < Math.min(wanted.size ?? 0, 3)) return 'narrower';
  return found.name === 'timestamp' && wanted.name !== 'timestamp' ? 'timestamp' : undefined;
}
