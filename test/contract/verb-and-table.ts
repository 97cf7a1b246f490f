/** Shortens a statement to its verb and tables, as `select accounts`; `begin` and `commit` stay. */
export function verbAndTable(statement: string): string {
  const [, verb, tables] =
    /^(select|insert|delete|update)(?: into|.*? from)? (`\w+`(?:, `\w+`)*)/.exec(statement) ?? [];
  return tables ? `${verb} ${tables.replaceAll('`', '')}` : statement.toLowerCase();
}
