const NUMBER = /(?:0x[\da-f]+|0b[01]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(?![\w$])/iy;
const COMMENT = /\/\*[\s\S]*?(?:\*\/|$)|(?:#|--(?!\S))[^\n]*/y;
const NAME = /[\w$@][\w$@.]*/y;
/** The prefixes of a string: hexadecimal, bits or the national character set. */
const PREFIX = /[xbn](?=')/iy;

/**
 * Replaces every literal in a statement with a name, `:vtg1` and so on, as Vitess does before it quotes one.
 *
 * Reads every character once: a statement can have 16 MB.
 */
export function redactSql(sql: string): string {
  let [redacted, count, kept, end] = ['', 0, 0, 0];
  for (let start = 0; start < sql.length; start = end) {
    end = endOfLiteral(sql, start);
    if (end > start) {
      count += 1;
      redacted += `${sql.slice(kept, start)}:vtg${count}`;
      kept = end;
    } else end = endOfOther(sql, start);
  }
  return redacted + sql.slice(kept);
}

/** Returns the end of the literal at the start, or the start when there is none. */
function endOfLiteral(sql: string, start: number): number {
  const quote = endOf(PREFIX, sql, start);
  if (sql[quote] === "'" || sql[quote] === '"') return endOfQuoted(sql, quote);
  return endOf(NUMBER, sql, start);
}

function endOfOther(sql: string, start: number): number {
  if (sql[start] === '`') return endOfQuoted(sql, start);
  return Math.max(endOf(COMMENT, sql, start), endOf(NAME, sql, start), start + 1);
}

// Not a regular expression, which would need a stack as deep as the string is long.
function endOfQuoted(sql: string, start: number): number {
  const quote = sql[start];
  for (let index = start + 1; index < sql.length; index += 1) {
    if (sql[index] === '\\' && quote !== '`') index += 1;
    else if (sql[index] === quote && sql[index + 1] === quote) index += 1;
    else if (sql[index] === quote) return index + 1;
  }
  return sql.length;
}

function endOf(sticky: RegExp, sql: string, start: number): number {
  sticky.lastIndex = start;
  return sticky.test(sql) ? sticky.lastIndex : start;
}
