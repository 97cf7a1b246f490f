import { MySqlAdapterError } from '../../errors.ts';
import { propertiesOf } from '../properties-of.ts';

/**
 * Throws `UNSUPPORTED_CLIENT` for a mysql2 pool or connection with a setting that Drizzle's driver cannot work with.
 *
 * mysql2 escapes text before it encodes it. In latin1, ascii and binary it keeps the low byte of each letter, so that
 * `ħ` (U+0127) ends a quotation as `'` (0x27) does, and in the Japanese charsets `¥` becomes a backslash: a cookie
 * could hold SQL. The other charsets store `?` for letters that they lack. `nestTables` gives rows a form that Drizzle
 * cannot read.
 */
export function requireSettings(client: unknown): void {
  const { charsetNumber, nestTables } = settingsOf(client);
  if (typeof charsetNumber === 'number' && !isUtf8mb4(charsetNumber))
    throw unsupported(
      `with the charset utf8mb4, got collation ${charsetNumber}, which would change text: leave \`charset\` out of its options`,
    );
  if (nestTables) throw unsupported('without `nestTables`: set it on single queries instead');
}

function unsupported(what: string): MySqlAdapterError {
  return new MySqlAdapterError('UNSUPPORTED_CLIENT', `Expected a mysql2 pool ${what}.`);
}

/**
 * Returns the settings of a mysql2 pool or connection, of promises or of callbacks; other drivers name theirs
 * differently.
 */
export function settingsOf(client: unknown): ReturnType<typeof propertiesOf> {
  const { config } = propertiesOf(propertiesOf(client).pool ?? client);
  return propertiesOf(propertiesOf(config).connectionConfig ?? config);
}

/** Says whether a client is mysql2's; a cluster's has no settings, but a `Promise`, like every promise client. */
export const isMysql2 = (client: unknown): boolean =>
  Boolean(settingsOf(client).charsetNumber ?? propertiesOf(client).Promise);

/**
 * Says whether a number belongs to a collation of utf8mb4, in MySQL or in MariaDB.
 *
 * @see https://dev.mysql.com/doc/refman/9.7/en/charset-charsets.html
 * @see https://mariadb.com/docs/server/reference/data-types/string-data-types/character-sets/supported-character-sets-and-collations
 */
function isUtf8mb4(collation: number): boolean {
  return UTF8MB4.some(([first, last]) => collation >= first && collation <= last);
}

const UTF8MB4: readonly (readonly [first: number, last: number])[] = [
  [45, 46],
  [224, 247],
  [255, 323],
  // MariaDB's own: for single languages, without padding, and for Unicode 14.
  [608, 610],
  [1069, 1070],
  [1248, 1271],
  [2304, 2559],
];
