import { sql } from 'drizzle-orm';
import type { ServerKind } from '../../dev/mysql.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { lookAlikes } from './look-alikes.ts';

/** The way in which a database compares text. */
export interface Collation {
  readonly name: string;
  /** The least number of look-alikes that it takes for equal, so that a test of it tests something. */
  readonly equals: number;
  /** Whether it is the server's default. */
  readonly isDefault?: true;
}

/** The collations to test on each server. */
export const COLLATIONS: Readonly<Record<ServerKind, readonly Collation[]>> = {
  mysql: [
    { name: 'utf8mb4_0900_ai_ci', equals: 110, isDefault: true },
    { name: 'utf8mb4_general_ci', equals: 30 },
    { name: 'utf8mb4_bin', equals: 4 },
    { name: 'latin1_swedish_ci', equals: 15 },
  ],
  mariadb: [
    { name: 'utf8mb4_general_ci', equals: 30, isDefault: true },
    { name: 'utf8mb4_unicode_ci', equals: 100 },
    { name: 'utf8mb4_bin', equals: 4 },
    { name: 'latin1_swedish_ci', equals: 15 },
  ],
};

const charsetOf = (collation: string) => collation.replace(/_.*/, '');

/** Returns the defaults of a database that make its tables inherit a collation. */
export const asDefault = (collation: string) => `character set ${charsetOf(collation)} collate ${collation}`;

/** Asks a server which look-alikes it takes for equal, named by `what`, of those that a column of the collation can hold both names of. */
export async function equalsOf({ db }: OpenBackend, collation: string): Promise<Set<string>> {
  const held = lookAlikes.filter(
    ({ stored, asked }) => canHold(collation, stored) && canHold(collation, asked),
  );
  const text = (value: string) =>
    sql`convert(${`name-${value}`} using ${sql.raw(charsetOf(collation))}) collate ${sql.raw(collation)}`;
  const comparisons = held.map(({ stored, asked }, index) => {
    return sql`${text(stored)} = ${text(asked)} as ${sql.identifier(String(index))}`;
  });
  const [rows] = await db.execute(sql`select ${sql.join(comparisons, sql`, `)}`);
  const [answer = {}] = rows as unknown as Record<string, unknown>[];
  return new Set(held.filter((_, index) => answer[index] === 1).map(({ what }) => what));
}

/** Says whether a column of a collation can hold a text, other than with a NUL, which the adapter stores nowhere. */
export function canHold(collation: string, text: string): boolean {
  const isHeld = charsetOf(collation) === 'latin1' ? isLatin1 : () => true;
  return !/\p{Surrogate}|\0/u.test(text) && [...text].every(isHeld);
}

/** MySQL's latin1 is cp1252: it has letters where ISO 8859-1 has control characters. */
const isLatin1 = (character: string) =>
  character < '\x80' || (character >= '\xa0' && character <= '\xff') || CP1252.includes(character);

const CP1252 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
