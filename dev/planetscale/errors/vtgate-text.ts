/** Returns vtgate's text for an error that it finds before it asks a tablet; undefined for any other error of MySQL. */
export function vtgateText(errno: number, message: string, sql: string): string | undefined {
  const database = errno === 1049 && /^Unknown database '(.*)'$/s.exec(message)?.[1];
  if (database) return `VT05003: unknown database '${database}' in vschema`;
  const rest = errno === 1064 ? SYNTAX.exec(message)?.[1] : undefined;
  return rest === undefined ? undefined : syntaxText(rest, sql);
}

/** What vtgate says to a statement of nothing but comments and spaces; MySQL accepts comments. */
export const EMPTY = 'Query was empty';

/** How MySQL quotes the rest of a statement that it cannot parse, up to this many characters. */
const SYNTAX = /^You have an error in your SQL syntax; .* to use near '(.*)' at line \d+$/s;
const QUOTED = 80;

/**
 * Returns vtgate's text for a statement whose rest cannot be parsed.
 *
 * It counts the bytes up to the end of the first word, or of the text whose end is missing.
 */
function syntaxText(rest: string, sql: string): string {
  const start = rest.length < QUOTED ? sql.length - rest.length : sql.indexOf(rest);
  if (/;\s*$/.test(sql.slice(0, start))) return 'Expected a single statement';
  const text = /^(['"`])(?!.*\1)(.*)/s.exec(sql.slice(start))?.[2];
  const word = text ?? /^[\w$]+/.exec(rest)?.[0] ?? '';
  const end = text === undefined ? start + (word.length || (rest ? 1 : 0)) : sql.length;
  const position = Buffer.byteLength(sql.slice(0, end)) + 1;
  return `syntax error at position ${position}${word && ` near '${word}'`}`;
}
