import { shortened } from './text.ts';

const VERBS = ['select', 'insert', 'update', 'delete', 'begin', 'commit', 'rollback'] as const;

/** Says what a statement does: `select`, `insert`, `update`, `delete`, `begin`, `commit`, `rollback`, or `other`. */
export function verbOf(sql: string): string {
  const first = sql.trimStart().split(/\s/, 1)[0]?.toLowerCase();
  return VERBS.find((verb) => verb === first) ?? 'other';
}

/** Writes a statement for people: without its backticks, and with tokens and other long words shortened. */
export function readableSql(sql: string): string {
  return sql
    .replaceAll('`', '')
    .replace(/'((?:[^'\\]|\\.|'')*)'/gs, (_, text: string) => `'${withoutSecrets(text)}'`);
}

// Tokens are long and of one word; dates and prose have blanks, and addresses an @.
function withoutSecrets(text: string): string {
  return /[\s@]/.test(text) ? text : shortened(text, 14);
}
