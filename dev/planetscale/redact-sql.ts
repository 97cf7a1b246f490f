/** Finds what is not a literal although it may hold one: comments, quoted names, variables and plain names. */
const KEPT = /\/\*[\s\S]*?\*\/|--\s.*|#.*|`(?:[^`]|``)*`|@[\w$.@]*|[a-z_$][\w$]*(?!['\w$])/;
const LITERAL =
  /[xbn]?'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|0x[\da-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+/;
const TOKEN = new RegExp(`(?<literal>${LITERAL.source})|${KEPT.source}`, 'gi');

/** Replaces every literal of a statement by a name, `:vtg1` and so on, as Vitess does before it quotes one. */
export function redactSql(sql: string): string {
  let count = 0;
  return sql.replace(TOKEN, (token, literal: string | undefined) => {
    if (literal === undefined) return token;
    count += 1;
    return `:vtg${count}`;
  });
}
