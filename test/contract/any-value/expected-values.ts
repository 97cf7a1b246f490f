/** What happens to a value in a column: it is stored, perhaps changed, or it is refused. */
type Fate = { readonly stored: unknown } | 'refused';

const isWellFormed = (text: string) => Buffer.from(text).toString() === text;
const none = (value: unknown) => value === undefined || value === null;

/** Works out what a column of text must hold. The limit counts characters, or bytes of UTF-8. */
export const text =
  (max: number, unit: 'characters' | 'bytes' = 'characters') =>
  (value: unknown): Fate => {
    if (none(value)) return { stored: null };
    const isNumber = typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
    if (!isNumber && typeof value !== 'string') return 'refused';
    const stored = `${value}`;
    const length = unit === 'bytes' ? Buffer.byteLength(stored) : [...stored].length;
    return length <= max && isWellFormed(stored) ? { stored } : 'refused';
  };

/** Works out the same for text that names something. */
export const name =
  (max: number) =>
  (value: unknown): Fate =>
    typeof value === 'string' && value !== '' && !value.includes('\0') ? text(max)(value) : 'refused';

export const address = (value: unknown): Fate =>
  none(value) || value === '' ? { stored: null } : name(255)(value);

/** Works out the same for an optional detail of a row, which is left out where it does not fit. */
export const decorating =
  (fateOf: (value: unknown) => Fate) =>
  (value: unknown): Fate => {
    const fate = fateOf(value);
    return fate === 'refused' ? { stored: null } : fate;
  };

export const accountId = (value: unknown): Fate =>
  name(255)(typeof value === 'bigint' || Number.isSafeInteger(value) ? `${value}` : value);

export const moment = (value: unknown): Fate => {
  if (none(value)) return { stored: null };
  if (Object.prototype.toString.call(value) !== '[object Date]') return 'refused';
  const year = new Date(value as Date).getUTCFullYear();
  return year >= 0 && year <= 9999 ? { stored: value } : 'refused';
};

export const int32 = (value: unknown): Fate => {
  if (none(value)) return { stored: null };
  const isDecimal = typeof value === 'string' && /^-?(\d{1,20}|\d*\.\d+)$/.test(value);
  if (!isDecimal && typeof value !== 'bigint' && !Number.isFinite(value)) return 'refused';
  // An int has 32 bits, so this loses nothing that would fit.
  const number = Math.floor(Number(value));
  return (number | 0) === number ? { stored: number + 0 } : 'refused';
};

/** Works out the same for a column that must have a value. */
export const required =
  (fate: (value: unknown) => Fate) =>
  (value: unknown): Fate =>
    none(value) ? 'refused' : fate(value);

/** What happens to a value, by column. */
export type Fates = Readonly<Record<string, (value: unknown) => Fate>>;

/** Works out a whole row: undefined if any of its values is refused. */
export function rowOf(fates: Fates, given: object): Record<string, unknown> | undefined {
  const row: Record<string, unknown> = {};
  for (const [key, fateOf] of Object.entries(fates)) {
    const fate = fateOf((given as Record<string, unknown>)[key]);
    if (fate === 'refused') return undefined;
    row[key] = fate.stored;
  }
  return row;
}

/** Says whether a value can be a row at all. */
export const isRow = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('then' in value);
